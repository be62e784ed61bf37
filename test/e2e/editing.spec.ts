import { setTimeout as delay } from 'node:timers/promises';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { DocumentServerSimulator, type HeadlessEditor } from '../../playground/index.js';
import { startKontor, type RunningKontor } from '../start-kontor.js';

/** JSON as it came over the wire. */
type Wire = ReturnType<typeof JSON.parse>;

const SECRET = 'only-for-tests-only-for-tests-only-for-tests';

describe('editing together', () => {
  let server: DocumentServerSimulator;
  let kontor: RunningKontor;
  let documentId: string;

  beforeAll(async () => {
    server = await DocumentServerSimulator.start({
      jwtSecret: SECRET,
      saveDelayMs: 50,
      retryDelaysMs: [10, 20, 40],
      updateVersionMs: 300_000,
    });
    kontor = await startKontor({ EUROOFFICE_URL: server.url, EUROOFFICE_JWT_SECRET: SECRET });
  });

  afterAll(async () => {
    await kontor.stop();
    await server.dispose();
  });

  const json = async (username: string, path: string, init?: RequestInit): Promise<Wire> =>
    (await kontor.fetchAs(username, path, init)).json();
  const sessionOf = (username: string, fields = {}): Promise<Wire> =>
    json(username, '/api/eurooffice/session', {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ file_id: documentId, ...fields }),
    });
  const edit = async (username: string, fields = {}): Promise<HeadlessEditor> =>
    server.connect((await sessionOf(username, fields)).config);
  const document = () => json('alice', `/api/documents/${documentId}`);
  const content = async () =>
    (await kontor.fetchAs('alice', `/api/documents/${documentId}/content`)).text();
  const share = (username: string, role: string) =>
    kontor.fetchAs('alice', `/api/documents/${documentId}/shares/${username}`, {
      method: 'PUT',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ role }),
    });

  beforeEach(async () => {
    const init = { method: 'POST', body: 'Dear all,' };
    documentId = (await json('alice', '/api/documents?title=letter.txt', init)).id;
  });

  it('should make a version of what one person typed, and show it at the next opening', async () => {
    const alice = await edit('alice');
    expect(alice.text).toBe('Dear all,');
    await alice.type(' hello');
    await alice.close();
    expect(await server.nextCallback(2)).toMatchObject({ success: true });
    expect(await content()).toBe('Dear all, hello');
    const again = await edit('alice');
    expect([again.text, again.outdated, again.editable]).toEqual(['Dear all, hello', false, true]);
    await again.type('!');
    await again.close({ polite: true });
    await server.nextCallback(2);
    expect(await document()).toMatchObject({ current_version: 3, editors: [] });
  });

  it('should bring two people together, and tell who is in', async () => {
    await share('bob', 'editor');
    const [alice, bob] = [await edit('alice'), await edit('bob')];
    await alice.type(' from Alice');
    await bob.waitForText((text) => text.includes('from Alice'));
    await bob.type(' and Bob');
    await alice.waitForText((text) => text.includes('and Bob'));
    // The Document Server says so in a callback of its own.
    const editors = async () => (await document()).editors.toSorted();
    while ((await editors()).length < 2) await delay(20);
    expect(await editors()).toEqual(['alice', 'bob']);
    await alice.close();
    await bob.close();
    await server.nextCallback(2);
    expect(await content()).toBe('Dear all, from Alice and Bob');
    expect(await document()).toMatchObject({ current_version: 2, editors: [] });
  });

  it('should store what the save button saves, and nothing twice at the end', async () => {
    const alice = await edit('alice');
    await alice.type(' saved');
    expect(await alice.forceSave()).toBe(true);
    expect(await content()).toBe('Dear all, saved');
    await alice.close();
    expect(await server.nextCallback(2)).toMatchObject({
      success: true,
      body: { notmodified: true },
    });
    expect((await document()).current_version).toBe(2);
    expect((await edit('alice')).text).toBe('Dear all, saved');
  });

  it('should let a viewer look on and never change anything', async () => {
    await share('bob', 'viewer');
    const [alice, bob] = [await edit('alice'), await edit('bob')];
    expect([bob.editable, bob.text]).toEqual([false, 'Dear all,']);
    await alice.type(' live');
    await bob.waitForText((text) => text.endsWith('live'));
    await bob.close();
    await alice.close();
    await server.nextCallback(2);
    expect((await document()).current_version).toBe(2);
  });

  it('should get a save through when its first deliveries are lost', async () => {
    const alice = await edit('alice');
    await alice.type(' at last');
    server.failNextCallbacks(2);
    await alice.close();
    let delivered = await server.nextCallback(2);
    while (!delivered.success) delivered = await server.nextCallback(2);
    expect(delivered.attempt).toBe(3);
    expect(await content()).toBe('Dear all, at last');
  });

  it('should bring back, under the same key, what could not be assembled', async () => {
    const alice = await edit('alice');
    await alice.type(' kept');
    server.failNextConversions({ times: 1 });
    await alice.close();
    await server.nextCallback(3);
    expect((await document()).current_version).toBe(1);
    const again = await edit('alice');
    expect(again.text).toBe('Dear all, kept');
    await again.close();
    await server.nextCallback(2);
    expect(await content()).toBe('Dear all, kept');
  });

  it('should take the pen from a person who may no longer edit', async () => {
    await share('bob', 'editor');
    const bob = await edit('bob');
    expect(bob.editable).toBe(true);
    await kontor.fetchAs('alice', `/api/documents/${documentId}/shares/bob`, { method: 'DELETE' });
    await bob.waitFor('drop');
    expect(bob.editable).toBe(false);
  });

  it('should refuse outside changes while somebody edits', async () => {
    const { config } = await sessionOf('alice');
    const alice = await server.connect(config);
    await server.nextCallback({ status: 1, key: config.document.key });
    const { etag } = await document();
    const put = await kontor.fetchAs('alice', `/api/documents/${documentId}/content`, {
      method: 'PUT',
      headers: { 'if-match': `"${etag}"` },
      body: 'outside',
    });
    expect(put.status).toBe(409);
    await alice.close();
  });
});
