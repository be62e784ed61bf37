/** The ways in which sealed bytes can be damaged; `docs/formats/sealed-object.md` lists what a reader does for each. */
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

/** Sealed bytes that violate their format. The message names the part, never its content. */
export class DamageError extends Error {
  override readonly name = 'DamageError';

  constructor(
    readonly what: DamageKind,
    message: string,
  ) {
    super(message);
  }
}
