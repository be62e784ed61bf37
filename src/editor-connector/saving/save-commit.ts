import { createHash } from 'node:crypto';
import type { Document, DocumentRegistry } from '../../documents/index.js';
import type { Database } from '../../platform/database/database.js';
import { span } from '../../platform/timeline/span.js';
import type { DomainEvents } from '../../platform/events/domain-events.js';
import { wiped } from '../../platform/memory/wiping.js';
import type {
  CommittedVersion,
  QuarantineReason,
  StagedPart,
  StagedVersion,
  Version,
  VersionArchive,
  VersionAuthor,
} from '../../version-archive/index.js';
import type { DocumentKey, DocumentKeys } from '../document-server/document-keys.js';
import { unknownDocumentKey } from '../editor-connector.errors.js';
import type { RecoveredVersions } from './recovered-versions.repository.js';
import type { SavedChanges } from './saved-changes.js';
import { mayBeAnotherFile, type Save } from './save-staging.js';

/** What decides, besides the staged bytes, where in the history a save belongs. */
export interface SaveToCommit extends Save {
  /** Names the delivery: the same receipt twice is one version. */
  readonly receipt: string;
  readonly authors?: readonly VersionAuthor[];
  readonly changes?: string | null;
  /** Committed, or discarded, with the version. */
  readonly stagedChanges?: StagedPart | undefined;
  readonly serverVersion?: string | null;
  readonly sessionId?: string;
  readonly reportedAtS: number;
  /** Why the version is quarantined; undefined when it may become current. */
  readonly setApart: QuarantineReason | undefined;
  /** As in `StagedSave`; people are notified of it. */
  readonly notKeptAs?: string | undefined;
  /**
   * Where the staged bytes may be those of the version they were made from: that version, and their SHA-256. If it is
   * still current and has the same bytes, no version is made.
   */
  readonly unchanged?: { readonly madeFrom: Version; readonly contentHash: Buffer } | undefined;
}

export interface SaveCommitParts {
  readonly archive: VersionArchive;
  readonly changes: SavedChanges;
  readonly keys: DocumentKeys;
  readonly content: DocumentRegistry;
  readonly recovered: RecoveredVersions;
  readonly database: Database;
  readonly events: DomainEvents;
}

/** Published after a save became current in another format than the document had. */
export class FormatNotKept {
  constructor(
    readonly documentId: string,
    /** The one it has now. */
    readonly fileType: string,
  ) {}
}

/**
 * One transaction: receipt, new version, head moved, key advanced or closed, document informed, notice for people. Its
 * outcome does not depend on the order in which saves arrive, nor on the instance they arrive at.
 */
export class SaveCommit {
  constructor(private readonly parts: SaveCommitParts) {}

  /** The version that a delivery became; undefined while it is not committed. */
  findDelivered({ versionGroupId }: Document, receipt: string): Promise<Version | undefined> {
    return this.parts.archive.findByReceipt(versionGroupId, receipt);
  }

  /**
   * The version of this delivery, made now or before, or the current one when it has the same bytes. Staged bytes that
   * are not needed are deleted.
   */
  async commit(
    staged: StagedVersion,
    save: SaveToCommit,
  ): Promise<Version & { readonly isNew: boolean }> {
    const same = await this.#withSameBytes(staged, save);
    try {
      // All rows that the decision reads are changed by it: those of the group, key, document and receipt.
      const write = () => this.#write(staged, save, same);
      const { outcome, version } = await span('transaction', () =>
        this.parts.database.inTransaction(write, 'snapshot'),
      );
      if (outcome === 'repeated') await this.#discard(staged, save);
      if (outcome === 'current' && save.notKeptAs !== undefined)
        this.parts.events.publish(new FormatNotKept(save.document.id, save.fileType));
      return { ...version, isNew: outcome !== 'repeated' };
    } catch (error) {
      const committed = await this.#committedAfterAll(staged, save);
      if (committed === undefined) throw error;
      return { ...committed, isNew: true };
    }
  }

  /**
   * When the connection breaks during the commit, its outcome is unknown. The bytes are only deleted once the
   * database says that nothing refers to them; until it answers they stay, at worst as orphans.
   */
  async #committedAfterAll(
    staged: StagedVersion,
    save: SaveToCommit,
  ): Promise<Version | undefined> {
    const version = await this.findDelivered(save.document, save.receipt);
    if (version?.id === staged.stored.versionId) return version;
    await this.#discard(staged, save);
    return undefined;
  }

  async #discard(staged: StagedVersion, { stagedChanges }: SaveToCommit): Promise<void> {
    await this.parts.archive.discard(staged);
    await this.parts.changes.discard(stagedChanges);
  }

  /**
   * What was typed may have been undone. Bytes decide, nothing else: containers that differ in the times of their
   * entries alone are two files. The version is read back for it, and only when size and format agree, because a
   * stored hash of a content would confirm guesses at it. Undefined as well where it cannot be read here, as of a
   * private document: a version too many loses nothing.
   */
  async #withSameBytes(
    { stored }: StagedVersion,
    { fileType, setApart, unchanged }: SaveToCommit,
  ): Promise<Version | undefined> {
    if (unchanged === undefined || setApart !== undefined) return undefined;
    const { madeFrom, contentHash } = unchanged;
    if (madeFrom.size !== stored.size || madeFrom.fileType !== fileType) return undefined;
    try {
      const hash = createHash('sha256');
      for await (const chunk of wiped(await this.parts.archive.read(madeFrom))) hash.update(chunk);
      return contentHash.equals(hash.digest()) ? madeFrom : undefined;
    } catch {
      return undefined;
    }
  }

  async #write(
    staged: StagedVersion,
    save: SaveToCommit,
    same: Version | undefined,
  ): Promise<CommittedVersion> {
    const { document, documentKey } = save;
    const key = await this.parts.keys.find(documentKey);
    if (key === undefined) throw unknownDocumentKey(document.id);
    if (same?.number === key.lastVersion && (await this.#acknowledge(same, save, key)))
      return { version: same, outcome: 'repeated' };
    const committed = await this.#append(staged, save, key);
    const { outcome } = committed;
    if (outcome !== 'repeated') await this.parts.changes.add(save.stagedChanges);
    // A save older than a stored one only joins the history.
    if (outcome === 'repeated' || outcome === 'archived') return committed;
    if (outcome === 'current') await this.#advance(committed, save, key);
    else await this.#quarantined(committed, save, key);
    return committed;
  }

  /** When the head was changed from outside since this key's last save, the save is quarantined. */
  #append(staged: StagedVersion, save: SaveToCommit, key: DocumentKey): Promise<CommittedVersion> {
    const { documentKey, madeAtMs, reportedAtS } = save;
    return this.parts.archive.commit(staged, {
      groupId: save.document.versionGroupId,
      origin: save.origin,
      author: save.author,
      fileType: save.fileType,
      editingSessionId: save.sessionId ?? null,
      changes: save.changes ?? null,
      serverVersion: save.serverVersion ?? null,
      askedBy: save.askedBy ?? null,
      beganWith: save.origin === 'recovered' ? null : key.openedVersion,
      ...(save.authors && { authors: save.authors }),
      expectedHead: key.lastVersion,
      onMoved: 'quarantine',
      receipt: save.receipt,
      save: { documentKey, madeAtMs, reportedAtS },
      setApart: save.setApart,
    });
  }

  /** False when it is not current any more. */
  async #acknowledge(
    version: Version,
    { receipt, origin, madeAtMs }: SaveToCommit,
    key: DocumentKey,
  ): Promise<boolean> {
    const { archive, keys } = this.parts;
    const isLive = key.isLive && origin !== 'save';
    if (!(await archive.acknowledge(version, receipt))) return false;
    const unchangedMs = Math.max(madeAtMs, key.unchangedMs);
    await keys.save({ ...key, isStored: true, isLive, unchangedMs });
    return true;
  }

  async #advance(
    { version: { number } }: CommittedVersion,
    save: SaveToCommit,
    key: DocumentKey,
  ): Promise<void> {
    const { document, origin, fileType } = save;
    await this.parts.keys.save({
      documentKey: key.documentKey,
      lastVersion: number,
      // A recovered file may lack changes that were made after it was written, as does a save that comes after a
      // newer one without a version: the last save is fetched then, even if it says that nothing changed.
      isStored: origin !== 'recovered' && save.madeAtMs >= key.unchangedMs,
      // The Document Server forgot the key of a recovered file: who opens it again gets the older one of their session.
      isLive: key.isLive && origin !== 'save' && origin !== 'recovered',
    });
    await this.parts.content.contentChanged(document.id, { fileType });
    if (origin === 'recovered') await this.parts.recovered.add({ documentId: document.id, number });
  }

  async #quarantined(
    { version: { number, reason } }: CommittedVersion,
    save: SaveToCommit,
    key: DocumentKey,
  ): Promise<void> {
    const { document, origin } = save;
    const isBehindAnotherHead = save.setApart === undefined;
    if (origin !== 'recovered') {
      await this.parts.keys.save({
        documentKey: key.documentKey,
        lastVersion: isBehindAnotherHead ? number : key.lastVersion,
        isStored: isBehindAnotherHead,
        // The Document Server keeps a copy of what may be another file: the next opening of this key shows it.
        isLive: key.isLive && (origin !== 'save' || mayBeAnotherFile(save.setApart)),
      });
    }
    if (isBehindAnotherHead && origin !== 'recovered') return;
    await this.parts.content.contentChanged(document.id, { fileType: document.fileType });
    await this.parts.recovered.add({ documentId: document.id, number, reason });
  }
}
