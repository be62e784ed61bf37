import { afterAll, afterEach, beforeAll } from '@jest/globals';
import { TriedDocumentServer } from './fakes/tried-document-server.js';
import { startKontor, type RunningKontor } from './start-kontor.js';

/** A Kontor beside a Document Server whose converter fails as a test tells it to. */
export interface TriedDesk {
  readonly server: TriedDocumentServer;
  readonly kontor: RunningKontor;
}

/**
 * Called inside a `describe`: starts both before its tests, and stops them after. Files have 2 MB at most. Each test begins with a converter
 * that works, and that was asked for nothing.
 */
export function triedDesk(env: Record<string, string> = {}): TriedDesk {
  const server = new TriedDocumentServer();
  let kontor: RunningKontor;

  beforeAll(async () => {
    await server.start();
    kontor = await startKontor({
      ...{ EUROOFFICE_URL: server.url, EUROOFFICE_JWT_SECRET: server.secret },
      KONTOR_MAX_FILE_BYTES: '2000000',
      ...env,
    });
  });

  afterEach(() => {
    server.faults = {};
    server.conversions.length = 0;
    server.sources.length = 0;
  });

  afterAll(async () => {
    await kontor.stop();
    await server.stop();
  });

  return {
    server,
    get kontor() {
      return kontor;
    },
  };
}
