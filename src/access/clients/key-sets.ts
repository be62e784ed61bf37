import { createPublicKey, type JsonWebKey } from 'node:crypto';
import type { JSONWebKeySet, JWTVerifyGetKey } from 'jose';
import { type Sentence, sentence } from '../../platform/errors/sentence.js';

/** Public keys that an application signs with, as RFC 7517 has them. */
export interface KeySet {
  readonly keys: readonly JsonWebKey[];
}

/** Members that only a private key or a shared secret has (RFC 7518 §6). */
const PRIVATE = ['d', 'p', 'q', 'dp', 'dq', 'qi', 'oth', 'k'];

/** What is wrong with a set that an administrator gave; never a value of it. Undefined for one that can be used. */
export function faultOfKeySet({ keys }: KeySet): Sentence | undefined {
  for (const [place, key] of keys.entries()) {
    if (PRIVATE.some((member) => Object.hasOwn(key, member)))
      return sentence`keys[${place}] is a private key, which the application keeps for itself`;
    try {
      createPublicKey({ key, format: 'jwk' });
    } catch {
      return sentence`keys[${place}] is no public key of RSA, an elliptic curve or Ed25519`;
    }
  }
  return undefined;
}

export const asJose = (set: KeySet): JSONWebKeySet => set as unknown as JSONWebKeySet;

/** The keys behind the addresses that administrators gave for applications. */
export abstract class KeySets {
  /**
   * Finds the key of a token. The set is kept for minutes; a key that is not in it is looked for at once, so that the
   * owner changes keys at any time, but not at each forged token. No redirect is followed; time and size are bounded.
   * The function rejects with an error of jose or of the network.
   */
  abstract at(address: string): JWTVerifyGetKey;

  /** The first address of its host that is refused; undefined if there is none, or if the host is not known now. */
  abstract refusedAddressOf(address: string): Promise<string | undefined>;
}
