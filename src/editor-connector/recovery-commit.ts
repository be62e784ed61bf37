import type { Document, DocumentContent } from '../documents/index.js';
import type {
  CommittedVersion,
  StagedVersion,
  Version,
  VersionArchive,
} from '../version-archive/index.js';
import type { DeliveryCommit } from './delivery-commit.js';
import type { DocumentKeys } from './document-keys.js';
import { unknownDocumentKey } from './editor-connector.errors.js';
import type { RecoveredVersions } from './recovered-versions.repository.js';

export interface RecoveryToCommit {
  readonly document: Document;
  readonly documentKey: string;
  readonly receipt: string;
  readonly fileType: string;
  readonly author: string;
}

/** One transaction: receipt, recovered version, head moved if it may be, key advanced, people to be told. */
export class RecoveryCommit {
  constructor(
    private readonly archive: VersionArchive,
    private readonly keys: DocumentKeys,
    private readonly content: DocumentContent,
    private readonly recovered: RecoveredVersions,
    private readonly delivery: DeliveryCommit,
  ) {}

  /** The version that was made; undefined when this file had become one before. */
  commit(staged: StagedVersion, recovery: RecoveryToCommit): Promise<Version | undefined> {
    const { document, receipt } = recovery;
    const delivery = { groupId: document.versionGroupId, receipt };
    return this.delivery.once(staged, delivery, () => this.#write(staged, recovery));
  }

  async #write(staged: StagedVersion, recovery: RecoveryToCommit): Promise<CommittedVersion> {
    const { document, documentKey, fileType } = recovery;
    const key = await this.keys.find(documentKey);
    if (key === undefined) throw unknownDocumentKey(document.id);
    const committed = await this.#append(staged, recovery, key.lastVersion);
    if (committed.outcome === 'repeated') return committed;
    const { number } = committed.version;
    const isCurrent = committed.outcome === 'current';
    // A live key stays live: whoever opened it meanwhile goes on from here, and not beside it.
    if (isCurrent) await this.keys.save({ ...key, lastVersion: number, isStored: false });
    await this.content.changed(document.id, { fileType: isCurrent ? fileType : document.fileType });
    await this.recovered.add({ documentId: document.id, number });
    return committed;
  }

  /** What people made since the key's last save is theirs and newer: the file is kept beside it. */
  #append(
    staged: StagedVersion,
    { document, receipt, fileType, author }: RecoveryToCommit,
    expectedHead: number,
  ): Promise<CommittedVersion> {
    return this.archive.commit(staged, {
      groupId: document.versionGroupId,
      origin: 'recovered',
      author,
      fileType,
      expectedHead,
      onMoved: 'quarantine',
      receipt,
    });
  }
}
