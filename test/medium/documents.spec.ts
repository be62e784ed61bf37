import { beforeAll, beforeEach, expect, it } from '@jest/globals';
import type { Database } from '../../src/platform/database/database.js';
import {
  ALL_ALLOWED,
  BLANK_KINDS,
  DocumentContentReplaced,
  DocumentDeleted,
  DocumentRenamed,
  DocumentTitleKept,
  DocumentShareChanged,
} from '../../src/documents/index.js';
import { bytesOf, documentsFixture, person, type DocumentsFixture } from '../documents-fixture.js';
import { describeOnBothEngines } from '../engines.js';

const alice = person('alice');
const bob = person('bob');

describeOnBothEngines('documents', ({ open }) => {
  let database: Database;
  let fixture: DocumentsFixture;

  beforeAll(async () => {
    database = await open();
  });

  beforeEach(() => {
    fixture = documentsFixture(database);
  });

  const upload = async (title = 'Note.txt', content = 'one', actor = alice) =>
    fixture.create.execute(actor, {
      title,
      content: bytesOf(content),
      declaredBytes: Buffer.byteLength(content),
    });

  const idOf = async (...input: Parameters<typeof upload>): Promise<string> =>
    (await upload(...input)).document.id;

  it('should store an upload and return it', async () => {
    const view = await upload('Größe.txt', 'hello');
    expect(view).toMatchObject({
      role: 'owner',
      document: { title: 'Größe.txt', fileType: 'txt', state: 'active', owner: 'alice' },
      head: { number: 1, size: 5, origin: 'upload', author: 'alice', state: 'current' },
    });
    expect(await fixture.views.find(alice, view.document.id)).toEqual(view);
    expect(await fixture.read(alice, view.document.id)).toBe('hello');
    expect(fixture.store.openKeys).toBe(0);
  });

  it.each([
    ['Note.exe', 'x', 'documents/unsupported-format', 'unsupported'],
    ['Note', 'x', 'documents/unsupported-format', 'unsupported'],
    ['', 'x', 'documents/bad-title', 'invalid'],
    ['Note.docx', 'x', 'documents/wrong-container', 'unprocessable'],
    ['Note.txt', 'x'.repeat(100_001), 'documents/too-large', 'too-large'],
  ])(
    'should refuse %j without a trace in lists or the store',
    async (title, content, code, kind) => {
      await fixture.delete.execute(alice, await idOf());
      const before = (await fixture.list.execute(alice)).documents.length;
      const kept = fixture.store.kept.length;
      await expect(upload(title, content)).rejects.toMatchObject({ code, kind });
      const undeclared = fixture.create.execute(alice, { title, content: bytesOf(content) });
      await expect(undeclared).rejects.toMatchObject({ code });
      expect((await fixture.list.execute(alice)).documents).toHaveLength(before);
      expect(fixture.store.kept).toHaveLength(kept);
    },
  );

  it('should report an upload that was cut off', async () => {
    const cut = fixture.create.execute(alice, {
      title: 'Note.txt',
      content: bytesOf('one'),
      declaredBytes: 7,
    });
    await expect(cut).rejects.toMatchObject({ code: 'documents/truncated', kind: 'invalid' });
  });

  it.each(BLANK_KINDS)('should start a blank .%s file', async (kind) => {
    const view = await fixture.createBlank.execute(alice, { kind, title: 'Leer' });
    expect(view.document).toMatchObject({ title: `Leer.${kind}`, fileType: kind });
  });

  it('should give the same answer for an inaccessible, a deleted and an unknown id', async () => {
    const id = await idOf();
    const deleted = await idOf();
    await fixture.delete.execute(alice, deleted);
    const nothing = { code: 'documents/no-such-document', kind: 'not-found' };
    await expect(fixture.views.find(bob, id)).rejects.toMatchObject(nothing);
    await expect(fixture.views.find(alice, deleted)).rejects.toMatchObject(nothing);
    await expect(fixture.views.find(alice, fixture.ids.next())).rejects.toMatchObject(nothing);
    await expect(fixture.views.find(alice, "' or 1=1")).rejects.toMatchObject(nothing);
    await expect(fixture.undelete.execute(bob, deleted)).rejects.toMatchObject(nothing);
    await expect(fixture.read(bob, id)).rejects.toMatchObject(nothing);
  });

  it('should restore a deleted document with its versions', async () => {
    const id = await idOf();
    await fixture.delete.execute(alice, id);
    expect(fixture.events.published).toEqual([new DocumentDeleted(id)]);
    expect(await fixture.undelete.execute(alice, id)).toMatchObject({ head: { number: 1 } });
    expect(await fixture.read(alice, id)).toBe('one');
  });

  it('should rename for open editors and keep the extension', async () => {
    const id = await idOf();
    const view = await fixture.rename.execute(alice, id, ' Neu ');
    expect(view.document.title).toBe('Neu.txt');
    const renamed: object[] = [new DocumentRenamed(id, 'Neu.txt')];
    expect(fixture.events.published).toEqual(renamed);
    // The editor of the person who asked shows the new title until this event.
    await fixture.rename.execute(alice, id, 'Neu.txt');
    expect(fixture.events.published).toEqual([...renamed, new DocumentTitleKept(id, 'Neu.txt')]);
    await expect(fixture.rename.execute(alice, id, 'Neu.docx')).rejects.toMatchObject({
      kind: 'invalid',
    });
  });

  it('should replace only the version that the client names', async () => {
    const { document, head } = await upload();
    const replace = (content: string, ...ifMatch: string[]) =>
      fixture.replace.execute(alice, document.id, { content: bytesOf(content), ifMatch });
    const second = await replace('two', head!.id);
    expect(second).toMatchObject({ number: 2, state: 'current', shards: { present: 6 } });
    await expect(replace('three', head!.id)).rejects.toMatchObject({
      code: 'documents/etag-differs',
      kind: 'precondition-failed',
    });
    await expect(
      fixture.replace.execute(alice, document.id, { content: bytesOf('x'), ifMatch: undefined }),
    ).rejects.toMatchObject({ kind: 'invalid' });
    expect(await fixture.read(alice, document.id)).toBe('two');
    expect(await fixture.read(alice, document.id, 1)).toBe('one');
    expect(fixture.events.published).toEqual([new DocumentContentReplaced(document.id)]);
  });

  it('should let one of two replacements of the same version win', async () => {
    const { document, head } = await upload();
    const replace = (content: string) =>
      fixture.replace
        .execute(alice, document.id, { content: bytesOf(content), ifMatch: [head!.id] })
        .then(
          () => content,
          (error: { kind: string }) => error.kind,
        );
    const outcomes = await Promise.all([replace('two'), replace('three')]);
    expect(outcomes).toContain('precondition-failed');
    expect(outcomes).toContain(await fixture.read(alice, document.id));
    expect(fixture.store.kept).toHaveLength(2);
  });

  it('should not change the content while people edit it', async () => {
    const { document, head } = await upload();
    const { id } = document;
    await fixture.presence.report(id, 'key', ['bob', 'carol']);
    const busy = {
      code: 'documents/being-edited',
      kind: 'conflict',
      message: expect.stringContaining('bob, carol'),
    };
    await expect(
      fixture.replace.execute(alice, id, { content: bytesOf('two'), ifMatch: [head!.id] }),
    ).rejects.toMatchObject(busy);
    await expect(fixture.restore.execute(alice, id, 1)).rejects.toMatchObject(busy);
    await fixture.presence.report(id, 'key', []);
    await expect(fixture.restore.execute(alice, id, 1)).resolves.toMatchObject({ number: 2 });
    expect(fixture.store.kept).toHaveLength(2);
  });

  it('should notice people who begin to edit while the bytes arrive', async () => {
    const { document, head } = await upload();
    async function* slow() {
      yield* bytesOf('two');
      await fixture.presence.report(document.id, 'key', ['bob']);
    }
    await expect(
      fixture.replace.execute(alice, document.id, { content: slow(), ifMatch: [head!.id] }),
    ).rejects.toMatchObject({ kind: 'conflict' });
    expect(fixture.store.kept).toHaveLength(1);
  });

  it('should restore an earlier version as a new one', async () => {
    const { document, head } = await upload();
    const { id } = document;
    await fixture.replace.execute(alice, id, { content: bytesOf('two'), ifMatch: [head!.id] });
    const restored = await fixture.restore.execute(alice, id, 1);
    expect(restored).toMatchObject({ number: 3, origin: 'restore', state: 'current' });
    expect(await fixture.read(alice, id)).toBe('one');
    const { versions } = await fixture.versions.execute(alice, id);
    expect(versions.map(({ number, state }) => [number, state])).toEqual([
      [3, 'current'],
      [2, 'archived'],
      [1, 'archived'],
    ]);
    await expect(fixture.restore.execute(alice, id, 9)).rejects.toMatchObject({
      kind: 'not-found',
    });
  });

  it('should take the file type of a save, and restore it with an old version', async () => {
    const { document } = await upload('Alt.txt');
    await fixture.registry.contentChanged(document.id, { fileType: 'docx' });
    const { document: changed } = await fixture.views.find(alice, document.id);
    expect(changed).toMatchObject({ title: 'Alt.docx', fileType: 'docx' });
    const old = await fixture.open.execute(alice, document.id, { version: 1 });
    expect(old).toMatchObject({ filename: 'Alt.txt', mimeType: 'text/plain' });
    await fixture.restore.execute(alice, document.id, 1);
    expect((await fixture.views.find(alice, document.id)).document).toMatchObject({
      title: 'Alt.txt',
      fileType: 'txt',
    });
  });

  it('should grant a role, change it and revoke it', async () => {
    const id = await idOf();
    const shared = await fixture.share.execute(alice, id, { username: 'BOB', role: 'viewer' });
    expect(shared).toEqual({
      ...{ id: 'bob', username: 'bob', displayName: 'Bob Muster' },
      ...{ role: 'viewer', switches: ALL_ALLOWED },
    });
    expect(await fixture.views.find(bob, id)).toMatchObject({ role: 'viewer' });
    await expect(fixture.rename.execute(bob, id, 'x')).rejects.toMatchObject({ kind: 'forbidden' });

    await fixture.share.execute(alice, id, { username: 'bob', role: 'editor' });
    await fixture.share.execute(alice, id, { username: 'bob', role: 'editor' });
    expect(await fixture.shares.execute(alice, id)).toEqual([{ ...shared, role: 'editor' }]);
    expect(await fixture.rename.execute(bob, id, 'x')).toMatchObject({ role: 'editor' });
    await expect(fixture.delete.execute(bob, id)).rejects.toMatchObject({ kind: 'forbidden' });
    await expect(fixture.shares.execute(bob, id)).rejects.toMatchObject({ kind: 'forbidden' });

    await fixture.unshare.execute(alice, id, { username: 'Bob' });
    await expect(fixture.views.find(bob, id)).rejects.toMatchObject({ kind: 'not-found' });
    await expect(fixture.unshare.execute(alice, id, { username: 'bob' })).rejects.toMatchObject({
      kind: 'not-found',
    });
    expect(fixture.events.published.filter((e) => e instanceof DocumentShareChanged)).toHaveLength(
      3,
    );
  });

  it('should list the shares of many documents for their owners only', async () => {
    const [first, second, third] = [await idOf(), await idOf(), await idOf()];
    await fixture.share.execute(alice, first, { username: 'carol', role: 'editor' });
    await fixture.share.execute(alice, first, { username: 'bob', role: 'viewer' });
    await fixture.share.execute(alice, second, { username: 'bob', role: 'editor' });
    const all = [first, second, third];
    const bobs = { id: 'bob', username: 'bob', displayName: 'Bob Muster' };
    const carols = { id: 'carol', username: 'carol', displayName: 'Carol Muster' };
    expect(await fixture.sharesOfOwned.execute(alice, all)).toEqual(
      new Map([
        [
          first,
          [
            { ...bobs, role: 'viewer', switches: ALL_ALLOWED },
            { ...carols, role: 'editor', switches: ALL_ALLOWED },
          ],
        ],
        [second, [{ ...bobs, role: 'editor', switches: ALL_ALLOWED }]],
      ]),
    );
    expect((await fixture.sharesOfOwned.execute(bob, all)).size).toBe(0);
  });

  it('should refuse to share with an unknown person and with the owner', async () => {
    const id = await idOf();
    await expect(
      fixture.share.execute(alice, id, { username: 'mallory', role: 'viewer' }),
    ).rejects.toMatchObject({ code: 'documents/no-such-person' });
    await expect(
      fixture.share.execute(alice, id, { username: 'Alice', role: 'viewer' }),
    ).rejects.toMatchObject({ code: 'documents/shared-with-owner', kind: 'invalid' });
  });

  it('should keep one of two concurrent shares with one person', async () => {
    const id = await idOf();
    const give = () => fixture.share.execute(alice, id, { username: 'bob', role: 'viewer' });
    await Promise.all([give(), give(), give()]);
    expect(await fixture.shares.execute(alice, id)).toHaveLength(1);
  });
});
