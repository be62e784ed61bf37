import { readdir, rm } from 'node:fs/promises';
import { request } from 'node:http';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { ManageAccounts } from '../../src/access/index.js';
import type { Engine } from '../../src/platform/database/database.js';
import { ReindexFixture } from '../reindex-fixture.js';
import { ZeroKnowledgePerson } from '../zero-knowledge-person.js';

/** A document that got another owner stays theirs, though no version says so. */
describe.each<Engine>(['sqlite', 'postgres'])('owners after kontor reindex on %s', (engine) => {
  let fixture: ReindexFixture;

  beforeEach(async () => {
    fixture = await ReindexFixture.open(engine);
  });
  afterEach(() => fixture.close());

  const json = { 'content-type': 'application/json' };
  async function give(who: string, id: string, username: string, accept = false): Promise<void> {
    const body = JSON.stringify({ username, accept });
    const init = { method: 'PUT', headers: json, body };
    const given = await fixture.kontor.fetchAs(who, `/api/documents/${id}/owner`, init);
    expect([given.status, await given.text()]).toEqual([204, '']);
  }
  async function handOver(accountId: string, to: string): Promise<unknown> {
    const init = { method: 'POST', headers: json, body: JSON.stringify({ to }) };
    return fixture.json('admin', `/api/admin/accounts/${accountId}/hand-over`, init);
  }
  async function ownerOf(id: string, seenBy: string): Promise<unknown> {
    const { owner, role } = await fixture.json<{ owner: string; role: string }>(
      seenBy,
      `/api/documents/${id}`,
    );
    return `${owner}, for ${seenBy} ${role}`;
  }
  async function rebuild(expected: string): Promise<void> {
    await fixture.loseDatabase();
    const { status, said } = await fixture.reindex();
    expect({ status, said }).toEqual({ status: 0, said: expect.stringContaining(expected) });
    await fixture.start();
  }
  /** Objects of a document at each provider: its versions, and the record of its owner. */
  const objectsOf = (id: string): Promise<number[]> =>
    Promise.all(
      fixture.places.map(async (place) => (await readdir(join(place, 'v1', id))).length - 1),
    );

  it('should be whoever got each last', async () => {
    const [given, back, later, untouched] = await Promise.all(
      ['Given', 'Back', 'Later', 'Untouched'].map((title) =>
        fixture.newDocument('alice', `${title}.txt`, 'text'),
      ),
    );
    await give('alice', given!, 'bob');
    await give('alice', back!, 'bob');
    await give('bob', back!, 'alice');
    await give('alice', later!, 'admin');
    await fixture.replace('admin', later!, 'of the new owner');
    // Only the last record is kept.
    expect(await objectsOf(back!)).toEqual([2, 2, 2, 2, 2, 2]);
    await rebuild('Indexed 5 versions of 4 documents; known before: 0');
    expect(await ownerOf(given!, 'bob')).toBe('bob, for bob owner');
    expect(await ownerOf(back!, 'alice')).toBe('alice, for alice owner');
    expect(await ownerOf(later!, 'admin')).toBe('admin, for admin owner');
    expect(await ownerOf(untouched!, 'alice')).toBe('alice, for alice owner');
    expect((await fixture.kontor.fetchAs('alice', `/api/documents/${given!}`)).status).toBe(404);

    // It goes on from there, and two providers that lost everything change nothing.
    await give('bob', given!, 'admin');
    expect(await objectsOf(given!)).toEqual([2, 2, 2, 2, 2, 2]);
    for (const place of fixture.places.slice(0, 2))
      await rm(join(place, 'v1'), { recursive: true });
    await rebuild('Indexed 5 versions of 4 documents; known before: 0');
    expect(await ownerOf(given!, 'admin')).toBe('admin, for admin owner');
    expect(await ownerOf(back!, 'alice')).toBe('alice, for alice owner');
  });

  it('should be whoever got all that somebody had', async () => {
    const accounts = fixture.kontor.app.get(ManageAccounts, { strict: false });
    const leaver = { username: 'käthi', displayName: 'Käthi', password: 'käthi' };
    const { id: accountId } = await accounts.add(leaver);
    const ids: string[] = [];
    for (let i = 0; i < 12; i++)
      ids.push(await fixture.newDocument('käthi', `Matter ${i}.txt`, 'text'));
    // One that is empty yet has no version that could be found.
    const empty = { title: 'Empty.docx' };
    const init = { method: 'POST', headers: json, body: JSON.stringify(empty) };
    const made = await fixture.kontor.fetchAs('käthi', '/api/documents/blank', init);
    expect(made.status).toBeLessThan(500);
    expect(await handOver(accountId, 'bob')).toMatchObject({ remaining: 0 });
    await rebuild('12 documents');
    for (const id of ids) expect(await ownerOf(id, 'bob')).toBe('bob, for bob owner');
  });

  it('should be the new owner of what was being saved at that moment', async () => {
    const id = await fixture.newDocument('alice', 'Slow.txt', 'first');
    const { etag } = await fixture.json<{ etag: string }>('alice', `/api/documents/${id}`);
    const put = request(`${fixture.kontor.url}/api/documents/${id}/content`, {
      method: 'PUT',
      headers: {
        authorization: `Bearer ${await fixture.kontor.tokenOf('alice')}`,
        'if-match': etag,
      },
    });
    const answered = new Promise<number>((resolve, reject) => {
      put.on('response', (response) => resolve(response.resume().statusCode ?? 0));
      put.on('error', reject);
    });
    put.write('second, ');
    await give('alice', id, 'bob');
    put.end('from before');
    expect(await answered).toBe(201);
    await rebuild('Indexed 2 versions of 1 document');
    expect(await ownerOf(id, 'bob')).toBe('bob, for bob owner');
    expect(await fixture.content('bob', id, 2)).toBe('second, from before');
  });

  it('should be the new owner of a private one, which this server cannot open', async () => {
    const alice = await ZeroKnowledgePerson.register(fixture.kontor, 'alice');
    await alice.choosePrivate();
    const id = await fixture.newDocument('alice', 'Private.txt', 'text');
    await give('admin', id, 'bob', true);
    await rebuild('Indexed 1 version of 1 document');
    expect(await ownerOf(id, 'bob')).toBe('bob, for bob owner');
    const { custody } = await fixture.json<{ custody: string }>('bob', `/api/documents/${id}`);
    expect(custody).toBe('zero-knowledge');
  });
});
