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
    const fault = faultOfKey(key, place);
    if (fault !== undefined) return fault;
  }
  return undefined;
}

/** As `SIGNATURE_ALGORITHMS` need them: RFC 7518 §3.3 and §3.4, RFC 8037. */
const LEAST_RSA_BITS = 2048;
const CURVES = new Set<string | undefined>(['prime256v1', 'secp384r1', 'secp521r1']);

/** With another key every signature of the application would be refused, and nobody would see why. */
function faultOfKey(key: JsonWebKey, place: number): Sentence | undefined {
  const { type, details = {} } = parsed(key) ?? {};
  if (type === 'ed25519') return undefined;
  if (type === 'ec')
    return CURVES.has(details.namedCurve)
      ? undefined
      : sentence`keys[${place}] is on another curve than P-256, P-384 and P-521`;
  if (type === 'rsa')
    return (details.modulusLength ?? 0) >= LEAST_RSA_BITS
      ? undefined
      : sentence`keys[${place}] is an RSA key of fewer than ${LEAST_RSA_BITS} bits; make a longer one`;
  return sentence`keys[${place}] is no public key of RSA, an elliptic curve or Ed25519`;
}

function parsed(key: JsonWebKey) {
  try {
    const { asymmetricKeyType, asymmetricKeyDetails } = createPublicKey({ key, format: 'jwk' });
    return { type: asymmetricKeyType, details: asymmetricKeyDetails };
  } catch {
    return undefined;
  }
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
