import {
  checkSignature,
  parseLine,
  signedLine,
  trusting,
  type SigningKey,
} from './seal/signing-key.js';

/** Signs with the server's own key, the one of its manifests (Ed25519, `KONTOR_IDENTITY_FILE`); other modules seal with it. */
export class ServerSigner {
  constructor(private readonly key: SigningKey) {}

  /** Names the key: the first 16 hex digits of the SHA-256 of the raw public key. */
  get kid(): string {
    return this.key.kid;
  }

  /** One line of JSON: the members, `kid` and the signature of all before it; without a newline. */
  sign(members: Readonly<Record<string, string | number>>): string {
    return signedLine({ ...members, kid: this.kid }, this.key)
      .toString()
      .trimEnd();
  }

  /** The members of a line that this key signed; undefined for any other text. */
  read(line: string): Readonly<Record<string, unknown>> | undefined {
    try {
      const members = parseLine(`${line}\n`, 'signature');
      checkSignature(`${line}\n`, members, trusting(this.key));
      return members;
    } catch {
      return undefined;
    }
  }
}
