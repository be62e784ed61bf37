import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { KontorUnderTest } from '../../bench/kontor-under-test.js';
import { becomes } from '../provider-browser.js';
import { SilentNames } from '../silent-names.js';

/** More than the threads that the resolver may have. */
const RECEIVERS = 12;
const CONTENT = Buffer.from('What a person typed. '.repeat(40));

/** Five places are here; the sixth, the directory and the mail server have silent names. */
function neighboursIn(folder: string): Record<string, string> {
  const places = [1, 2, 3, 4, 5].map((n) => ({ name: `here-${n}`, url: `file://${folder}/${n}` }));
  const far = { name: 'far', url: 's3://bucket/place?endpoint=https://buckets.silent.test' };
  const storage = join(folder, 'storage.json');
  writeFileSync(storage, JSON.stringify({ k: 4, m: 2, providers: [...places, far] }));
  return {
    KONTOR_STORAGE: storage,
    KONTOR_S3_FAR_ACCESS_KEY_ID: 'key-of-the-test',
    KONTOR_S3_FAR_SECRET_ACCESS_KEY: 'secret-of-the-test',
    LDAP_URL: 'ldaps://directory.silent.test',
    LDAP_BIND_DN: 'cn=kontor,dc=test',
    LDAP_BIND_PASSWORD: 'password-of-the-test',
    LDAP_BASE_DN: 'dc=test',
    SMTP_URL: 'smtp://mail.silent.test:25',
    KONTOR_MAIL_FROM: 'kontor@example.ch',
  };
}

describe('names that no server answers for', () => {
  let folder: string;
  let names: SilentNames;
  let kontor: KontorUnderTest;

  beforeAll(async () => {
    folder = mkdtempSync(join(tmpdir(), 'kontor-names-'));
    names = new SilentNames(folder);
    kontor = new KontorUnderTest({ ...names.env, ...neighboursIn(folder) });
    kontor.documentServer.host = 'office.known.test';
    await kontor.start();
  });

  afterAll(async () => {
    names?.letGo();
    await kontor?.stop();
    rmSync(folder, { recursive: true, force: true });
  });

  it('should keep no save from being fetched, whatever neighbours have them', async () => {
    const session = await kontor.openSession(await kontor.createDocument('Saved.txt'));
    const headers = { ...(await kontor.administrator()), 'content-type': 'application/json' };
    const made = Array.from({ length: RECEIVERS }, (_, i) => {
      const url = `https://receiver-${i}.silent.test/events`;
      const body = JSON.stringify({ url, events: ['version.saved'] });
      return fetch(`${kontor.url}/api/webhooks`, { method: 'POST', headers, body });
    });
    for (const { status } of await Promise.all(made)) expect(status).toBe(201);
    await becomes(async () => names.asked().includes('buckets.silent.test'));
    await becomes(async () => names.asked().some((name) => name.startsWith('receiver')));
    await kontor.save(session, CONTENT, 1);
    const metrics = await (await fetch(`${kontor.url}/metrics`, { headers })).text();
    expect(metrics).toMatch(/^kontor_foreign_names\{state="asked"\} [1-9]/m);
    // No name is asked for again while it is not answered.
    expect(new Set(names.asked()).size).toBe(names.asked().length);
  });
});
