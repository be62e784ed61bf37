import { beforeEach, describe, expect, it } from '@jest/globals';
import { KyselyGroupRepository } from '../../src/access/groups/group.kysely.js';
import type { AskedForKey } from '../../src/documents/index.js';
import { bytesOf, documentsFixture, person, type DocumentsFixture } from '../documents-fixture.js';
import { describeOnBothEngines } from '../engines.js';
import { KnownPersonKeys, SealedKeyrings } from '../fakes/sealed-keys.js';

const [alice, bob, carol] = [person('alice'), person('bob'), person('carol')];
const GOES_ON = new AbortController().signal;

describeOnBothEngines('people who wait for the key of a private document', ({ open }) => {
  let desk: DocumentsFixture;
  let groups: KyselyGroupRepository;
  let keys: KnownPersonKeys;
  let keyrings: SealedKeyrings;
  let legal: string;
  let asked: AskedForKey[];
  let done: (readonly [string, readonly string[]])[];

  const notifier = {
    ask: async (request: AskedForKey) => void asked.push(request),
    done: async (...about: readonly [string, readonly string[]]) => void done.push(about),
  };

  beforeEach(async () => {
    [asked, done] = [[], []];
    [keys, keyrings] = [new KnownPersonKeys(), new SealedKeyrings()];
    const database = await open();
    desk = documentsFixture(database, { keys, keyrings });
    desk.keyRequests.register(notifier);
    groups = new KyselyGroupRepository(database);
    keys.make('alice');
    legal = desk.ids.next();
    const group = { id: legal, name: 'Legal', source: 'local', externalId: null };
    await groups.insert({ ...group, createdAtMs: 0 });
  });

  const join = (...people: string[]) => groups.add(legal, people, desk.clock.nowMs());

  /** Alice's, and shared with the group. */
  async function privateDocument(title = 'Secret.txt'): Promise<string> {
    const { document } = await desk.create.execute(alice, { title, content: bytesOf('text') });
    keyrings.sealTo(document.id, ['age1alice']);
    await desk.registry.change(document.id, () => ({ custody: 'zero-knowledge' }));
    await desk.shareWithGroup.execute(alice, document.id, { groupId: legal, role: 'viewer' });
    return document.id;
  }

  /** Alice's, and shared with one person who has no key. */
  async function sharedWithBob(title = 'For Bob.txt'): Promise<string> {
    const { document } = await desk.create.execute(alice, { title, content: bytesOf('text') });
    keyrings.sealTo(document.id, ['age1alice']);
    await desk.registry.change(document.id, () => ({ custody: 'zero-knowledge' }));
    const shared = await desk.share.execute(alice, document.id, {
      username: 'bob',
      role: 'viewer',
    });
    expect(shared.key).toBe('none');
    return document.id;
  }

  const pass = () => desk.keyRequests.pass(GOES_ON);
  const seal = (id: string, ...sealedFor: string[]) =>
    desk.shareWithGroup.execute(alice, id, {
      ...{ groupId: legal, role: 'viewer', sealedFor },
      keyrings: [{ epoch: 1, sealed: '' }],
    });

  it('should ask the owner once for all, again when more come, and be done when it is sealed', async () => {
    const id = await privateDocument();
    await join('bob');
    await pass();
    // A key is needed first.
    expect(asked).toEqual([]);
    expect(await desk.keyWait.execute(bob, id)).toEqual({ why: 'no-key' });
    keys.make('bob');
    keys.make('carol');
    await join('carol');
    await pass();
    await pass();
    const request = { documentId: id, asked: 'alice', groupName: 'Legal' };
    expect(asked).toEqual([{ ...request, waiting: 2 }]);
    expect(await desk.keyWait.execute(bob, id)).toMatchObject({
      ...{ why: 'asked', asked: { username: 'alice' }, askedAtMs: desk.clock.nowMs() },
    });
    expect(await desk.keyRequestRows.count()).toBe(2);
    await seal(id, 'bob', 'carol');
    expect(done).toEqual([[id, ['alice']]]);
    expect(await desk.keyRequestRows.count()).toBe(0);
    expect(await desk.keyWait.execute(bob, id)).toBeUndefined();
    await pass();
    expect(asked).toHaveLength(1);
  });

  it('should ask again, for all who still wait, when somebody comes later', async () => {
    const id = await privateDocument();
    keys.make('bob');
    await join('bob');
    await desk.keyRequests.reviewOfGroup(legal, ['bob']);
    await join('carol');
    await desk.keyRequests.reviewOfGroup(legal, ['carol']);
    expect(asked.map(({ waiting }) => waiting)).toEqual([1]);
    keys.make('carol');
    await desk.keyRequests.reviewOfPerson('carol');
    expect(asked.map(({ waiting }) => waiting)).toEqual([1, 2]);
    // One of two: the other one still waits, and the owner still has to act.
    await seal(id, 'bob');
    expect(done).toEqual([]);
    expect((await desk.keyRequestRows.of(id)).map(({ accountId }) => accountId)).toEqual(['carol']);
  });

  it('should be asked once by two instances at the same moment', async () => {
    const id = await privateDocument();
    keys.make('bob');
    await join('bob');
    const other = desk.otherKeyRequests();
    other.register(notifier);
    await Promise.all([desk.keyRequests.review(id), other.review(id), pass(), other.pass(GOES_ON)]);
    expect(asked).toHaveLength(1);
  });

  it('should end when somebody leaves, when the document is deleted, and when the server may open it', async () => {
    keys.make('bob');
    await join('bob');
    const ids: string[] = [];
    for (const title of ['Left.txt', 'Deleted.txt', 'Managed.txt']) {
      const { document } = await desk.create.execute(alice, { title, content: bytesOf('text') });
      await desk.shareWithGroup.execute(alice, document.id, { groupId: legal, role: 'viewer' });
      keyrings.sealTo(document.id, ['age1alice']);
      await desk.registry.change(document.id, () => ({ custody: 'zero-knowledge' }));
      ids.push(document.id);
    }
    const [left = '', deleted = '', managed = ''] = ids;
    await pass();
    expect(asked.map(({ documentId }) => documentId).toSorted()).toEqual(ids.toSorted());
    await desk.delete.execute(alice, deleted);
    await desk.registry.change(managed, () => ({ custody: 'managed' }));
    await pass();
    expect(new Set(done.map(([id]) => id))).toEqual(new Set([deleted, managed]));
    await groups.end(legal, ['bob'], desk.clock.nowMs());
    await pass();
    expect(done.at(-1)).toEqual([left, ['alice']]);
    expect(await desk.keyRequestRows.count()).toBe(0);
  });

  it('should ask nobody who cannot do it, and say so to those who wait', async () => {
    const id = await privateDocument();
    keyrings.sealTo(id, ['age1somebody']);
    keys.make('bob');
    await join('bob');
    await pass();
    expect(asked).toEqual([]);
    expect(await desk.keyWait.execute(bob, id)).toEqual({ why: 'nobody' });
    expect(await desk.keyWait.execute(alice, id)).toEqual({ why: 'nobody' });
    keyrings.sealTo(id, ['age1alice']);
    await pass();
    expect(asked).toEqual([{ documentId: id, asked: 'alice', waiting: 1, groupName: 'Legal' }]);
  });

  it('should mark in a list what somebody waits for', async () => {
    const [first, second] = [await privateDocument('One.txt'), await privateDocument('Two.txt')];
    await join('bob');
    const listed = async (who: typeof bob) => {
      const { documents } = await desk.list.execute(who);
      const among = documents.map(({ document }) => document);
      return [...(await desk.keyWait.among(who, among))].toSorted();
    };
    expect(await listed(bob)).toEqual([first, second].toSorted());
    keys.make('bob');
    await pass();
    await seal(first, 'bob');
    expect(await listed(bob)).toEqual([second]);
    expect([await listed(alice), await listed(carol)]).toEqual([[], []]);
  });

  it('should ask when somebody who waits opens the page before anything else has noticed', async () => {
    const id = await privateDocument();
    keys.make('bob');
    await join('bob');
    expect(await desk.keyWait.execute(bob, id)).toMatchObject({ why: 'asked' });
    expect(asked).toHaveLength(1);
  });

  describe('when it is shared with a person who has no key', () => {
    const giveTo = (id: string) =>
      desk.share.execute(alice, id, {
        ...{ username: 'bob', role: 'viewer' },
        keyrings: [{ epoch: 1, sealed: '' }],
      });

    it('should ask the owner when they make one, until it is sealed', async () => {
      const id = await sharedWithBob();
      await pass();
      expect(asked).toEqual([]);
      expect(await desk.keyWait.execute(bob, id)).toEqual({ why: 'no-key' });
      await expect(giveTo(id)).rejects.toMatchObject({ code: 'documents/person-without-identity' });
      keys.make('bob');
      await desk.keyRequests.reviewOfPerson('bob');
      await pass();
      expect(asked).toEqual([{ documentId: id, asked: 'alice', waiting: 1, groupName: undefined }]);
      expect(await desk.keyWait.execute(bob, id)).toMatchObject({ why: 'asked' });
      expect(await desk.shares.execute(alice, id)).toMatchObject([{ key: 'waiting' }]);
      expect((await giveTo(id)).key).toBe('sealed');
      expect(done).toEqual([[id, ['alice']]]);
      expect(await desk.keyRequestRows.count()).toBe(0);
      expect(await desk.keyWait.execute(bob, id)).toBeUndefined();
    });

    it('should be found by a pass when another process kept the key', async () => {
      const id = await sharedWithBob();
      keys.make('bob');
      await pass();
      expect(asked.map(({ documentId }) => documentId)).toEqual([id]);
      await desk.unshare.execute(alice, id, { username: 'bob' });
      await pass();
      expect(done).toEqual([[id, ['alice']]]);
    });

    it('should count them once who are in a group of it as well', async () => {
      const id = await sharedWithBob();
      await desk.shareWithGroup.execute(alice, id, { groupId: legal, role: 'viewer' });
      await join('bob', 'carol');
      keys.make('bob');
      await desk.keyRequests.reviewOfPerson('bob');
      expect(asked).toEqual([{ documentId: id, asked: 'alice', waiting: 1, groupName: 'Legal' }]);
    });

    it('should need the key of the owner for somebody new who has one', async () => {
      const id = await privateDocument();
      keys.make('bob');
      const share = desk.share.execute(alice, id, { username: 'bob', role: 'viewer' });
      await expect(share).rejects.toMatchObject({ code: 'documents/keyrings-needed' });
    });
  });

  describe('the pages of documents that a pass compares', () => {
    it('should come to every private one and every request, in parts, and begin anew', async () => {
      const ids: string[] = [];
      for (let n = 0; n < 7; n++) ids.push(await privateDocument(`Secret ${n}.txt`));
      const { document } = await desk.create.execute(alice, {
        ...{ title: 'Managed.txt', content: bytesOf('text') },
      });
      await desk.shareWithGroup.execute(alice, document.id, { groupId: legal, role: 'viewer' });
      // Shared with nobody: nobody can wait for it.
      const { document: alone } = await desk.create.execute(alice, {
        ...{ title: 'Alone.txt', content: bytesOf('text') },
      });
      await desk.registry.change(alone.id, () => ({ custody: 'zero-knowledge' }));
      const request = { documentId: document.id, accountId: 'bob', asked: 'alice', askedAtMs: 0 };
      await desk.keyRequestRows.put([request]);
      const found: string[] = [];
      let after = '';
      let pages = 0;
      do {
        const page = await desk.keyRequestRows.page(after, 3);
        expect(page.documentIds.length).toBeLessThanOrEqual(6);
        found.push(...page.documentIds);
        after = page.last;
        pages++;
      } while (after !== '');
      expect(found).toEqual([...ids, document.id].toSorted());
      expect(pages).toBe(3);
      await pass();
      expect(await desk.keyRequestRows.cursor()).toBe('');
      // It was stale: the server can open that document.
      expect(await desk.keyRequestRows.of(document.id)).toEqual([]);
    });

    it('should go on where a pass was stopped', async () => {
      const [first, second] = [await privateDocument(), await privateDocument()].toSorted();
      keys.make('bob');
      await join('bob');
      const stop = new AbortController();
      desk.keyRequests.register({
        ...notifier,
        ask: async (one) => {
          asked.push(one);
          stop.abort();
        },
      });
      await desk.keyRequests.pass(stop.signal);
      expect(asked.map(({ documentId }) => documentId)).toEqual([first]);
      await pass();
      expect(asked.map(({ documentId }) => documentId)).toEqual([first, second]);
    });
  });
});
