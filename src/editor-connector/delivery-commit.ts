import type { Database } from '../platform/database/database.js';
import type {
  CommittedVersion,
  StagedVersion,
  Version,
  VersionArchive,
} from '../version-archive/index.js';

/** Which group a delivery goes to, and the name under which it goes there once. */
export interface Delivery {
  readonly groupId: string;
  readonly receipt: string;
}

/** Commits what came from the Document Server: one version for one delivery, and no bytes left that nobody refers to. */
export class DeliveryCommit {
  constructor(
    private readonly archive: VersionArchive,
    private readonly database: Database,
  ) {}

  /**
   * The version that `write` made, in one transaction; undefined when this delivery had made one before. All that
   * `write` decides by is in rows it changes: the group's, the document key's, the document's, and the receipt.
   */
  async once(
    staged: StagedVersion,
    delivery: Delivery,
    write: () => Promise<CommittedVersion>,
  ): Promise<Version | undefined> {
    try {
      const { outcome, version } = await this.database.inTransaction(write, 'snapshot');
      if (outcome !== 'repeated') return version;
      await this.archive.discard(staged);
      return undefined;
    } catch (error) {
      const landed = await this.#landed(staged, delivery);
      if (landed === undefined) throw error;
      return landed;
    }
  }

  /**
   * A connection that broke at the commit leaves open whether it happened. The bytes are only given up once the
   * database says that nothing refers to them; while it says nothing they stay, at worst as orphans.
   */
  async #landed(
    staged: StagedVersion,
    { groupId, receipt }: Delivery,
  ): Promise<Version | undefined> {
    const version = await this.archive.findByReceipt(groupId, receipt);
    if (version?.id === staged.stored.versionId) return version;
    await this.archive.discard(staged);
    return undefined;
  }
}
