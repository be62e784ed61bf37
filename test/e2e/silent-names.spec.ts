import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { KontorUnderTest } from '../../bench/kontor-under-test.js';
import { becomes } from '../provider-browser.js';
import { SilentNames } from '../silent-names.js';

/** More than the threads that the resolver may have. */
const RECEIVERS = 12;
const CONTENT = Buffer.from('What a person typed. '.repeat(40));

describe('names that no server answers for', () => {
  let folder: string;
  let names: SilentNames;
  let kontor: KontorUnderTest;

  beforeAll(async () => {
    folder = mkdtempSync(join(tmpdir(), 'kontor-names-'));
    names = new SilentNames(folder);
    kontor = new KontorUnderTest(names.env);
    kontor.documentServer.host = 'office.known.test';
    await kontor.start();
  });

  afterAll(async () => {
    names?.letGo();
    await kontor?.stop();
    rmSync(folder, { recursive: true, force: true });
  });

  it('should keep no save from being fetched, whoever receives events there', async () => {
    const session = await kontor.openSession(await kontor.createDocument('Saved.txt'));
    const headers = { ...(await kontor.administrator()), 'content-type': 'application/json' };
    const made = Array.from({ length: RECEIVERS }, (_, i) => {
      const url = `https://receiver-${i}.silent.test/events`;
      const body = JSON.stringify({ url, events: ['version.saved'] });
      return fetch(`${kontor.url}/api/webhooks`, { method: 'POST', headers, body });
    });
    for (const { status } of await Promise.all(made)) expect(status).toBe(201);
    await becomes(async () => names.asked().length > 1);
    await kontor.save(session, CONTENT, 1);
    // No name is asked for again while it is not answered.
    expect(new Set(names.asked()).size).toBe(names.asked().length);
  });
});
