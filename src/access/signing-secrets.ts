import { hkdfSync } from 'node:crypto';
import type { Secret } from '../platform/config/secret.js';

const KEY_BYTES = 32;

/** Signing keys, one for each purpose, derived from one secret: what one key signs, no other accepts. */
export class SigningSecrets {
  readonly #keys = new Map<string, Buffer>();

  constructor(private readonly secret: Secret) {}

  /** `purpose` is a constant of the code such as `editor/save-token`, never something a caller sent. */
  keyFor(purpose: string): Buffer {
    const known = this.#keys.get(purpose);
    if (known !== undefined) return known;
    const derived = hkdfSync('sha256', this.secret.reveal(), '', `kontor/${purpose}`, KEY_BYTES);
    const key = Buffer.from(derived);
    this.#keys.set(purpose, key);
    return key;
  }
}
