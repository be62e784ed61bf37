import type { Database } from '../platform/database/database.js';
import type { Document, DocumentContent } from '../documents/index.js';
import type {
  CommittedVersion,
  StagedVersion,
  Version,
  VersionArchive,
  VersionOrigin,
} from '../version-archive/index.js';
import { isCorrupted, isFinal, type SaveReport } from './callback.js';
import type { DocumentKey, DocumentKeys } from './document-keys.js';
import { unknownDocumentKey } from './editor-connector.errors.js';
import type { SessionKeys } from './session-keys.js';

export interface SaveToCommit {
  readonly document: Document;
  readonly report: SaveReport;
  readonly receipt: string;
  readonly fileType: string;
  readonly author: string;
  readonly origin: VersionOrigin;
  readonly sessionId: string;
}

/** One transaction: receipt, new version, head moved, key advanced or ended, document informed. */
export class SaveCommit {
  constructor(
    private readonly archive: VersionArchive,
    private readonly keys: DocumentKeys,
    private readonly content: DocumentContent,
    private readonly database: Database,
    private readonly sessionKeys: SessionKeys,
  ) {}

  async commit(staged: StagedVersion, save: SaveToCommit): Promise<void> {
    const version = await this.#commit(staged, save);
    if (version !== undefined) await this.sessionKeys.give(save.report.key, version.number, staged);
  }

  /** The version that was made; undefined when this delivery had made one before. */
  async #commit(staged: StagedVersion, save: SaveToCommit): Promise<Version | undefined> {
    try {
      const { outcome, version } = await this.database.inTransaction(() =>
        this.#write(staged, save),
      );
      if (outcome !== 'repeated') return version;
      await this.archive.discard(staged);
      return undefined;
    } catch (error) {
      const landed = await this.#landed(staged, save);
      if (landed === undefined) throw error;
      return landed;
    }
  }

  async #write(staged: StagedVersion, save: SaveToCommit): Promise<CommittedVersion> {
    const { document, report } = save;
    const key = await this.keys.find(report.key);
    if (key === undefined) throw unknownDocumentKey(document.id);
    const committed = await this.#append(staged, save, key);
    if (committed.outcome === 'repeated') return committed;
    const corrupted = isCorrupted(report.status);
    await this.keys.save({
      documentKey: key.documentKey,
      lastVersion: corrupted ? key.lastVersion : committed.version.number,
      isStored: !corrupted,
      isLive: key.isLive && !isFinal(report.status),
    });
    if (committed.outcome === 'current') await this.content.changed(document.id, save);
    return committed;
  }

  /** A head that moved since this key's last save was changed from outside: the save is kept beside it. */
  #append(staged: StagedVersion, save: SaveToCommit, key: DocumentKey): Promise<CommittedVersion> {
    return this.archive.commit(staged, {
      groupId: save.document.versionGroupId,
      origin: save.origin,
      author: save.author,
      fileType: save.fileType,
      editingSessionId: save.sessionId,
      changes: changesOf(save.report),
      expectedHead: key.lastVersion,
      onMoved: 'quarantine',
      receipt: save.receipt,
      ...(isCorrupted(save.report.status) ? { state: 'quarantined' } : {}),
    });
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
}

/** Kept as it came: a history shown by another version of the Document Server ignores it. */
function changesOf({ history }: SaveReport): string | null {
  if (history?.changes === undefined) return null;
  return JSON.stringify({ serverVersion: history.serverVersion ?? null, changes: history.changes });
}
