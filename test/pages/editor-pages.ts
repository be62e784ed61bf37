import { afterAll, afterEach, beforeAll, expect } from '@jest/globals';
import { DocumentServerSimulator } from '../../playground/index.js';
import { openFixture, type BrowserFixture } from './browser.js';

const SECRET = 'only-for-tests-only-for-tests-only-for-tests';

/** A browser on a Kontor beside a simulated Document Server, from the first to the last test of a `describe`. */
export interface EditorPages {
  readonly server: DocumentServerSimulator;
  readonly fixture: BrowserFixture;
}

/**
 * Called inside a `describe`: starts all three before its tests, and stops them after. Each test ends with its
 * windows closed, and fails if one of them complained.
 */
export function editorPages(): EditorPages {
  let server: DocumentServerSimulator;
  let fixture: BrowserFixture;

  beforeAll(async () => {
    server = await DocumentServerSimulator.start({ jwtSecret: SECRET, saveDelayMs: 50 });
    fixture = await openFixture({ EUROOFFICE_URL: server.url, EUROOFFICE_JWT_SECRET: SECRET });
  });

  afterEach(async () => {
    await fixture.closeWindows();
    expect(fixture.complaints()).toEqual([]);
  });

  afterAll(async () => {
    await fixture.stop();
    await server.dispose();
  });

  return {
    get server() {
      return server;
    },
    get fixture() {
      return fixture;
    },
  };
}
