import { createHash, type Hash } from 'node:crypto';
import { mayChange, type Document, type DocumentAccess } from '../../documents/index.js';
import { span } from '../../platform/timeline/span.js';
import type { QuarantineReason, Version } from '../../version-archive/index.js';
import type { DocumentKey } from '../document-server/document-keys.js';
import type { SaveGrant } from '../sessions/save-capability.js';
import { isCorrupted, isFinal, Status, type CallbackReport } from './callback.js';
import type { ReportedPresence } from './reported-presence.js';
import type { SaveCommit } from './save-commit.js';
import { askerOf, authorsOf, changesOf, madeAt } from './save-history.js';
import type { ArrivingFile, SaveStaging } from './save-staging.js';

export interface SaveToStore {
  readonly grant: SaveGrant;
  readonly report: CallbackReport & { readonly url: string; readonly receipt: string };
  readonly document: Document;
  readonly key: DocumentKey;
}

export interface SaveStoringParts {
  readonly access: DocumentAccess;
  readonly staging: SaveStaging;
  readonly committing: SaveCommit;
  readonly presence: ReportedPresence;
}

/** A save that was reported becomes a version of its document. */
export class SaveStoring {
  constructor(private readonly parts: SaveStoringParts) {}

  /** The version of this delivery, made now or before. Fails as staging and committing do. */
  async store(save: SaveToStore): Promise<Version> {
    const { document, report } = save;
    const delivered = await span('look up the receipt', () =>
      this.parts.committing.findDelivered(document, report.receipt),
    );
    return delivered ?? this.#store(save);
  }

  async #store({ grant, report, document, key }: SaveToStore): Promise<Version> {
    const { staging, committing } = this.parts;
    const author = await this.#authorOf(report, grant, document);
    const save = {
      document,
      documentKey: report.key,
      fileType: staging.fileTypeOf(report, document),
      author,
      origin: isFinal(report.status) ? ('save' as const) : ('force-save' as const),
      madeAtMs: madeAt(report),
      askedBy: askerOf(report),
    };
    let hash: Hash | undefined;
    const { staged, madeFrom, setApart, fileType, notKeptAs, changes } = await staging.stage({
      ...save,
      observe: (file) => {
        const hashing = (hash = mayBeUnchanged(report, file) ? createHash('sha256') : undefined);
        return hashing && ((chunk) => void hashing.update(chunk));
      },
      url: report.url,
      changesUrl: report.changesurl,
      baseVersion: key.lastVersion,
      openedVersion: key.openedVersion,
      setApart: await this.#reasonAgainst(report, grant, document),
    });
    const version = await committing.commit(staged, {
      ...save,
      fileType,
      notKeptAs,
      setApart,
      unchanged:
        fileType === save.fileType && hash !== undefined
          ? { madeFrom, contentHash: hash.digest() }
          : undefined,
      receipt: report.receipt,
      reportedAtS: Math.floor(report.iat),
      authors: authorsOf(report, author),
      changes: changesOf(report),
      stagedChanges: changes,
      serverVersion: report.history?.serverVersion ?? null,
      sessionId: grant.sessionId,
    });
    if (version.isNew) await staging.shareKeyWithSessions(report.key, version.number, staged);
    return version;
  }

  /** The Document Server names who made the last change; it counts for people who have access to the document. */
  async #authorOf(
    { users }: CallbackReport,
    { accountId }: SaveGrant,
    document: Document,
  ): Promise<string> {
    const [named] = users ?? [];
    if (named === undefined || named === accountId) return accountId;
    return (await this.parts.access.rightsOf(named, document)) === undefined ? accountId : named;
  }

  /** Why it must not become current, before its content is looked at. */
  async #reasonAgainst(
    report: CallbackReport,
    grant: SaveGrant,
    document: Document,
  ): Promise<QuarantineReason | undefined> {
    if (isCorrupted(report.status)) return 'save-failed';
    if (grant.openedFor !== 'view') return undefined;
    // The Document Server takes any address of the key when it lost that of the author.
    const [author = grant.accountId] = report.users ?? [];
    const rights = await this.parts.access.rightsOf(author, document);
    if (rights !== undefined && mayChange(rights)) return undefined;
    return (await this.parts.presence.isEditing(grant, author)) ? undefined : 'not-permitted';
  }
}

/**
 * Not a file of another size than the version it was made from: hashing it costs as much as sealing it. And not a last
 * save with changes: it ends a session, and its version says so.
 */
const mayBeUnchanged = (
  { status, notmodified }: CallbackReport,
  { bytes, madeFrom }: ArrivingFile,
): boolean =>
  (bytes ?? madeFrom.size) === madeFrom.size &&
  (status === Status.forceSave || (status === Status.save && notmodified === true));
