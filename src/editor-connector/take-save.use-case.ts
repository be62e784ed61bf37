import { Injectable } from '@nestjs/common';
import { DocumentAccess, type Document } from '../documents/index.js';
import { VersionArchive } from '../version-archive/index.js';
import { isCorrupted, isFinal, Status, type CallbackAnswer, type SaveReport } from './callback.js';
import { DocumentKeys, type DocumentKey } from './document-keys.js';
import { saveRefused, unknownDocumentKey } from './editor-connector.errors.js';
import { OnePerKey } from './one-per-key.js';
import { receiptOf } from './receipt.js';
import type { SaveGrant } from './save-capability.js';
import { SaveCommit } from './save-commit.js';
import { SaveStaging } from './save-staging.js';

type SaveWithFile = SaveReport & { readonly url: string };

/**
 * Makes a version of what the Document Server saved. `done` only once it can be read back; the caller's right
 * is the grant of the callback URL, so it works for sessions that ended and documents that were deleted.
 */
@Injectable()
export class TakeSave {
  /** Saves of one key build on each other, so they go one after the other. */
  readonly #turns = new OnePerKey();

  constructor(
    private readonly access: DocumentAccess,
    private readonly keys: DocumentKeys,
    private readonly archive: VersionArchive,
    private readonly staging: SaveStaging,
    private readonly committing: SaveCommit,
  ) {}

  execute(grant: SaveGrant, report: SaveReport): Promise<CallbackAnswer> {
    return this.#turns.run(report.key, () => this.#take(grant, report));
  }

  async #take(grant: SaveGrant, report: SaveReport): Promise<CallbackAnswer> {
    const document = await this.access.findById(grant.documentId);
    const key = await this.keys.find(report.key);
    if (document === undefined || key?.documentId !== grant.documentId) {
      throw unknownDocumentKey(grant.documentId);
    }
    if (addsNothing(report, key)) return this.#end(key);
    if (!hasFile(report)) return this.#withoutFile(report, key);
    await this.#store(grant, report, { document, key });
    return 'done';
  }

  /** Everything was stored by a force-save already: the key ends, no twin of the version is made. */
  async #end({ documentKey }: DocumentKey): Promise<CallbackAnswer> {
    await this.keys.close(documentKey);
    return 'done';
  }

  /**
   * Assembling failed. Agreeing to a final failure makes the Document Server delete its change log; refusing
   * lets the next opening of the same key bring the work back (reference §10). A failed force-save is no end.
   */
  async #withoutFile({ status }: SaveReport, key: DocumentKey): Promise<CallbackAnswer> {
    if (status === Status.saveFailed) return 'kept-there';
    if (status !== Status.forceSaveFailed) throw saveRefused('the report names no file');
    await this.keys.save({ ...key, isStored: false });
    return 'done';
  }

  async #store(
    grant: SaveGrant,
    report: SaveWithFile,
    { document, key }: { readonly document: Document; readonly key: DocumentKey },
  ): Promise<void> {
    const { versionGroupId: groupId } = document;
    const receipt = receiptOf(report);
    if ((await this.archive.findByReceipt(groupId, receipt)) !== undefined) return;
    const about = {
      document,
      fileType: report.filetype ?? document.fileType,
      author: await this.#authorOf(report, grant, document),
      origin: isFinal(report.status) ? ('save' as const) : ('force-save' as const),
    };
    const madeFrom = await this.archive.getVersion(groupId, key.lastVersion);
    const { key: documentKey, url } = report;
    const staged = await this.staging.stage({
      ...about,
      ...{ madeFrom, documentKey, url },
      isApart: isCorrupted(report.status),
    });
    await this.committing.commit(staged, { ...about, report, receipt, sessionId: grant.sessionId });
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

const hasFile = (report: SaveReport): report is SaveWithFile =>
  report.url !== undefined && URL.canParse(report.url);
