import { createPrivateKey, createPublicKey, type KeyObject } from 'node:crypto';
import { decodeBech32, encodeBech32 } from './bech32.js';

/** A public key one can seal to: `text` is the `age1…` form. */
export interface AgeRecipient {
  readonly text: string;
  readonly raw: Buffer;
  readonly key: KeyObject;
}

/** A key pair that opens what was sealed to its recipient. Holds no printable secret. */
export interface AgeIdentity {
  readonly recipient: AgeRecipient;
  readonly key: KeyObject;
}

/** DER around the 32 raw bytes of an X25519 key (RFC 8410). */
const PKCS8 = Buffer.from('302e020100300506032b656e04220420', 'hex');
const SPKI = Buffer.from('302a300506032b656e032100', 'hex');
const SECRET_PREFIX = 'age-secret-key-';

export const publicKeyOf = (raw: Uint8Array): KeyObject =>
  createPublicKey({ key: Buffer.concat([SPKI, raw]), format: 'der', type: 'spki' });

export const rawPublicKey = (key: KeyObject): Buffer =>
  key.export({ format: 'der', type: 'spki' }).subarray(SPKI.length);

export function privateKeyOf(secret: Uint8Array): KeyObject {
  const der = Buffer.concat([PKCS8, secret]);
  try {
    return createPrivateKey({ key: der, format: 'der', type: 'pkcs8' });
  } finally {
    der.fill(0);
  }
}

export function identityOf(secret: Uint8Array): AgeIdentity {
  const key = privateKeyOf(secret);
  return { key, recipient: recipientOf(rawPublicKey(createPublicKey(key))) };
}

/** `AGE-SECRET-KEY-1…` of 32 random bytes. */
export const secretKeyText = (secret: Uint8Array): string =>
  encodeBech32(SECRET_PREFIX, secret).toUpperCase();

/** The identity of an `AGE-SECRET-KEY-1…` text, or undefined when it is none. */
export function parseIdentity(text: string): AgeIdentity | undefined {
  const secret = decodeBech32(SECRET_PREFIX, text);
  if (secret?.length !== 32) return undefined;
  try {
    return identityOf(secret);
  } finally {
    secret.fill(0);
  }
}

/** The recipient of an `age1…` text, or undefined when it is none. */
export function parseRecipient(text: string): AgeRecipient | undefined {
  const raw = decodeBech32('age', text);
  return raw?.length === 32 ? recipientOf(raw) : undefined;
}

const recipientOf = (raw: Buffer): AgeRecipient => ({
  text: encodeBech32('age', raw),
  raw,
  key: publicKeyOf(raw),
});
