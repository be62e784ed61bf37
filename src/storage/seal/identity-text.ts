import { parseIdentity, secretKeyText, type AgeIdentity } from './age-key.js';
import { SIGNING_SEED_BYTES, signingKeyOf, type SigningKey } from './signing-key.js';

/** The server's keys: one opens the keyrings that the server is a member of, the other signs manifests. */
export interface ServerIdentity {
  readonly age: AgeIdentity;
  readonly signing: SigningKey;
}

const SEED_LINE = /^# manifest signing seed: ([A-Za-z0-9+/]{43}=)$/m;
const SECRET_LINE = /^AGE-SECRET-KEY-1[0-9A-Z]+$/m;
const SECRET_LINES = new RegExp(SECRET_LINE, 'gm');

/** An identity file in the format of age-keygen, so that `age -d -i` accepts it; age ignores the seed as a comment. */
export function writeIdentityText(secrets: {
  age: Uint8Array;
  seed: Uint8Array;
  created: string;
}): string {
  const text = secretKeyText(secrets.age);
  const publicKey = parseIdentity(text)?.recipient.text;
  return [
    `# created: ${secrets.created}`,
    `# public key: ${publicKey}`,
    `# manifest signing seed: ${Buffer.from(secrets.seed).toString('base64')}`,
    text,
    '',
  ].join('\n');
}

/** Undefined when either key is missing. */
export function readIdentityText(text: string): ServerIdentity | undefined {
  const age = parseIdentity(SECRET_LINE.exec(text)?.[0] ?? '');
  const seed = Buffer.from(SEED_LINE.exec(text)?.[1] ?? '', 'base64');
  if (age === undefined || seed.length !== SIGNING_SEED_BYTES) return undefined;
  const signing = signingKeyOf(seed);
  seed.fill(0);
  return { age, signing };
}

/** All secret keys of an identity file: of a person, of the recovery key, or of the server with its signing seed. */
export function readSecretKeys(text: string): {
  readonly identities: readonly AgeIdentity[];
  readonly signing: SigningKey | undefined;
} {
  const unixText = text.replaceAll('\r\n', '\n');
  const lines = unixText.match(SECRET_LINES) ?? [];
  const identities = lines.flatMap((line) => parseIdentity(line) ?? []);
  return { identities, signing: readIdentityText(unixText)?.signing };
}
