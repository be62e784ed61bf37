import type { NewGroup } from './version-group.repository.js';

export type EmptyGroup = Pick<NewGroup, 'id' | 'documentId' | 'createdAtMs'>;

/** Rows of version groups that never had a version. Every method joins the ambient transaction. */
export abstract class EmptyGroupRepository {
  /** Removes a group that never had a version, and returns its document's id; undefined when there is none such. */
  abstract remove(groupId: string): Promise<string | undefined>;
  /** Groups that never had a version, made before `beforeMs`: oldest first, after `after`. */
  abstract find(
    beforeMs: number,
    page: { readonly after: EmptyGroup | undefined; readonly limit: number },
  ): Promise<readonly EmptyGroup[]>;
}
