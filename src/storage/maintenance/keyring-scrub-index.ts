import type { Keyring } from '../keyrings/keyring-index.js';

export type KeyringCopy = Pick<
  Keyring,
  'documentId' | 'epoch' | 'revision' | 'sealed' | 'missingOn'
>;

/** When the copies of keyrings were last compared with their rows. */
export abstract class KeyringScrubIndex {
  /** Compared before `beforeMs`, longest ago first; those just made are left alone. */
  abstract due(beforeMs: number, limit: number): Promise<readonly KeyringCopy[]>;
  /** Compared now; `missingOn` only when the row still says what `keyring` says. */
  abstract compared(keyring: KeyringCopy, missingOn: readonly string[]): Promise<void>;
}
