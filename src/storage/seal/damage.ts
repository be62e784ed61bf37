/** Every way in which sealed bytes can be wrong; `docs/formats/sealed-object.md` says what a reader does on each. */
export type DamageKind =
  | 'footer'
  | 'manifest-length'
  | 'manifest'
  | 'format-version'
  | 'signer'
  | 'signature'
  | 'hash-list'
  | 'block'
  | 'wrong-shard'
  | 'age-header'
  | 'age-header-mac'
  | 'not-a-recipient'
  | 'chunk'
  | 'last-chunk'
  | 'description'
  | 'about'
  | 'keyring-about'
  | 'wrong-keyring';

/** Sealed bytes that are not what their format says. The message names the part, never its content. */
export class DamageError extends Error {
  override readonly name = 'DamageError';

  constructor(
    readonly what: DamageKind,
    message: string,
  ) {
    super(message);
  }
}
