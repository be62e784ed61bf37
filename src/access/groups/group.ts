import type { Group } from '../../platform/identity/groups.js';

export const LOCAL = 'local';
export const DIRECTORY = 'directory';

/** A group as its source names it: the directory's SID or UUID, a provider's claim. */
export interface ForeignGroup {
  readonly externalId: string;
  readonly name: string;
}

export interface StoredGroup extends Group {
  /** Null for a local one. */
  readonly externalId: string | null;
  readonly createdAtMs: number;
}

const MAX_CHARACTERS = 256;
const UNSEEN = /[\p{C}\p{Zl}\p{Zp}]/u;

/** Without outer blanks; undefined for what is no name of a group. */
export function groupName(typed: string): string | undefined {
  if (!typed.isWellFormed()) return undefined;
  const name = typed
    .normalize('NFC')
    .replace(/\p{Zs}+/gu, ' ')
    .replace(/^ | $/g, '');
  const isName = name !== '' && [...name].length <= MAX_CHARACTERS && !UNSEEN.test(name);
  return isName ? name : undefined;
}

/** Names are compared, sorted and searched in this form. */
export const foldedName = (name: string): string => name.normalize('NFC').toLowerCase();
