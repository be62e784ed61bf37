import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { startKontor, type RunningKontor } from '../start-kontor.js';
import { ZeroKnowledgePerson } from '../zero-knowledge-person.js';

/** JSON as it came over the wire. */
type Wire = ReturnType<typeof JSON.parse>;

describe('sharing a private document with somebody who has no key yet', () => {
  let kontor: RunningKontor;
  let alice: ZeroKnowledgePerson;
  let id: string;
  let bobsId: string;

  beforeAll(async () => {
    kontor = await startKontor();
    alice = await ZeroKnowledgePerson.register(kontor, 'alice');
    await alice.choosePrivate();
    const created = await alice.fetch('/api/documents?title=Offer.txt', {
      ...{ method: 'POST', body: 'for Bob' },
    });
    const document: Wire = await created.json();
    id = document.id;
    bobsId = (await json('bob', '/api/me')).id;
  }, 300_000);
  afterAll(() => kontor.stop());

  const json = async (who: string, path: string): Promise<Wire> =>
    (await kontor.fetchAs(who, path)).json();
  const share = async (body: object): Promise<{ status: number; answer: Wire }> => {
    const response = await alice.send('PUT', `/api/documents/${id}/shares/bob`, body);
    return { status: response.status, answer: await response.json() };
  };
  const listed = async (): Promise<Wire> =>
    (await json('alice', `/api/documents/${id}/shares`)).shares;
  const askedOf = async (): Promise<Wire> =>
    (await json('alice', '/api/notifications')).notifications.filter(
      (one: Wire) => one.document_id === id,
    );
  const pageOf = async (who: string): Promise<string> => {
    const headers = { 'accept-language': 'en' };
    return (await kontor.fetchAs(who, `/documents/${id}`, { headers })).text();
  };
  /** Until it is there: it is sent in the background. */
  const firstAskedOf = async (): Promise<Wire> => {
    for (;;) {
      const asked = await askedOf();
      if (asked.length > 0) return asked;
    }
  };

  it('should be kept, and the answer should say that nothing is sealed', async () => {
    const early = await share({
      role: 'viewer',
      keyrings: await alice.sealings(id, [alice.recipient]),
    });
    expect([early.status, early.answer.code]).toEqual([422, 'documents/person-without-identity']);
    expect(await listed()).toEqual([]);
    const kept = await share({ role: 'viewer', person: bobsId });
    expect(kept).toMatchObject({
      ...{ status: 200, answer: { id: bobsId, username: 'bob', role: 'viewer', key: 'none' } },
    });
    expect(await listed()).toMatchObject([{ username: 'bob', key: 'none' }]);
    expect((await alice.keyrings(id)).members).toMatchObject([{ username: 'alice' }]);
    expect(await pageOf('alice')).toContain('No key of their own yet: cannot open it');
    const { entries } = await json(
      'admin',
      `/api/admin/audit?document=${id}&action=document.shared`,
    );
    expect(entries).toMatchObject([
      { result: 'ok', actor: 'alice', detail: { person: 'bob', role: 'viewer' } },
      { result: 'failed', actor: 'alice' },
    ]);
  });

  it('should let them find it, and say why it does not open', async () => {
    const { documents } = await json('bob', '/api/documents');
    expect(documents).toMatchObject([{ id, role: 'viewer', custody: 'zero-knowledge' }]);
    expect(await pageOf('bob')).toContain(
      'It is private, and you have no key of your own yet. Create one; then Alice Muster is asked to let you in.',
    );
    const content = await kontor.fetchAs('bob', `/api/documents/${id}/content`);
    expect([content.status, (await content.json()).code]).toEqual([403, 'storage/key-needed']);
    expect(await askedOf()).toEqual([]);
  });

  it('should ask the owner once they make a key, and take another role meanwhile', async () => {
    await ZeroKnowledgePerson.register(kontor, 'bob');
    expect(await firstAskedOf()).toMatchObject([{ kind: 'key-requested', text: '1' }]);
    expect(await listed()).toMatchObject([{ username: 'bob', key: 'waiting' }]);
    expect(await pageOf('bob')).toMatch(/Alice Muster was asked .*, and does it by opening/);
    const page = await pageOf('alice');
    expect(page).toContain('One person waits for the key of this document.');
    expect(page).toContain('Waits for the key');
    // Another role needs no key of the owner, and gives none.
    const changed = await share({ role: 'editor' });
    expect(changed).toMatchObject({ status: 200, answer: { role: 'editor', key: 'waiting' } });
    expect(await askedOf()).toHaveLength(1);
  });

  it('should open for them when the owner has sealed it, and ask no more', async () => {
    const { recipient }: Wire = await json('alice', `/api/people/bob/recipient?person=${bobsId}`);
    const keyrings = await alice.sealings(id, [alice.recipient, recipient]);
    const given = await share({ role: 'editor', person: bobsId, keyrings });
    expect(given).toMatchObject({ status: 200, answer: { role: 'editor', key: 'sealed' } });
    expect(await listed()).toMatchObject([{ username: 'bob', key: 'sealed' }]);
    expect(await askedOf()).toEqual([]);
    expect((await alice.keyrings(id)).members.map(({ username }) => username)).toEqual([
      ...['alice', 'bob'],
    ]);
    expect(await pageOf('bob')).not.toContain('You cannot open this document yet');
    expect(await pageOf('alice')).not.toContain('waits for the key');
  });

  it('should be null in shares of documents that the server can open', async () => {
    await alice.send('PATCH', '/api/me/identity', { custody: 'managed' });
    const created = await alice.fetch('/api/documents?title=Plain.txt', {
      ...{ method: 'POST', body: 'text' },
    });
    const plain: Wire = await created.json();
    const shared = await alice.send('PUT', `/api/documents/${plain.id}/shares/bob`, {
      role: 'viewer',
    });
    expect(await shared.json()).toMatchObject({ username: 'bob', key: null });
  });
});
