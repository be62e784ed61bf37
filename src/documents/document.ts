import type { Custody } from '../platform/identity/people.js';

export type Role = 'owner' | 'editor' | 'reviewer' | 'commenter' | 'form-filler' | 'viewer';
/** The roles that a share can give. */
export type SharedRole = Exclude<Role, 'owner'>;
export type DocumentState = 'shadow' | 'active';

/** What a person names, shares and opens. Owns exactly one version group. */
export interface Document {
  readonly id: string;
  readonly title: string;
  /** Extension without dot, lower case, of the current content. */
  readonly fileType: string;
  readonly state: DocumentState;
  readonly owner: string;
  /** How often it was given to another owner. */
  readonly ownerChanges: number;
  readonly custody: Custody;
  readonly versionGroupId: string;
  readonly createdAtMs: number;
  readonly updatedAtMs: number;
  readonly deletedAtMs: number | null;
}
