import { beforeAll, beforeEach, expect, it } from '@jest/globals';
import { RemoveShadowDocument } from '../../src/documents/registry/shadow-document.use-case.js';
import {
  readBlankFiles,
  readFormatTable,
} from '../../src/documents/formats/bundled-formats.file.js';
import { BeginUpload } from '../../src/office-connector/upload/begin-upload.use-case.js';
import {
  ContinueUpload,
  ShowUpload,
} from '../../src/office-connector/upload/continue-upload.use-case.js';
import { JwtDesktopTokens } from '../../src/office-connector/links/desktop-tokens.jwt.js';
import { UploadAddress } from '../../src/documents/uploads/upload.js';
import { UploadCommit, UploadRights } from '../../src/office-connector/upload/upload-commit.js';
import { UploadIntake } from '../../src/documents/uploads/upload-intake.js';
import { UploadParts } from '../../src/documents/uploads/upload-parts.js';
import { UploadTransfer } from '../../src/documents/uploads/upload-transfer.js';
import { KyselyUploadRepository } from '../../src/documents/uploads/upload.kysely.js';
import { DesktopUrls } from '../../src/office-connector/links/desktop-urls.js';
import { GiveDesktopUrl } from '../../src/office-connector/links/give-desktop-url.use-case.js';
import { KyselyWaitingDocumentRepository } from '../../src/office-connector/templates/waiting-document.kysely.js';
import { WaitingDocuments } from '../../src/office-connector/templates/waiting-documents.js';
import type { TokenGenerations } from '../../src/access/index.js';
import type { TemplateCatalogue } from '../../src/oneoffixx/index.js';
import type { Clock } from '../../src/platform/clock/clock.js';
import { hs256Key, hs256Service } from '../../src/platform/jwt/hs256.module.js';
import type { Database } from '../../src/platform/database/database.js';
import { bytesOf, documentsFixture, person } from '../documents-fixture.js';
import { describeOnBothEngines } from '../engines.js';

const alice = person('alice');
const bob = person('bob');
const HOUR_MS = 60 * 60 * 1000;
const DAY_MS = 24 * HOUR_MS;
const docx = readBlankFiles().of('docx');

const desktopTokens = (fill: number, clock: Clock) =>
  new JwtDesktopTokens(hs256Service(), hs256Key(Buffer.alloc(32, fill)), clock);

/** The office connector on a real database, over an object store in memory. */
function desktopFixture(database: Database, perPerson = 1000) {
  const fixture = documentsFixture(database);
  const { clock, archive, access, holders, checkouts, registry, guard, documents, events } =
    fixture;
  const { abandoned } = fixture;
  const remove = new RemoveShadowDocument(documents, registry, database, events);
  const rows = new KyselyWaitingDocumentRepository(database);
  const waiting = new WaitingDocuments(rows, remove, clock, { shadowDays: 30 });
  const uploads = new KyselyUploadRepository(database);
  const rights = new UploadRights(access, holders, checkouts, archive);
  const intake = new UploadIntake(archive, registry);
  const parts = new UploadParts(uploads, intake, database, clock, abandoned);
  const commit = new UploadCommit({
    archive,
    rights,
    content: registry,
    waiting,
    outside: guard,
    database,
  });
  const settings = {
    ...{ maxFileBytes: 1_000_000, newFiles: 'ooxml' as const, uploadsPerPerson: perPerson },
  };
  const transfer = new UploadTransfer(uploads, parts, intake, clock, settings);
  const show = new ShowUpload(access, uploads, clock, transfer);
  const urls = new DesktopUrls(
    desktopTokens(7, clock),
    { generationOf: async () => 1 } as Partial<TokenGenerations> as TokenGenerations,
    'http://kontor.test',
  );
  return {
    ...fixture,
    waiting,
    parts,
    show,
    uploads,
    begin: new BeginUpload(rights, commit, transfer, readFormatTable(), settings),
    proceed: new ContinueUpload(show, rights, commit, transfer),
    giveUrl: (hasTemplates: boolean) =>
      new GiveDesktopUrl(
        access,
        archive,
        guard,
        { isConfigured: hasTemplates } as TemplateCatalogue,
        urls,
      ),
    async shadow(title = 'Brief.docx'): Promise<string> {
      const { document } = await fixture.createShadow.execute(alice, {
        title,
        alongside: (made) =>
          waiting.add({
            documentId: made.id,
            templateId: 't',
            templateTitle: 'Brief',
            filename: 'Brief.docx',
            contentType: 'x/y',
            language: null,
            fields: {},
            contentControls: {},
            createdAtMs: clock.nowMs(),
            endedAtMs: null,
          }),
      });
      return document.id;
    },
  };
}

describeOnBothEngines('the desktop', ({ open }) => {
  let database: Database;
  let fixture: ReturnType<typeof desktopFixture>;

  beforeAll(async () => {
    database = await open();
  });

  beforeEach(() => {
    fixture = desktopFixture(database);
  });

  const upload = async (id: string) =>
    fixture.begin.execute(alice, id, { length: docx.length, filename: 'a.docx' });
  const send = (id: string, address: UploadAddress, from: number, to: number) =>
    fixture.proceed.execute(alice, id, {
      address,
      offset: from,
      bytes: { content: bytesOf(docx.subarray(from, to)), cut: () => undefined },
    });

  it('should make room for one more upload by giving up what nobody continues, the oldest first', async () => {
    fixture = desktopFixture(database, 3);
    for (const left of await fixture.uploads.openOf('alice')) await fixture.uploads.remove(left.id);
    const id = await fixture.shadow();
    const begun = [];
    for (let n = 0; n < 3; n++) {
      begun.push((await upload(id)).address);
      fixture.clock.advance(60_000);
    }
    await send(id, begun[0]!, 0, 20);
    await expect(upload(id)).rejects.toMatchObject({
      code: 'documents/too-many-uploads',
      kind: 'too-many',
      // The second is the one that was continued longest ago, two minutes before.
      retryAfterSeconds: 8 * 60,
    });
    fixture.clock.advance(8 * 60_000);
    const another = await upload(id);
    expect(await fixture.uploads.find(begun[1]!.uploadId)).toBeUndefined();
    expect(await fixture.show.execute(alice, id, begun[0]!)).toMatchObject({ received: 20 });
    expect(await fixture.uploads.openOf('alice')).toHaveLength(3);
    expect(await send(id, another.address, 0, docx.length)).toBe(docx.length);
  });

  it('should clean up what never got content, and say when beforehand', async () => {
    const id = await fixture.shadow();
    const removedAtMs = fixture.clock.nowMs() + 30 * DAY_MS;
    expect(await fixture.waiting.find(id)).toEqual({ templateTitle: 'Brief', removedAtMs });
    fixture.clock.advance(30 * DAY_MS);
    await fixture.waiting.sweep();
    expect(await fixture.views.find(alice, id)).toBeDefined();
    fixture.clock.advance(1);
    await fixture.waiting.sweep();
    await expect(fixture.views.find(alice, id)).rejects.toMatchObject({ kind: 'not-found' });
    // Taken back, it stays.
    await fixture.undelete.execute(alice, id);
    await fixture.waiting.sweep();
    expect((await fixture.views.find(alice, id)).document.state).toBe('shadow');
  });

  it('should leave alone what got content in time', async () => {
    const id = await fixture.shadow();
    await send(id, (await upload(id)).address, 0, docx.length);
    expect(await fixture.waiting.find(id)).toBeUndefined();
    fixture.clock.advance(31 * DAY_MS);
    await fixture.waiting.sweep();
    expect((await fixture.views.find(alice, id)).document.state).toBe('active');
  });

  it('should keep no more of an upload in pieces than the version', async () => {
    const id = await fixture.shadow();
    const { address } = await upload(id);
    expect(await send(id, address, 0, 500)).toBe(500);
    expect(await send(id, address, 500, 1200)).toBe(1200);
    expect(fixture.store.kept).toHaveLength(2);
    expect(await send(id, address, 1200, docx.length)).toBe(docx.length);
    const head = (await fixture.views.find(alice, id)).head!;
    expect(fixture.store.kept).toEqual([head.id]);
    expect(head).toMatchObject({ number: 1, size: docx.length, origin: 'office-connector' });
    expect(fixture.store.openKeys).toBe(0);
  });

  it('should take one of two that continue at the same place', async () => {
    const id = await fixture.shadow();
    const { address } = await upload(id);
    const sent = await Promise.allSettled([
      send(id, address, 0, docx.length),
      send(id, address, 0, docx.length),
      send(id, address, 0, 1000),
    ]);
    expect(sent.filter(({ status }) => status === 'fulfilled')).toHaveLength(1);
    expect(fixture.store.kept).toHaveLength(1);
  });

  it('should give up an upload after an hour, and what came of it', async () => {
    const id = await fixture.shadow();
    const { address } = await upload(id);
    await send(id, address, 0, 1000);
    fixture.clock.advance(HOUR_MS);
    await expect(fixture.show.execute(alice, id, address)).rejects.toMatchObject({
      code: 'documents/no-such-upload',
    });
    fixture.clock.advance(1);
    await fixture.parts.sweep();
    expect(fixture.store.kept).toEqual([]);
  });

  it('should open the parts with the address and with nothing that rests', async () => {
    const id = await fixture.shadow();
    const { upload: row, address } = await upload(id);
    await send(id, address, 0, 1000);
    const kept = await database.kysely
      .withTables<{ uploads: object; upload_parts: object }>()
      .selectFrom('uploads')
      .selectAll()
      .execute();
    const secrets = [address.reveal(), Buffer.from(address.reveal(), 'base64url').toString('hex')];
    for (const secret of secrets) expect(JSON.stringify(kept)).not.toContain(secret);
    // Whoever reads the id in the database has no address of it.
    expect(UploadAddress.parse(row.id)).toBeUndefined();
    const [part] = await fixture.parts.of(row);
    await expect(fixture.archive.openStaged(part!.staged, Buffer.alloc(32))).rejects.toThrow();
    const other = await upload(id);
    await expect(send(id, other.address, 1000, docx.length)).rejects.toMatchObject({
      code: 'documents/wrong-offset',
    });
    expect(await send(id, address, 1000, docx.length)).toBe(docx.length);
  });

  it('should let a lock run out unless it is refreshed', async () => {
    const { document } = await fixture.create.execute(alice, {
      title: 'Note.txt',
      content: bytesOf('one'),
    });
    await fixture.share.execute(alice, document.id, { username: 'bob', role: 'editor' });
    const lock = await fixture.locks.lock(alice, document.id);
    fixture.clock.advance(599_000);
    expect(await fixture.locks.lock(bob, document.id)).toEqual(lock);
    await fixture.locks.refresh(alice, document.id);
    fixture.clock.advance(599_000);
    expect(await fixture.holders.holderOf(document.id)).toBe('alice');
    await expect(fixture.checkouts.checkout(bob, document)).rejects.toMatchObject({
      code: 'documents/checked-out',
    });
    fixture.clock.advance(2000);
    expect(await fixture.locks.lock(bob, document.id)).toMatchObject({ accountId: 'bob' });
    expect(await fixture.locks.refresh(alice, document.id)).toMatchObject({ accountId: 'bob' });
  });

  it('should let one of two check out, and nobody restore meanwhile', async () => {
    const { document } = await fixture.create.execute(alice, {
      title: 'Note.txt',
      content: bytesOf('one'),
    });
    const both = await Promise.allSettled([
      fixture.checkouts.checkout(alice, document),
      fixture.checkouts.checkout(alice, document),
    ]);
    expect(both.filter(({ status }) => status === 'fulfilled')).toHaveLength(1);
    await fixture.share.execute(alice, document.id, { username: 'bob', role: 'editor' });
    await expect(fixture.restore.execute(bob, document.id, 1)).rejects.toMatchObject({
      code: 'documents/checked-out',
      kind: 'conflict',
    });
    await expect(fixture.checkouts.release(bob, document.id)).rejects.toMatchObject({
      code: 'documents/not-checked-out',
    });
    await fixture.checkouts.release({ ...bob, isAdmin: true }, document.id);
    expect(await fixture.holders.holderOf(document.id)).toBeUndefined();
  });

  it('should offer templates only while there is a backend', async () => {
    const id = await fixture.shadow();
    const [on, off] = [fixture.giveUrl(true), fixture.giveUrl(false)];
    await on.execute(alice, id, 'oneoffixx');
    await expect(off.execute(alice, id, 'oneoffixx')).rejects.toMatchObject({ kind: 'not-found' });
    await off.execute(alice, id, 'checkout');
    await expect(on.execute(bob, id, 'checkout')).rejects.toMatchObject({ kind: 'not-found' });
  });

  it('should forget a token after twelve hours', () => {
    const tokens = desktopTokens(7, fixture.clock);
    const claims = {
      action: 'checkout' as const,
      url: 'http://kontor.test/oc_checkout',
      documents: ['a'],
      accountId: 'account of alice',
      username: 'alice',
      generation: 1,
      signInId: 'of alice',
    };
    const token = tokens.issue(claims);
    fixture.clock.advance(12 * HOUR_MS - 1000);
    expect(tokens.read(token)).toMatchObject(claims);
    fixture.clock.advance(1000);
    expect(tokens.read(token)).toBeUndefined();
    expect(desktopTokens(8, fixture.clock).read(token)).toBeUndefined();
  });
});
