import { bech32 } from '@scure/base';
import type { Custody } from '../../platform/identity/person-keys.js';

export type SealingKind = 'passphrase' | 'passkey';

/** One way to open a person's identity: an age file that their passphrase or passkey opens. */
export interface Sealing {
  readonly id: string;
  readonly kind: SealingKind;
  /** What the person calls it. */
  readonly label: string;
  /** What the browser needs to ask the right passkey; opens nothing. */
  readonly hint: string | null;
  /** The armored age file. */
  readonly sealed: string;
  readonly createdAtMs: number;
}

export type NewSealing = Pick<Sealing, 'kind' | 'label' | 'sealed'> & {
  readonly hint?: string | null | undefined;
};

/** A person's own key, made in their browser. The secret half is here only as its sealings. */
export interface Identity {
  readonly username: string;
  /** The public half, `age1…`. */
  readonly recipient: string;
  /** What new documents of this person get. */
  readonly custody: Custody;
  /** When the person showed that they hold the recovery kit; null: never. */
  readonly kitCheckedAtMs: number | null;
  readonly createdAtMs: number;
  readonly sealings: readonly Sealing[];
}

/** A passphrase, a kit's replacement, and a passkey for every device a person carries. */
export const MAX_SEALINGS = 10;

const RECIPIENT = /^age1[02-9ac-hj-np-z]{58}$/;

/** Whether a text is the public key of an age X25519 identity, its checksum included. */
export function isRecipient(text: string): boolean {
  return RECIPIENT.test(text) && bech32.decodeUnsafe(text) !== undefined;
}

const ARMORED =
  /^-----BEGIN AGE ENCRYPTED FILE-----\r?\n(?:[A-Za-z0-9+/=]{1,64}\r?\n)+-----END AGE ENCRYPTED FILE-----\s*$/;
/** What every age file of version 1 begins with. */
const AGE_MAGIC = 'age-encryption.org/v1\n';

/** Whether a text is an armored age file, as far as one can see without its key. */
export function isArmoredAgeFile(text: string): boolean {
  if (!ARMORED.test(text)) return false;
  const body = text.split('-----')[2] ?? '';
  return Buffer.from(body, 'base64').toString('latin1').startsWith(AGE_MAGIC);
}
