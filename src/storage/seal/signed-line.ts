import { DamageError, type DamageKind } from './damage.js';
import { isSignedBy, signBytes, type SigningKey, type TrustedSigners } from './signing-key.js';

const SIGNATURE_MEMBER = ',"sig":"';

/** One line of JSON with our signature as its last member, and a newline. `members` end with `kid`. */
export function signedLine(members: object, key: SigningKey): Buffer {
  const unsigned = JSON.stringify(members);
  const signature = signBytes(key, Buffer.from(unsigned)).toString('base64');
  return Buffer.from(`${unsigned.slice(0, -1)}${SIGNATURE_MEMBER}${signature}"}\n`);
}

/** The members of a line; `otherwise` is what a line is called that is none. */
export function parseLine(text: string, otherwise: DamageKind): Record<string, unknown> {
  try {
    const value: unknown = JSON.parse(text);
    if (text.endsWith('}\n') && isRecord(value)) return value;
  } catch {
    // Reported below: the parser's message would quote content.
  }
  throw new DamageError(otherwise, 'this is not one line of JSON');
}

/** Signed are the bytes of the line without its `sig` member and newline. */
export function checkSignature(
  text: string,
  value: Record<string, unknown>,
  signers: TrustedSigners,
): void {
  const key = typeof value['kid'] === 'string' ? signers.get(value['kid']) : undefined;
  if (key === undefined) throw new DamageError('signer', 'the line is signed by an unknown key');
  const at = text.lastIndexOf(SIGNATURE_MEMBER);
  const signature = text.slice(at + SIGNATURE_MEMBER.length, -'"}\n'.length);
  const bytes = Buffer.from(signature, 'base64');
  const canonical = at > 0 && bytes.toString('base64') === signature;
  if (!canonical || !isSignedBy(key, Buffer.from(`${text.slice(0, at)}}`), bytes)) {
    throw new DamageError('signature', 'the signature of the line is wrong');
  }
}

export const isRecord = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);
export const isCount = (value: unknown, least: number): value is number =>
  Number.isSafeInteger(value) && (value as number) >= least;
export const isHash = (value: unknown): value is string =>
  typeof value === 'string' && /^[0-9a-f]{64}$/.test(value);
