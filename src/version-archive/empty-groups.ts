import type { Database } from '../platform/database/database.js';
import type { DocumentKeyrings } from '../storage/index.js';
import type { EmptyGroup, EmptyGroupRepository } from './empty-group.repository.js';

/** Groups that `createGroup` made and that never got a version. */
export class EmptyGroups {
  constructor(
    private readonly groups: EmptyGroupRepository,
    private readonly keyrings: DocumentKeyrings,
    private readonly database: Database,
  ) {}

  /** Those made before `beforeMs`: oldest first, after `after`. */
  find(
    beforeMs: number,
    page: { readonly after: EmptyGroup | undefined; readonly limit: number },
  ): Promise<readonly EmptyGroup[]> {
    return this.groups.find(beforeMs, page);
  }

  /**
   * Removes the group and the document's keyring, unless it has a version or `isWanted` says so in the same
   * transaction. Not inside one: the files at the providers go after it, late ones with a later settling.
   */
  async remove(groupId: string, isWanted: () => Promise<boolean>): Promise<void> {
    const documentId = await this.database.inTransaction(async () => {
      if (await isWanted()) return undefined;
      const removed = await this.groups.remove(groupId);
      if (removed !== undefined) await this.keyrings.withdrawAll(removed);
      return removed;
    });
    if (documentId !== undefined) await this.keyrings.settle(documentId);
  }
}
