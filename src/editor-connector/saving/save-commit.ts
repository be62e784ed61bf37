import type { Document, DocumentContent } from '../../documents/index.js';
import type { Database } from '../../platform/database/database.js';
import type {
  CommittedVersion,
  QuarantineReason,
  StagedVersion,
  Version,
  VersionArchive,
  VersionAuthor,
  VersionOrigin,
} from '../../version-archive/index.js';
import type { DocumentKey, DocumentKeys } from '../document-server/document-keys.js';
import { unknownDocumentKey } from '../editor-connector.errors.js';
import type { RecoveredVersions } from './recovered-versions.repository.js';
import { mayBeAnotherFile } from './saved-content-check.js';

/** Bytes of the Document Server that are staged, and all that decides where in the history they belong. */
export interface SaveToCommit {
  readonly document: Document;
  readonly documentKey: string;
  /** Names the delivery: the same one twice is one version. */
  readonly receipt: string;
  readonly fileType: string;
  readonly author: string;
  readonly authors?: readonly VersionAuthor[];
  readonly changes?: string | null;
  /** `save` ends the key. */
  readonly origin: Extract<VersionOrigin, 'save' | 'force-save' | 'recovered'>;
  readonly sessionId?: string;
  readonly madeAtMs: number;
  readonly reportedAtS: number;
  /** Keeps it out of the head. */
  readonly setApart: QuarantineReason | undefined;
}

/**
 * One transaction: receipt, new version, head moved, key advanced or ended, document informed, people to be told.
 * Its outcome does not depend on the order in which saves arrive, nor on the instance they arrive at.
 */
export class SaveCommit {
  constructor(
    private readonly archive: VersionArchive,
    private readonly keys: DocumentKeys,
    private readonly content: DocumentContent,
    private readonly told: RecoveredVersions,
    private readonly database: Database,
  ) {}

  /** The version of this delivery, made now or before; what was staged in vain is gone. */
  async commit(
    staged: StagedVersion,
    save: SaveToCommit,
  ): Promise<Version & { readonly isNew: boolean }> {
    try {
      // All that is decided by is in rows that this changes: the group's, the key's, the document's, the receipt.
      const write = () => this.#write(staged, save);
      const { outcome, version } = await this.database.inTransaction(write, 'snapshot');
      if (outcome === 'repeated') await this.archive.discard(staged);
      return { ...version, isNew: outcome !== 'repeated' };
    } catch (error) {
      const landed = await this.#landed(staged, save);
      if (landed === undefined) throw error;
      return { ...landed, isNew: true };
    }
  }

  /**
   * A connection that broke at the commit leaves open whether it happened. The bytes are only given up once the
   * database says that nothing refers to them; while it says nothing they stay, at worst as orphans.
   */
  async #landed(
    staged: StagedVersion,
    { document, receipt }: SaveToCommit,
  ): Promise<Version | undefined> {
    const version = await this.archive.findByReceipt(document.versionGroupId, receipt);
    if (version?.id === staged.stored.versionId) return version;
    await this.archive.discard(staged);
    return undefined;
  }

  async #write(staged: StagedVersion, save: SaveToCommit): Promise<CommittedVersion> {
    const { document, documentKey } = save;
    const key = await this.keys.find(documentKey);
    if (key === undefined) throw unknownDocumentKey(document.id);
    const committed = await this.#append(staged, save, key);
    const { outcome } = committed;
    // An older save than one that is stored already disturbs nobody: it is in the history, and that is all.
    if (outcome === 'repeated' || outcome === 'archived') return committed;
    if (outcome === 'current') await this.#advance(committed, save, key);
    else await this.#keepBeside(committed, save, key);
    return committed;
  }

  /** A head that moved since this key's last save was changed from outside: the save is kept beside it. */
  #append(staged: StagedVersion, save: SaveToCommit, key: DocumentKey): Promise<CommittedVersion> {
    const { documentKey, madeAtMs, reportedAtS } = save;
    return this.archive.commit(staged, {
      groupId: save.document.versionGroupId,
      origin: save.origin,
      author: save.author,
      fileType: save.fileType,
      editingSessionId: save.sessionId ?? null,
      changes: save.changes ?? null,
      ...(save.authors && { authors: save.authors }),
      expectedHead: key.lastVersion,
      onMoved: 'quarantine',
      receipt: save.receipt,
      save: { documentKey, madeAtMs, reportedAtS },
      setApart: save.setApart,
    });
  }

  async #advance(
    { version: { number } }: CommittedVersion,
    save: SaveToCommit,
    key: DocumentKey,
  ): Promise<void> {
    const { document, origin, fileType } = save;
    await this.keys.save({
      documentKey: key.documentKey,
      lastVersion: number,
      // Of a recovered file nobody knows whether it is all that there was.
      isStored: origin !== 'recovered',
      // Whoever has a key open that was recovered meanwhile goes on from here, and not beside it.
      isLive: key.isLive && origin !== 'save',
    });
    await this.content.changed(document.id, { fileType });
    if (origin === 'recovered') await this.told.add({ documentId: document.id, number });
  }

  async #keepBeside(
    { version: { number, reason } }: CommittedVersion,
    save: SaveToCommit,
    key: DocumentKey,
  ): Promise<void> {
    const { document, origin } = save;
    const isBehindAnotherHead = save.setApart === undefined;
    if (origin !== 'recovered') {
      await this.keys.save({
        documentKey: key.documentKey,
        lastVersion: isBehindAnotherHead ? number : key.lastVersion,
        isStored: isBehindAnotherHead,
        // The Document Server keeps what it was not told to delete: the next opening of the same key shows it.
        isLive: key.isLive && (origin !== 'save' || mayBeAnotherFile(save.setApart)),
      });
    }
    if (isBehindAnotherHead && origin !== 'recovered') return;
    await this.content.changed(document.id, { fileType: document.fileType });
    await this.told.add({ documentId: document.id, number, reason });
  }
}
