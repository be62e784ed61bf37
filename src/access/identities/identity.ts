import { bech32 } from '@scure/base';
import type { Custody } from '../../platform/identity/people.js';

export type KeyWrapKind = 'passphrase' | 'passkey';

/** A person's secret key, wrapped under a passphrase or a passkey: an age file. `sealing` on the wire. */
export interface KeyWrap {
  readonly id: string;
  readonly kind: KeyWrapKind;
  /** The person's name for it. */
  readonly label: string;
  /** Tells the browser which passkey to ask for; opens nothing. */
  readonly hint: string | null;
  /** The armored age file. */
  readonly sealed: string;
  readonly createdAtMs: number;
}

export type NewKeyWrap = Pick<KeyWrap, 'kind' | 'label' | 'sealed'> & {
  readonly hint?: string | null | undefined;
};

/** A person's own key, made in their browser. The secret half is stored only as its key wraps. */
export interface Identity {
  readonly accountId: string;
  /** The public half, `age1…`. */
  readonly recipient: string;
  /** The custody of this person's new documents. */
  readonly custody: Custody;
  /** When the person proved that they have the recovery kit; null if never. */
  readonly kitCheckedAtMs: number | null;
  readonly createdAtMs: number;
  readonly keyWraps: readonly KeyWrap[];
}

/** A passphrase, a kit's replacement, and a passkey for every device a person carries. */
export const MAX_KEY_WRAPS = 10;

const RECIPIENT = /^age1[02-9ac-hj-np-z]{58}$/;

/** Whether a text is the public key of an age X25519 identity, its checksum included. */
export function isRecipient(text: string): boolean {
  return RECIPIENT.test(text) && bech32.decodeUnsafe(text) !== undefined;
}

const ARMORED =
  /^-----BEGIN AGE ENCRYPTED FILE-----\r?\n(?:[A-Za-z0-9+/=]{1,64}\r?\n)+-----END AGE ENCRYPTED FILE-----\s*$/;
/** The first line of every age file of version 1. */
const AGE_MAGIC = 'age-encryption.org/v1\n';

/** Whether a text is an armored age file, as far as that shows without its key. */
export function isArmoredAgeFile(text: string): boolean {
  if (!ARMORED.test(text)) return false;
  const body = text.split('-----')[2] ?? '';
  return Buffer.from(body, 'base64').toString('latin1').startsWith(AGE_MAGIC);
}
