import type { Document, Role, SharedRole } from './document.js';

/** Everything that can be allowed, from the least to the most. */
export const RIGHTS = [
  'read',
  'copy',
  'print',
  'download',
  'comment',
  'fill',
  'review',
  'edit',
  'share',
  'own',
] as const;

/**
 * `read`: see that the document exists, its versions, and its content in the editor. `copy`, `print`: in the editor.
 * `download`: get bytes of the content by any route, in any format. `comment`, `fill` (form fields), `review` (what is
 * typed becomes a tracked change) and `edit`: change it in the editor; `edit` also outside of it. `share`: say who
 * may do what. `own`: delete it, and decide who can open it at rest.
 */
export type Right = (typeof RIGHTS)[number];

/** What a share allows beside its role. Each is a right of the same name. */
export interface ShareSwitches {
  readonly download: boolean;
  readonly print: boolean;
  readonly copy: boolean;
}

export const ALL_ALLOWED: ShareSwitches = { download: true, print: true, copy: true };

/** The roles that a share can give, from the least to the most. */
export const SHARED_ROLES = [
  'viewer',
  'commenter',
  'form-filler',
  'reviewer',
  'editor',
] as const satisfies readonly SharedRole[];

/** A reviewer may also comment, an editor may do both and fill forms. */
const CHANGES: Readonly<Record<Role, readonly Right[]>> = {
  viewer: [],
  commenter: ['comment'],
  'form-filler': ['fill'],
  reviewer: ['comment', 'review'],
  editor: ['comment', 'fill', 'review', 'edit'],
  owner: ['comment', 'fill', 'review', 'edit', 'share', 'own'],
};

/** What one person may do with one document. */
export interface PersonRights {
  readonly role: Role;
  readonly may: ReadonlySet<Right>;
}

/** The one place that says what a role and its switches allow. Nothing is ever kept back from an owner. */
export function rightsOf(role: Role, switches: ShareSwitches = ALL_ALLOWED): PersonRights {
  const allowed = role === 'owner' ? ALL_ALLOWED : switches;
  const switched = (['copy', 'print', 'download'] as const).filter((name) => allowed[name]);
  return { role, may: new Set<Right>(['read', ...switched, ...CHANGES[role]]) };
}

/**
 * Whether somebody who may read a document gets what opens its sealed files. Of a private document everybody does,
 * because only with its keys their browser can open it in the editor (docs/security.md).
 */
export const mayHaveKeys = (
  { custody }: Pick<Document, 'custody'>,
  { may }: Pick<PersonRights, 'may'>,
): boolean => custody === 'zero-knowledge' || may.has('download');

/** A way of changing content in the editor. The format table names them in the same words. */
export type Way = Extract<Right, 'comment' | 'fill' | 'review' | 'edit'>;

const BELOW_EDITING = ['review', 'comment', 'fill'] as const satisfies readonly Way[];

/** What a format can do; a row of the format table. */
interface Changeable {
  readonly isEditable: boolean;
  readonly actions: readonly string[];
}

/**
 * How somebody may change a document of that format in the editor. Who edits does it in all ways; the others only as
 * the format table allows: few formats have tracked changes, and only one has forms.
 */
export function waysToChange(
  { isEditable, actions }: Changeable,
  { may }: Pick<PersonRights, 'may'>,
): readonly Way[] {
  if (!isEditable) return [];
  if (may.has('edit')) return [...BELOW_EDITING, 'edit'];
  return BELOW_EDITING.filter((way) => may.has(way) && actions.includes(way));
}

/** The most that somebody below editing may do in general, when a document of that format does not allow it. */
export function missingWay(
  format: Changeable,
  rights: Pick<PersonRights, 'may'>,
): Exclude<Way, 'edit'> | undefined {
  if (rights.may.has('edit')) return undefined;
  const most = BELOW_EDITING.find((way) => rights.may.has(way));
  return most === undefined || waysToChange(format, rights).includes(most) ? undefined : most;
}

/**
 * Rights without those that cannot be used: nobody fills in a private form, because the server could read what it
 * becomes. Who may change the form itself may also fill it in.
 */
export function usableInEditor(
  { custody }: Pick<Document, 'custody'>,
  { may }: Pick<PersonRights, 'may'>,
): ReadonlySet<Right> {
  if (custody === 'managed' || may.has('edit')) return may;
  return new Set([...may].filter((right) => right !== 'fill'));
}

/** Whether they may change the content in the editor, in whatever way. */
export const mayChange = ({ may }: Pick<PersonRights, 'may'>): boolean =>
  may.has('comment') || may.has('fill') || may.has('review') || may.has('edit');

/**
 * What several shares give together: all that any of them gives. A share adds and never keeps back what another one
 * gives, so a switch is off only if it is off in all of them. The role is the highest. Undefined without any share.
 */
export function combinedRights(held: readonly PersonRights[]): PersonRights | undefined {
  if (held.length < 2) return held[0];
  const rank = (role: Role) => (role === 'owner' ? Infinity : SHARED_ROLES.indexOf(role));
  const { role } = held.reduce((best, one) => (rank(one.role) > rank(best.role) ? one : best));
  return { role, may: new Set(held.flatMap(({ may }) => [...may])) };
}

/** Whether a change of rights takes something away. */
export const takesAway = (before: PersonRights, after: PersonRights): boolean =>
  [...before.may].some((right) => !after.may.has(right));
