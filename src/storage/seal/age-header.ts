import {
  createHmac,
  createPublicKey,
  diffieHellman,
  timingSafeEqual,
  type KeyObject,
} from 'node:crypto';
import { hkdf } from '../../platform/crypto/hkdf.js';
import { withRawKey } from '../../platform/crypto/raw-key.js';
import { openOnce, sealOnce } from './aead.js';
import {
  privateKeyOf,
  publicKeyOf,
  rawPublicKey,
  type AgeIdentity,
  type AgeRecipient,
} from './age-key.js';
import { DamageError } from './damage.js';

/**
 * The text header of an age v1 file with X25519 stanzas (https://age-encryption.org/v1), up to and including the MAC
 * line. Implemented with node:crypto because every opening of an editor unwraps a header: about a quarter of a
 * millisecond here, several times that with the JavaScript curve of age-encryption (docs/adr/0003-sealed-objects.md).
 */
export const FILE_KEY_BYTES = 16;
const VERSION_LINE = 'age-encryption.org/v1\n';
const STANZA_INFO = 'age-encryption.org/v1/X25519';
/** Enough for a keyring of a thousand members; Kontor writes no longer ones. */
const MAX_HEADER_LENGTH = 256 * 1024;

interface Stanza {
  readonly type: string;
  readonly args: readonly string[];
  readonly body: Buffer;
}

/** Wraps `fileKey` for every recipient. `random` returns an ephemeral secret of 32 bytes for each. */
export function sealHeader(
  fileKey: Uint8Array,
  recipients: readonly AgeRecipient[],
  random: (length: number) => Buffer,
): string {
  const stanzas = recipients.map((recipient) => wrapFor(recipient, fileKey, random(32)));
  const unsigned = `${VERSION_LINE}${stanzas.join('')}---`;
  return `${unsigned} ${base64(macOf(fileKey, unsigned))}\n`;
}

/** Unwraps the 16-byte file key. `DamageError` when the header is malformed, altered, or sealed to others only. */
export function openHeader(header: string, identity: AgeIdentity): Buffer {
  const { stanzas, unsigned, mac } = parseHeader(header);
  const fileKey = unwrapAny(stanzas, identity);
  if (!timingSafeEqual(macOf(fileKey, unsigned), mac)) {
    fileKey.fill(0);
    throw new DamageError('age-header-mac', 'the age header was changed after it was sealed');
  }
  return fileKey;
}

/** The number of X25519 recipients of a header. */
export const recipientsIn = (header: string): number =>
  parseHeader(header).stanzas.filter(({ type }) => type === 'X25519').length;

/** Where the header ends and the payload begins, in a whole age file. */
export function headerLength(file: Buffer): number {
  const macLine = file.indexOf('\n--- ');
  const end = macLine < 0 ? -1 : file.indexOf('\n', macLine + 1);
  if (end < 0) throw malformed('has no end');
  return end + 1;
}

function wrapFor(recipient: AgeRecipient, fileKey: Uint8Array, ephemeralSecret: Buffer): string {
  const ephemeral = privateKeyOf(ephemeralSecret);
  ephemeralSecret.fill(0);
  const share = rawPublicKey(createPublicKey(ephemeral));
  const key = wrappingKey(ephemeral, recipient.key, Buffer.concat([share, recipient.raw]));
  const body = base64(sealOnce(key, fileKey));
  key.fill(0);
  return `-> X25519 ${base64(share)}\n${body}\n`;
}

function unwrapAny(stanzas: readonly Stanza[], identity: AgeIdentity): Buffer {
  for (const { type, args, body } of stanzas) {
    if (type !== 'X25519') continue;
    const share = fromBase64(args[0] ?? '');
    if (args.length !== 1 || share.length !== 32 || body.length !== FILE_KEY_BYTES + 16) {
      throw malformed('has an X25519 stanza of a wrong size');
    }
    const fileKey = unwrap(identity, share, body);
    if (fileKey !== undefined) return fileKey;
  }
  throw new DamageError('not-a-recipient', 'the age header is not sealed to this identity');
}

function unwrap(identity: AgeIdentity, share: Buffer, body: Buffer): Buffer | undefined {
  const salt = Buffer.concat([share, identity.recipient.raw]);
  const key = wrappingKey(identity.key, publicKeyOf(share), salt);
  try {
    return openOnce(key, body);
  } finally {
    key.fill(0);
  }
}

function wrappingKey(privateKey: KeyObject, publicKey: KeyObject, salt: Buffer): Buffer {
  const shared = sharedSecret(privateKey, publicKey);
  try {
    return hkdf(shared, STANZA_INFO, { salt });
  } finally {
    shared.fill(0);
  }
}

/** A share of low order makes the shared secret zero; OpenSSL rejects it, as the format requires. */
function sharedSecret(privateKey: KeyObject, publicKey: KeyObject): Buffer {
  try {
    return diffieHellman({ privateKey, publicKey });
  } catch {
    throw malformed('has a share of low order');
  }
}

function macOf(fileKey: Uint8Array, unsigned: string): Buffer {
  const key = hkdf(fileKey, 'header');
  const mac = withRawKey(() => createHmac('sha256', key))
    .update(unsigned)
    .digest();
  key.fill(0);
  return mac;
}

function parseHeader(header: string): { stanzas: Stanza[]; unsigned: string; mac: Buffer } {
  if (header.length > MAX_HEADER_LENGTH) throw malformed('is too long');
  if (!header.startsWith(VERSION_LINE) || !header.endsWith('\n')) throw malformed('is not age v1');
  const lines = header.slice(VERSION_LINE.length, -1).split('\n');
  const macLine = lines.pop() ?? '';
  const mac = fromBase64(macLine.slice('--- '.length));
  if (!macLine.startsWith('--- ') || mac.length !== 32) throw malformed('has no MAC');
  const unsigned = header.slice(0, header.length - macLine.length - 1 + '---'.length);
  return { stanzas: parseStanzas(lines), unsigned, mac };
}

function parseStanzas(lines: readonly string[]): Stanza[] {
  const stanzas: Stanza[] = [];
  let at = 0;
  while (at < lines.length) {
    const [arrow, type, ...args] = (lines[at++] ?? '').split(' ');
    if (arrow !== '->' || !type || args.includes('')) throw malformed('has a malformed stanza');
    let body = '';
    let line: string;
    do {
      line = lines[at++] ?? missingLine();
      if (line.length > 64) throw malformed('has a line that is too long');
      body += line;
    } while (line.length === 64);
    stanzas.push({ type, args, body: fromBase64(body) });
  }
  if (stanzas.length === 0) throw malformed('has no stanza');
  return stanzas;
}

const missingLine = (): never => {
  throw malformed('ends within a stanza');
};

const malformed = (how: string): DamageError =>
  new DamageError('age-header', `the age header ${how}`);

const base64 = (bytes: Uint8Array): string =>
  Buffer.from(bytes).toString('base64').replace(/=+$/, '');

/** Rejects base64 that is not canonical: two encodings of one header would have two hashes. */
function fromBase64(text: string): Buffer {
  const bytes = Buffer.from(text, 'base64');
  if (base64(bytes) !== text) throw malformed('has base64 that is not canonical');
  return bytes;
}
