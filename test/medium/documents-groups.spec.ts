import { beforeEach, expect, it } from '@jest/globals';
import type { ListPosition } from '../../src/documents/registry/document.repository.js';
import { KyselyGroupRepository } from '../../src/access/groups/group.kysely.js';
import { ALL_ALLOWED, type SharedRole } from '../../src/documents/index.js';
import { bytesOf, documentsFixture, person, type DocumentsFixture } from '../documents-fixture.js';
import { describeOnBothEngines } from '../engines.js';

const [alice, bob, carol] = [person('alice'), person('bob'), person('carol')];

describeOnBothEngines('documents shared with groups', ({ open }) => {
  let desk: DocumentsFixture;
  let groups: KyselyGroupRepository;
  let [legal, board] = ['', ''];

  beforeEach(async () => {
    const database = await open();
    desk = documentsFixture(database);
    groups = new KyselyGroupRepository(database);
    const group = async (name: string) => {
      const id = desk.ids.next();
      await groups.insert({ id, name, source: 'local', externalId: null, createdAtMs: 0 });
      return id;
    };
    [legal, board] = [await group('Legal'), await group('Board')];
    await groups.add(legal, ['bob', 'carol'], desk.clock.nowMs());
    await groups.add(board, ['bob'], desk.clock.nowMs());
  });

  const upload = async (title = 'Report.txt'): Promise<string> => {
    desk.clock.advance(1000);
    const content = bytesOf('text');
    const { document } = await desk.create.execute(alice, { title, content });
    return document.id;
  };
  const share = (id: string, groupId: string, role: SharedRole, switches = ALL_ALLOWED) =>
    desk.shareWithGroup.execute(alice, id, { groupId, role, switches });
  const mayOf = async (who: typeof bob, id: string) =>
    [...(await desk.access.require(who, id, 'read')).may].toSorted();
  const reducedAt = async (who: typeof bob, id: string) =>
    (await desk.access.rightsOf(who.id, (await desk.access.findById(id))!))?.reducedAtMs;
  const titles = async (who: typeof bob, limit?: number) =>
    (await desk.list.execute(who, { limit })).documents.map(({ document }) => document.title);

  it('should open them to the members of now, and list them', async () => {
    const id = await upload();
    await expect(desk.access.require(bob, id, 'read')).rejects.toMatchObject({
      code: 'documents/no-such-document',
    });
    await share(id, legal, 'editor');
    expect(await mayOf(bob, id)).toContain('edit');
    expect(await titles(carol)).toEqual(['Report.txt']);
    expect(await desk.access.peopleOf((await desk.access.findById(id))!)).toEqual(
      expect.arrayContaining(['alice', 'bob', 'carol']),
    );
    await groups.end(legal, ['carol'], desk.clock.nowMs());
    expect(await titles(carol)).toEqual([]);
    await expect(desk.access.require(carol, id, 'read')).rejects.toMatchObject({
      code: 'documents/no-such-document',
    });
  });

  it('should give together what each share gives', async () => {
    const id = await upload();
    await desk.share.execute(alice, id, { username: 'bob', role: 'viewer' });
    const without = { download: false, print: false, copy: true };
    await share(id, legal, 'reviewer', without);
    await share(id, board, 'form-filler', without);
    const all = ['comment', 'copy', 'download', 'fill', 'print', 'read', 'review'];
    expect(await mayOf(bob, id)).toEqual(all);
    expect(await mayOf(carol, id)).toEqual(['comment', 'copy', 'read', 'review']);
    const { documents } = await desk.list.execute(bob);
    expect(documents.map(({ role, may }) => [role, [...may].toSorted()])).toEqual([
      ['reviewer', all],
    ]);
  });

  it('should list what comes by several ways once, page by page', async () => {
    const expected: string[] = [];
    for (let n = 0; n < 12; n++) {
      const id = await upload(`Document ${n}.txt`);
      expected.unshift(`Document ${n}.txt`);
      if (n % 2 === 0) await share(id, legal, 'viewer');
      if (n % 3 === 0) await share(id, board, 'editor');
      if (n % 2 === 1) await desk.share.execute(alice, id, { username: 'bob', role: 'viewer' });
    }
    const listed: string[] = [];
    let after: ListPosition | undefined;
    do {
      const page = await desk.list.execute(bob, { limit: 5, after });
      listed.push(...page.documents.map(({ document }) => document.title));
      after = page.next;
    } while (after !== undefined);
    expect(listed).toEqual(expected);
    const found = await desk.list.execute(bob, { q: 'MENT 6' });
    expect(found.documents.map(({ role }) => role)).toEqual(['editor']);
  });

  it('should say when something was lost, and not while another share gives it', async () => {
    const id = await upload();
    await share(id, legal, 'editor');
    await share(id, board, 'editor');
    desk.clock.advance(1000);
    await groups.end(board, ['bob'], desk.clock.nowMs());
    expect(await reducedAt(bob, id)).toBe(0);
    await share(id, legal, 'viewer');
    const lostAtMs = desk.clock.nowMs();
    expect([await reducedAt(bob, id), await reducedAt(carol, id)]).toEqual([lostAtMs, lostAtMs]);
    await desk.share.execute(alice, id, { username: 'carol', role: 'editor' });
    expect(await reducedAt(carol, id)).toBe(0);
    desk.clock.advance(1000);
    await desk.unshare.execute(alice, id, { username: 'carol' });
    expect(await reducedAt(carol, id)).toBe(desk.clock.nowMs());
    expect(await mayOf(carol, id)).toEqual(['copy', 'download', 'print', 'read']);
    await desk.unshareGroup.execute(alice, id, legal);
    expect(await reducedAt(carol, id)).toBeUndefined();
    await expect(desk.unshareGroup.execute(alice, id, legal)).rejects.toMatchObject({
      code: 'documents/no-such-share',
    });
  });

  it('should not call it a loss of an own share that a group makes up for', async () => {
    const id = await upload();
    await desk.share.execute(alice, id, { username: 'bob', role: 'editor' });
    await share(id, legal, 'editor');
    desk.clock.advance(1000);
    await desk.share.execute(alice, id, { username: 'bob', role: 'viewer' });
    expect(await reducedAt(bob, id)).toBe(0);
    expect(await mayOf(bob, id)).toContain('edit');
  });

  it('should be for the owner, and about groups that exist', async () => {
    const id = await upload();
    await share(id, legal, 'editor');
    const input = { groupId: board, role: 'viewer' } as const;
    await expect(desk.shareWithGroup.execute(bob, id, input)).rejects.toMatchObject({
      code: 'documents/not-allowed',
    });
    await expect(share(id, 'none', 'viewer')).rejects.toMatchObject({
      code: 'documents/no-such-group',
    });
    await groups.remove(legal, desk.clock.nowMs());
    expect(await desk.groupShares.execute(alice, id)).toEqual([]);
    expect(await titles(bob)).toEqual([]);
    expect(desk.audit.events.filter(({ action }) => action === 'document.shared')).toEqual([
      expect.objectContaining({ detail: expect.objectContaining({ group: 'Legal' }) }),
    ]);
  });
});
