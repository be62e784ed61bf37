import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { startKontor, type RunningKontor } from '../start-kontor.js';
import { sendAs } from '../send-as.js';
import { ZeroKnowledgePerson } from '../zero-knowledge-person.js';

/** JSON as it came over the wire. */
type Wire = ReturnType<typeof JSON.parse>;

describe('making a document private that is shared with somebody without a key', () => {
  let kontor: RunningKontor;
  let alice: ZeroKnowledgePerson;
  let id: string;
  let bobsId: string;

  beforeAll(async () => {
    kontor = await startKontor();
    const created = await kontor.fetchAs('alice', '/api/documents?title=Offer.txt', {
      ...{ method: 'POST', body: 'version one' },
    });
    ({ id } = await created.json());
    ({ id: bobsId } = await sendAs(kontor, 'bob', 'GET', '/api/me'));
    await sendAs(kontor, 'alice', 'PUT', `/api/documents/${id}/shares/bob`, { role: 'editor' });
  });
  afterAll(() => kontor.stop());

  const change = (body: object): Promise<Wire> =>
    sendAs(kontor, 'alice', 'PUT', `/api/documents/${id}/custody`, body);
  const custody = async (): Promise<string> =>
    (await sendAs(kontor, 'alice', 'GET', `/api/documents/${id}`)).custody;
  const contentFor = async (who: string): Promise<number> =>
    (await kontor.fetchAs(who, `/api/documents/${id}/content`)).status;

  it("should never be without the owner's own key: nobody could open it any more", async () => {
    for (const accept of [false, true]) {
      const refused = await change({ custody: 'zero-knowledge', accept });
      expect(refused).toMatchObject({
        ...{ status: 422, code: 'documents/owner-without-identity' },
        detail: expect.stringContaining('alice owns this document, has no key of their own'),
      });
    }
    expect([await custody(), await contentFor('bob')]).toEqual(['managed', 200]);
    alice = await ZeroKnowledgePerson.register(kontor, 'alice');
  });

  it('should say first who could not open it, and change nothing', async () => {
    const refused = await change({ custody: 'zero-knowledge' });
    expect(refused).toMatchObject({
      ...{ status: 422, code: 'documents/person-without-identity' },
      detail: expect.stringMatching(/could not open it: bob\..*"accept": true/),
    });
    expect([await custody(), await contentFor('bob')]).toEqual(['managed', 200]);
  });

  it('should go on if the owner wants, and leave the share without a key', async () => {
    expect(await change({ custody: 'zero-knowledge', accept: true })).toBeUndefined();
    expect([await custody(), await contentFor('bob')]).toEqual(['zero-knowledge', 403]);
    expect(await alice.read(id, 1)).toBe('version one');
    expect((await alice.keyrings(id)).members).toMatchObject([{ username: 'alice' }]);
    const { shares } = await sendAs(kontor, 'alice', 'GET', `/api/documents/${id}/shares`);
    expect(shares).toMatchObject([{ id: bobsId, role: 'editor', key: 'none' }]);
    const { entries } = await sendAs(
      ...([kontor, 'admin', 'GET'] as const),
      `/api/admin/audit?document=${id}&action=custody.changed&result=ok`,
    );
    expect(entries).toMatchObject([{ detail: { custody: 'zero-knowledge', without_key: 1 } }]);
    const page = await kontor.fetchAs('bob', `/documents/${id}`, {
      headers: { 'accept-language': 'en' },
    });
    expect(await page.text()).toContain('and you have no key of your own yet. Create one');
  });

  it('should let them in once they have one, also to what was there before', async () => {
    const bob = await ZeroKnowledgePerson.register(kontor, 'bob');
    // The owner is asked in the background.
    let asked: Wire[] = [];
    while (asked.length === 0) {
      const { notifications } = await sendAs(kontor, 'alice', 'GET', '/api/notifications');
      asked = notifications.filter((one: Wire) => one.document_id === id);
    }
    expect(asked).toMatchObject([{ kind: 'key-requested', text: '1' }]);
    const keyrings = await alice.sealings(id, [alice.recipient, bob.recipient]);
    const given = { role: 'editor', person: bobsId, keyrings };
    const shared = await sendAs(kontor, 'alice', 'PUT', `/api/documents/${id}/shares/bob`, given);
    expect(shared).toMatchObject({ key: 'sealed' });
    expect(await bob.read(id, 1)).toBe('version one');
  });
});
