import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { generateIdentity, identityToRecipient } from 'age-encryption';
import type { Engine } from '../../src/platform/database/database.js';
import { ReindexFixture } from '../reindex-fixture.js';
import { ZeroKnowledgePerson } from '../zero-knowledge-person.js';

describe.each<Engine>(['sqlite', 'postgres'])('reindex of private documents on %s', (engine) => {
  let fixture: ReindexFixture;
  let alice: ZeroKnowledgePerson;
  let bob: ZeroKnowledgePerson;
  let admin: ZeroKnowledgePerson;

  beforeEach(async () => {
    const KONTOR_RECOVERY_RECIPIENT = await identityToRecipient(await generateIdentity());
    fixture = await ReindexFixture.open(engine, { KONTOR_RECOVERY_RECIPIENT });
    [alice, bob, admin] = await everybody();
    await alice.choosePrivate();
  });
  afterEach(() => fixture.close());

  /** With the same keys, when there were some before: each has a kit. */
  function everybody(kits: readonly (string | undefined)[] = []) {
    const names = ['alice', 'bob', 'admin'];
    return Promise.all(
      names.map((name, i) => ZeroKnowledgePerson.register(fixture.kontor, name, kits[i])),
    ) as Promise<[ZeroKnowledgePerson, ZeroKnowledgePerson, ZeroKnowledgePerson]>;
  }

  async function share(id: string, ...people: ZeroKnowledgePerson[]): Promise<void> {
    const { members } = await alice.keyrings(id);
    const recovery = (await alice.keyrings(id)).recovery_recipient;
    const recipients = members.map(({ recipient }) => recipient);
    for (const { username, recipient } of people) {
      recipients.push(recipient);
      const all = [...recipients, ...(recovery === null ? [] : [recovery])];
      const keyrings = await alice.sealings(id, all);
      const path = `/api/documents/${id}/shares/${username}`;
      const answer = await alice.send('PUT', path, { role: 'editor', keyrings });
      expect([answer.status, await answer.text()]).toEqual([200, expect.anything()]);
    }
  }

  const unshare = async (id: string, username: string): Promise<void> => {
    const answer = await alice.fetch(`/api/documents/${id}/shares/${username}`, {
      method: 'DELETE',
    });
    expect(answer.status).toBe(204);
  };

  const seen = () =>
    fixture.seen('alice', async (id, number) =>
      (await alice.keyrings(id)).custody === 'managed'
        ? fixture.content('alice', id, number)
        : alice.read(id, number),
    );

  /** Two members, one who left, an epoch change, every kind of save, a restore. */
  async function contract(): Promise<string> {
    const id = await fixture.newDocument('alice', 'Contract.txt', 'for alice');
    await share(id, bob, admin);
    await fixture.replace('bob', id, 'for the three');
    await unshare(id, 'admin');
    await fixture.replace('bob', id, 'for the two');
    const session = await fixture.openReleased(alice, id);
    expect(await fixture.save(session, 'by the button', 6)).toMatchObject({ error: 0 });
    await fixture.save(session, 'damaged', 3);
    expect(await fixture.save(session, 'at the end', 2)).toMatchObject({ error: 0 });
    const key = await alice.fileKey(id, 1);
    const headers = { 'content-type': 'application/octet-stream' };
    const path = `/api/documents/${id}/versions/1/restore`;
    expect((await alice.fetch(path, { method: 'POST', headers, body: key })).status).toBe(201);
    return id;
  }

  it('should bring back versions, order, heads, custody and who the members are', async () => {
    const id = await contract();
    const shared = await fixture.newDocument('alice', 'Nothing since it was shared.txt', 'one');
    await share(shared, bob);
    const left = await fixture.newDocument('alice', 'Nothing since somebody left.txt', 'one');
    await share(left, bob);
    await unshare(left, 'bob');
    await alice.send('PATCH', '/api/me/identity', { custody: 'managed' });
    const managed = await fixture.newDocument('alice', 'Managed.txt', 'everybody');
    await fixture.replace('alice', managed, 'everybody again');
    const turned = await fixture.newDocument('alice', 'Turned.txt', 'was managed');
    const custody = `/api/documents/${turned}/custody`;
    await alice.send('PUT', custody, { custody: 'zero-knowledge' });
    const [before, keyringsBefore] = [await seen(), await fixture.keyrings()];
    expect(before.map((document) => String(document.custody)).toSorted()).toEqual([
      'managed',
      ...Array<string>(4).fill('zero-knowledge'),
    ]);
    const states = before.find((document) => document.id === id)!.versions;
    expect(states.map(({ number, state, origin }) => `${number} ${state} ${origin}`)).toEqual([
      '7 current restore',
      '6 archived save',
      '5 quarantined save',
      '4 archived force-save',
      '3 archived upload',
      '2 archived upload',
      '1 archived upload',
    ]);

    await fixture.loseDatabase();
    expect(await fixture.reindex()).toEqual({
      status: 0,
      said: expect.stringContaining('Indexed 12 versions of 5 documents'),
    });
    await fixture.start();
    [alice, bob, admin] = await everybody([alice.secret, bob.secret, admin.secret]);
    expect(await seen()).toEqual(before);
    expect(await fixture.keyrings()).toEqual(keyringsBefore);
  });

  it('should let its owner open it in the editor, and let the members in again', async () => {
    const id = await contract();
    await fixture.loseDatabase();
    expect((await fixture.reindex()).status).toBe(0);
    await fixture.start();
    [alice, bob, admin] = await everybody([alice.secret, bob.secret, admin.secret]);

    const refused = await alice.fetch(`/api/documents/${id}/content`);
    expect([refused.status, ((await refused.json()) as { code: string }).code]).toEqual([
      403,
      'storage/key-needed',
    ]);
    const session = await fixture.openReleased(alice, id);
    expect(await fixture.fetched(session)).toBe('for alice');
    expect(await fixture.save(session, 'after the fire', 2)).toMatchObject({ error: 0 });
    expect(await alice.read(id, 8)).toBe('after the fire');
    // Shares are gone; who has the key needs the right again, and gets in with a sealing.
    expect((await bob.fetch(`/api/documents/${id}`)).status).toBe(404);
    await share(id, bob);
    expect(await bob.read(id, 8)).toBe('after the fire');
    // Who had left before opens what was theirs at most.
    const [first, second] = (await alice.keyrings(id)).keyrings;
    await expect(admin.open(second!.sealed)).rejects.toThrow();
    await expect(admin.open(first!.sealed)).rejects.toThrow();
  });

  it('should let its owner put out who is a member and has no share any more', async () => {
    const id = await contract();
    await fixture.loseDatabase();
    expect((await fixture.reindex()).status).toBe(0);
    await fixture.start();
    [alice, bob] = await everybody([alice.secret, bob.secret, admin.secret]);
    await unshare(id, 'bob');
    const herself = await alice.fetch(`/api/documents/${id}/shares/alice`, { method: 'DELETE' });
    expect(herself.status).toBe(404);
    await fixture.replace('alice', id, 'for alice alone');
    const newest = (await alice.keyrings(id)).keyrings.at(-1)!;
    expect(newest.epoch).toBe(3);
    await expect(bob.open(newest.sealed)).rejects.toThrow();
    expect(await alice.read(id, 8)).toBe('for alice alone');
    const nobody = await alice.fetch(`/api/documents/${id}/shares/bob`, { method: 'DELETE' });
    expect(nobody.status).toBe(404);
  });
});
