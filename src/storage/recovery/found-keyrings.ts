import type { Keyring } from '../keyrings/keyring-index.js';
import { isOfServer } from '../keyrings/unlocked-key-cache.js';
import { sealedHashOf } from '../seal/keyring-metadata.js';
import type { DocumentKeys } from './document-survey.js';
import type { SignedMetadata } from './keyring-survey.js';
import type { KeyringCopy } from './keyring-survey.js';

/** A keyring that can be recorded again; `providers` have it and its index metadata. */
export interface FoundKeyring extends Omit<Keyring, 'missingOn'> {
  readonly providers: readonly string[];
}

/** `lost`: no file; `outdated`: it was withdrawn; `unsigned`: no signed index metadata says whose it is. */
export type KeyringGone = 'keyring-lost' | 'keyring-outdated' | 'keyring-unsigned';

/** What the signed versions of an epoch tell about its keyring. */
export interface EpochUse {
  /** Sealed while this revision was the newest. */
  readonly revision: number;
  readonly isPrivate: boolean;
}

export interface KeyringsToFind {
  readonly documentId: string;
  readonly copies: readonly KeyringCopy[];
  readonly abouts: ReadonlyMap<number, SignedMetadata>;
  /** By epoch: of each that a signed version was sealed to. */
  readonly uses: ReadonlyMap<number, EpochUse>;
  readonly serverRecipient: string;
}

/**
 * The keyring of each epoch. Nobody becomes a member but by our signature. A file from before there were any is
 * taken when this server opens it, its secret opens a version of ours, and nothing says that the document has
 * become private since.
 */
export function findKeyrings(
  search: KeyringsToFind,
  keys: DocumentKeys,
): ReadonlyMap<number, FoundKeyring | KeyringGone> {
  const found = new Map<number, FoundKeyring | KeyringGone>();
  for (const epoch of new Set([...search.abouts.keys(), ...search.uses.keys()])) {
    const about = search.abouts.get(epoch);
    const keyring = about ? signedKeyring(search, about) : openedKeyring(search, epoch, keys);
    found.set(epoch, keyring);
  }
  const newest = newestOf(found);
  for (const [epoch, keyring] of found) {
    if (typeof keyring === 'object' && isOutdated(keyring, newest, search)) {
      found.set(epoch, 'keyring-outdated');
    }
  }
  return found;
}

export const newestOf = (
  keyrings: ReadonlyMap<number, FoundKeyring | KeyringGone>,
): FoundKeyring | KeyringGone | undefined => keyrings.get(Math.max(0, ...keyrings.keys()));

/**
 * It was withdrawn, and whoever is no member any more with it: versions knew a higher revision, or the server is
 * a member of this epoch and not of the newest. It joins and leaves all epochs at once.
 */
function isOutdated(
  { epoch, revision, members }: FoundKeyring,
  newest: FoundKeyring | KeyringGone | undefined,
  { uses, serverRecipient }: KeyringsToFind,
): boolean {
  if (revision < (uses.get(epoch)?.revision ?? 1)) return true;
  const hasLeft = typeof newest === 'object' && !isOfServer(newest.members, serverRecipient);
  return hasLeft && isOfServer(members, serverRecipient);
}

/** A lower revision never replaces one whose file is lost: it may be for somebody who has left. */
function signedKeyring(
  { documentId, copies }: KeyringsToFind,
  about: SignedMetadata,
): FoundKeyring | KeyringGone {
  const { epoch, revision, recipient, members, sealedHash } = about;
  const copy = copies.find(
    (one) =>
      one.epoch === epoch && one.revision === revision && sealedHashOf(one.sealed) === sealedHash,
  );
  if (copy === undefined) return 'keyring-lost';
  const providers = copy.providers.filter((name) => about.providers.includes(name));
  return { documentId, epoch, revision, recipient, members, sealed: copy.sealed, providers };
}

function openedKeyring(
  { documentId, copies, abouts, uses, serverRecipient }: KeyringsToFind,
  epoch: number,
  keys: DocumentKeys,
): FoundKeyring | KeyringGone {
  const isPrivate =
    [...uses.values()].some((use) => use.isPrivate) ||
    [...abouts.values()].some(({ members }) => !isOfServer(members, serverRecipient));
  const proven = keys.proven().find(({ copy }) => copy.epoch === epoch);
  if (isPrivate || proven === undefined) return 'keyring-unsigned';
  const { revision, sealed } = proven.copy;
  // A newer one that does not open: perhaps planted, perhaps without this server.
  const isNewest = !copies.some((copy) => copy.epoch === epoch && copy.revision > revision);
  if (!isNewest) return 'keyring-unsigned';
  const { recipient } = proven;
  // It has no line beside it yet; so it is missing everywhere, and is written with one.
  return { documentId, epoch, revision, recipient, sealed, members: [], providers: [] };
}
