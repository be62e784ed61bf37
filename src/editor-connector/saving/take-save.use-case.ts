import { Injectable } from '@nestjs/common';
import { DocumentAccess, type Document } from '../../documents/index.js';
import { VersionArchive, type Version } from '../../version-archive/index.js';
import { isCorrupted, isFinal, Status, type CallbackAnswer, type SaveReport } from './callback.js';
import { DocumentKeys, type DocumentKey } from '../document-server/document-keys.js';
import { saveRefused, unknownDocumentKey } from '../editor-connector.errors.js';
import { KeyedMutex } from '../../platform/concurrency/keyed-mutex.js';
import { receiptOf } from './receipt.js';
import type { SaveGrant } from '../sessions/save-capability.js';
import { SaveCommit } from './save-commit.js';
import { authorsOf, changesOf, madeAt } from './save-history.js';
import { SaveStaging } from './save-staging.js';
import { mayBeAnotherFile } from './saved-content-check.js';

type SaveWithFile = SaveReport & { readonly url: string };
type Target = { readonly document: Document; readonly key: DocumentKey };

/**
 * Makes a version of what the Document Server saved. In this order: what is saved, and of which document; whether
 * it adds anything; whether it was delivered before; its bytes, sealed and placed while they come, whatever they
 * look like; its place in the history, decided by the database in one transaction; the answer.
 *
 * `done` only once it can be read back. The caller's right is the grant of the callback URL, so it works for
 * sessions that ended and documents that were deleted. Saves of one key need not come in their order, nor through
 * one instance: what they were made from and when decides, not when they arrive.
 */
@Injectable()
export class TakeSave {
  /** One delivery that comes several times at once is fetched once. */
  readonly #turns = new KeyedMutex();

  constructor(
    private readonly access: DocumentAccess,
    private readonly keys: DocumentKeys,
    private readonly archive: VersionArchive,
    private readonly staging: SaveStaging,
    private readonly committing: SaveCommit,
  ) {}

  async execute(grant: SaveGrant, report: SaveReport): Promise<CallbackAnswer> {
    const target = await this.#find(grant, report);
    if (addsNothing(report, target.key)) return this.#end(target.key);
    if (!hasFile(report)) return this.#withoutFile(report, target.key);
    const receipt = receiptOf(report);
    const version = await this.#turns.run(receipt, () =>
      this.#take(grant, { ...report, receipt }, target),
    );
    // What came may not be what was saved: the Document Server keeps that, as a forgotten file to be fetched again.
    return mayBeAnotherFile(version.reason) ? 'set-apart' : 'done';
  }

  async #find(grant: SaveGrant, report: SaveReport): Promise<Target> {
    const document = await this.access.findById(grant.documentId);
    const key = await this.keys.find(report.key);
    if (document === undefined || key?.documentId !== grant.documentId) {
      throw unknownDocumentKey(grant.documentId);
    }
    return { document, key };
  }

  /** Everything was stored by a force-save already: the key ends, no twin of the version is made. */
  async #end({ documentKey }: DocumentKey): Promise<CallbackAnswer> {
    await this.keys.close(documentKey);
    return 'done';
  }

  /**
   * Assembling failed. Agreeing to a final failure makes the Document Server delete its change log; refusing
   * lets the next opening of the same key bring the work back. A failed force-save is no end.
   */
  async #withoutFile({ status }: SaveReport, key: DocumentKey): Promise<CallbackAnswer> {
    if (status === Status.saveFailed) return 'kept-there';
    if (status !== Status.forceSaveFailed) throw saveRefused('the report names no file');
    await this.keys.save({ ...key, isStored: false });
    return 'done';
  }

  async #take(
    grant: SaveGrant,
    report: SaveWithFile & { readonly receipt: string },
    { document, key }: Target,
  ): Promise<Version> {
    const { versionGroupId: groupId } = document;
    const before = await this.archive.findByReceipt(groupId, report.receipt);
    if (before !== undefined) return before;
    const author = await this.#authorOf(report, grant, document);
    const save = {
      document,
      documentKey: report.key,
      fileType: this.staging.fileTypeOf(report, document),
      author,
      origin: isFinal(report.status) ? ('save' as const) : ('force-save' as const),
      madeAtMs: madeAt(report),
    };
    const { staged, setApart } = await this.staging.stage({
      ...save,
      url: report.url,
      madeFrom: await this.archive.getVersion(groupId, key.lastVersion),
      ...(isCorrupted(report.status) && { setApart: 'save-failed' }),
    });
    const version = await this.committing.commit(staged, {
      ...save,
      setApart,
      receipt: report.receipt,
      reportedAtS: Math.floor(report.iat),
      authors: authorsOf(report, author),
      changes: changesOf(report),
      sessionId: grant.sessionId,
    });
    if (version.isNew) await this.staging.giveKeys(report.key, version.number, staged);
    return version;
  }

  /** The Document Server names who made the last change; believed for people who may have. */
  async #authorOf({ users }: SaveReport, grant: SaveGrant, document: Document): Promise<string> {
    const [named] = users ?? [];
    if (named === undefined || named === grant.username) return grant.username;
    return (await this.access.roleOf(named, document)) === undefined ? grant.username : named;
  }
}

const addsNothing = (report: SaveReport, key: DocumentKey): boolean =>
  report.status === Status.save && report.notmodified === true && key.isStored;

const hasFile = (report: SaveReport): report is SaveWithFile => report.url !== undefined;
