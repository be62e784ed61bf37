import type { Clock } from '../../platform/clock/clock.js';
import type { EmptyGroup, EmptyGroups } from '../../version-archive/index.js';
import type { Document } from '../document.js';
import type { DocumentRepository } from './document.repository.js';

/** No request takes as long, and whoever resumes an upload says so every hour. */
const FORGOTTEN_AFTER_MS = 24 * 60 * 60 * 1000;
const GROUPS_AT_ONCE = 200;

/** What a document has before it is registered, a version group and a keyring, and what is left when it never is. */
export class AbandonedDocuments {
  constructor(
    private readonly documents: DocumentRepository,
    private readonly groups: EmptyGroups,
    private readonly clock: Clock,
  ) {}

  /** Does nothing once the document is registered. Not inside a transaction. */
  remove({ id, versionGroupId }: Pick<Document, 'id' | 'versionGroupId'>): Promise<void> {
    const isRegistered = async () => (await this.documents.findById(id)) !== undefined;
    return this.groups.remove(versionGroupId, isRegistered);
  }

  /** Removes what processes left that died meanwhile. `isAwaited`: something may still register the document. */
  async sweep(isAwaited: (documentId: string) => Promise<boolean>, stop: AbortSignal) {
    const beforeMs = this.clock.nowMs() - FORGOTTEN_AFTER_MS;
    let after: EmptyGroup | undefined;
    do {
      const found = await this.groups.find(beforeMs, { after, limit: GROUPS_AT_ONCE });
      for (const { id: versionGroupId, documentId: id } of found) {
        if (stop.aborted) return;
        if (!(await isAwaited(id))) await this.remove({ id, versionGroupId });
      }
      after = found.at(-1);
    } while (after !== undefined);
  }
}
