import { randomBytes } from 'node:crypto';
import { describe, expect, it } from '@jest/globals';
import { Decrypter, Encrypter, generateX25519Identity, identityToRecipient } from 'age-encryption';
import fc from 'fast-check';
import { openArmored, sealArmored } from './age-file.js';
import { headerLength, openHeader, sealHeader } from './age-header.js';
import { identityOf, parseIdentity, parseRecipient, secretKeyText } from './age-key.js';
import {
  NONCE_BYTES,
  PayloadOpener,
  PayloadSealer,
  plainSizeOf,
  sealedSizeOf,
} from './age-payload.js';
import { DamageError } from './damage.js';

const SIZES = [0, 1, 63, 64, 65_535, 65_536, 65_537, 131_072, 300_000];

function seal(plain: Buffer, recipient: string): Buffer {
  const fileKey = randomBytes(16);
  const nonce = randomBytes(16);
  const sealer = new PayloadSealer(fileKey, nonce);
  const header = sealHeader(fileKey, [parseRecipient(recipient)!], randomBytes);
  return Buffer.concat([Buffer.from(header), nonce, ...sealer.push(plain), ...sealer.end()]);
}

function openWhole(payload: Buffer, fileKey: Buffer): Buffer {
  const opener = new PayloadOpener(fileKey, payload.subarray(0, NONCE_BYTES), {
    size: plainSizeOf(payload.length)!,
    firstChunk: 0,
  });
  return Buffer.concat(opener.push(payload.subarray(NONCE_BYTES)));
}

const whatOf = (work: () => unknown): string => {
  try {
    work();
    return 'no damage';
  } catch (error) {
    return error instanceof DamageError ? error.what : String(error);
  }
};

describe('age files', () => {
  it.each(SIZES)('should be opened by age-encryption, %i bytes', async (size) => {
    const secret = await generateX25519Identity();
    const plain = randomBytes(size);
    const decrypter = new Decrypter();
    decrypter.addIdentity(secret);
    const opened = await decrypter.decrypt(seal(plain, await identityToRecipient(secret)));
    expect(Buffer.compare(opened, plain)).toBe(0);
  });

  it.each(SIZES)('should open what age-encryption sealed, %i bytes', async (size) => {
    const secret = await generateX25519Identity();
    const plain = randomBytes(size);
    const encrypter = new Encrypter();
    encrypter.addRecipient(await identityToRecipient(await generateX25519Identity()));
    encrypter.addRecipient(await identityToRecipient(secret));
    const file = Buffer.from(await encrypter.encrypt(plain));
    const at = headerLength(file);
    const fileKey = openHeader(file.toString('latin1', 0, at), parseIdentity(secret)!);
    expect(Buffer.compare(openWhole(file.subarray(at), fileKey), plain)).toBe(0);
  });

  it('should write keys as age does', async () => {
    const secret = await generateX25519Identity();
    expect(parseIdentity(secret)!.recipient.text).toBe(await identityToRecipient(secret));
    expect(parseIdentity(secretKeyText(Buffer.alloc(32, 7)))!.recipient.text).toBe(
      identityOf(Buffer.alloc(32, 7)).recipient.text,
    );
    expect(parseRecipient('age1qqqq')).toBeUndefined();
    expect(
      parseIdentity(secret.replace(/.$/, (last) => (last === 'Q' ? 'P' : 'Q'))),
    ).toBeUndefined();
  });

  it('should seal an armored file to every member and to no other key', () => {
    const [one, two, other] = [1, 2, 3].map((fill) => identityOf(Buffer.alloc(32, fill)));
    const sealed = sealArmored(
      Buffer.from('secret'),
      [one!.recipient, two!.recipient],
      randomBytes,
    );
    expect(openArmored(sealed, one!).toString()).toBe('secret');
    expect(openArmored(sealed, two!).toString()).toBe('secret');
    expect(whatOf(() => openArmored(sealed, other!))).toBe('not-a-recipient');
  });

  it('should produce the same bytes however the stream is cut', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 0, max: 200_000 }),
        fc.array(fc.integer({ min: 1, max: 90_000 }), { minLength: 1 }),
        (size, cuts) => {
          const plain = Buffer.alloc(size, 'abcdefg');
          const [fileKey, nonce] = [Buffer.alloc(16, 1), Buffer.alloc(16, 2)];
          const sealer = new PayloadSealer(fileKey, nonce);
          const sealed: Buffer[] = [];
          for (let at = 0, i = 0; at < size; i++) {
            const end = at + cuts[i % cuts.length]!;
            sealed.push(...sealer.push(plain.subarray(at, end)));
            at = end;
          }
          const body = Buffer.concat([...sealed, ...sealer.end()]);
          expect(body.length + NONCE_BYTES).toBe(sealedSizeOf(size));
          const opener = new PayloadOpener(fileKey, nonce, { size, firstChunk: 0 });
          const opened: Buffer[] = [];
          for (let at = 0, i = 0; at < body.length; i++) {
            const end = at + cuts[i % cuts.length]!;
            opened.push(...opener.push(body.subarray(at, end)));
            at = end;
          }
          return Buffer.concat(opened).equals(plain);
        },
      ),
      { numRuns: 30 },
    );
  });

  it('should reject payload sizes that no plaintext has', () => {
    expect(plainSizeOf(sealedSizeOf(65_536))).toBe(65_536);
    expect(plainSizeOf(31)).toBeUndefined();
    expect(plainSizeOf(sealedSizeOf(65_536) + 16)).toBeUndefined();
  });
});

describe('damage to an age file', () => {
  const identity = identityOf(Buffer.alloc(32, 9));
  const fileKey = Buffer.alloc(16, 4);
  const header = sealHeader(fileKey, [identity.recipient], randomBytes);

  it.each([
    ['version', (text: string) => text.replace('/v1', '/v2'), 'age-header'],
    [
      'share',
      (text: string) => text.replace(/X25519 (.)/, (_, c) => `X25519 ${c === 'A' ? 'B' : 'A'}`),
      'not-a-recipient',
    ],
    [
      'body',
      (text: string) =>
        text.replace(/\n(.)(.{42})\n---/, (_, c, rest) => `\n${c === 'A' ? 'B' : 'A'}${rest}\n---`),
      'not-a-recipient',
    ],
    [
      'mac',
      (text: string) => text.replace(/--- (.)/, (_, c) => `--- ${c === 'A' ? 'B' : 'A'}`),
      'age-header-mac',
    ],
    [
      'an added stanza',
      (text: string) => text.replace('---', '-> grease x\n\n---'),
      'age-header-mac',
    ],
    ['no end', (text: string) => text.slice(0, -1), 'age-header'],
  ])('should be noticed in its %s', (_, damage, what) => {
    expect(whatOf(() => openHeader(damage(header), identity))).toBe(what);
  });

  const plain = randomBytes(150_000);
  const nonce = Buffer.alloc(16, 5);
  const sealer = new PayloadSealer(fileKey, nonce);
  const payload = Buffer.concat([nonce, ...sealer.push(plain), ...sealer.end()]);

  it.each([
    ['nonce', 3, 'chunk'],
    ['first chunk', 16 + 500, 'chunk'],
    ['first tag', 16 + 65_536 + 3, 'chunk'],
    ['last chunk', 16 + 2 * 65_552 + 9, 'last-chunk'],
  ])('should be noticed in its %s', (_, at, what) => {
    const damaged = Buffer.from(payload);
    damaged[at]! ^= 1;
    expect(whatOf(() => openWhole(damaged, fileKey))).toBe(what);
  });

  it('should be detected when a file is cut at the end of a chunk', () => {
    expect(whatOf(() => openWhole(payload.subarray(0, 16 + 2 * 65_552), fileKey))).toBe(
      'last-chunk',
    );
  });

  it('should release nothing of a chunk whose tag is wrong', () => {
    const damaged = Buffer.from(payload);
    damaged[16 + 65_552 + 10]! ^= 1;
    const opener = new PayloadOpener(fileKey, nonce, { size: plain.length, firstChunk: 0 });
    const first = Buffer.concat(opener.push(damaged.subarray(16, 16 + 65_552 + 65_536)));
    expect(first.equals(plain.subarray(0, 65_536))).toBe(true);
    expect(whatOf(() => opener.push(damaged.subarray(16 + 65_552 + 65_536)))).toBe('chunk');
  });
});
