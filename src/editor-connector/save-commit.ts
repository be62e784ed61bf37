import type { Document, DocumentContent } from '../documents/index.js';
import type {
  CommittedVersion,
  StagedVersion,
  VersionArchive,
  VersionOrigin,
} from '../version-archive/index.js';
import { isCorrupted, isFinal, type SaveReport } from './callback.js';
import type { DeliveryCommit } from './delivery-commit.js';
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
    private readonly delivery: DeliveryCommit,
    private readonly sessionKeys: SessionKeys,
  ) {}

  async commit(staged: StagedVersion, save: SaveToCommit): Promise<void> {
    const { document, receipt } = save;
    const delivery = { groupId: document.versionGroupId, receipt };
    const version = await this.delivery.once(staged, delivery, () => this.#write(staged, save));
    if (version !== undefined) await this.sessionKeys.give(save.report.key, version.number, staged);
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
}

/** Kept as it came: a history shown by another version of the Document Server ignores it. */
function changesOf({ history }: SaveReport): string | null {
  if (history?.changes === undefined) return null;
  return JSON.stringify({ serverVersion: history.serverVersion ?? null, changes: history.changes });
}
