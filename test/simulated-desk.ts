import { afterAll, beforeAll } from '@jest/globals';
import type { DocumentServerSimulator, HeadlessEditor } from '../playground/index.js';
import { ForgottenFilesFixture, startSimulator } from './forgotten-files-fixture.js';

/** A Kontor beside a simulated Document Server. Both run from the first to the last test of a `describe`. */
export interface SimulatedDesk {
  readonly server: DocumentServerSimulator;
  readonly fixture: ForgottenFilesFixture;
  /** Alice opens a document in the editor. */
  open(id: string): Promise<HeadlessEditor>;
}

/** Called inside a `describe`: starts both before its tests, and stops them after. */
export function simulatedDesk(env: Record<string, string> = {}): SimulatedDesk {
  let server: DocumentServerSimulator;
  let fixture: ForgottenFilesFixture;

  beforeAll(async () => {
    server = await startSimulator();
    fixture = await ForgottenFilesFixture.start(server, env);
  });

  afterAll(async () => {
    await fixture.kontor.stop();
    await server.dispose();
  });

  return {
    get server() {
      return server;
    },
    get fixture() {
      return fixture;
    },
    open: async (id) => server.connect((await fixture.session(id)).config),
  };
}
