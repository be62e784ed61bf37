import { beforeAll, describe, expect, it } from '@jest/globals';
import { Logger } from '@nestjs/common';
import { openIndexMetadata, sealIndexMetadata } from '../../src/storage/seal/metadata.js';
import { identityOf, type AgeIdentity } from '../../src/storage/seal/age-key.js';
import { DamageError } from '../../src/storage/seal/damage.js';
import { readKeyringMetadata, sealedHashOf } from '../../src/storage/seal/keyring-metadata.js';
import { readManifest, writeManifest, type Manifest } from '../../src/storage/seal/manifest.js';
import { readFooter } from '../../src/storage/seal/shard-tail.js';
import { signedLine, signingKeyOf, trusting } from '../../src/storage/seal/signing-key.js';
import {
  DESCRIPTION,
  DOCUMENT,
  fixedRandom,
  member,
  readVector,
  recovery,
  SEED,
  server,
  VECTOR,
} from './vector-fixture.js';

Logger.overrideLogger(false);

const signing = signingKeyOf(SEED);
const signers = trusting(signing);

function whatOf(work: () => unknown): string {
  try {
    work();
  } catch (error) {
    return error instanceof DamageError ? error.what : String(error);
  }
  return 'no damage';
}

/** The sealed bytes, changed, in base64 again. */
const changed =
  (change: (file: Buffer) => Buffer) =>
  (about: string): string =>
    change(Buffer.from(about, 'base64')).toString('base64');
const flipAt = (at: (file: Buffer) => number) =>
  changed((file) => {
    const bytes = Buffer.from(file);
    bytes[at(bytes)]! ^= 1;
    return bytes;
  });
const macOf = (file: Buffer): number => file.indexOf('\n--- ') + 5;
const instead =
  (plain: string, reader: AgeIdentity = server) =>
  () => {
    // Padded JSON, as it would be; a text gives an object without members.
    const padded = Object.assign(Object(plain), { toJSON: () => JSON.parse(plain) as unknown });
    return sealIndexMetadata(padded, [reader.recipient], fixedRandom());
  };

const BROKEN: readonly [string, (about: string) => string, string][] = [
  ['base64', (about) => `${about}!`, 'about'],
  ['no age file', () => Buffer.from('hello').toString('base64'), 'age-header'],
  ['its first line', flipAt(() => 4), 'age-header'],
  ['its MAC', flipAt(macOf), 'age-header-mac'],
  ['sealed to somebody else', instead('{}', member), 'not-a-recipient'],
  ['its text', flipAt((file) => file.length - 20), 'last-chunk'],
  ['its tag', flipAt((file) => file.length - 1), 'last-chunk'],
  ['a cut end', changed((file) => file.subarray(0, -1)), 'last-chunk'],
  ['nothing but a header', changed((file) => file.subarray(0, macOf(file) + 44)), 'last-chunk'],
  ['a list', instead('[]'), 'about'],
  ['a number', instead('7'), 'about'],
];

const SAID = { ...DESCRIPTION, keyring_revision: 1 };

let line: Buffer;
let manifest: Manifest;
let keyringAbout: Buffer;
let sealed: string;

beforeAll(async () => {
  const vector = await readVector(VECTOR);
  const shard = vector.get('shard-0')!;
  const { manifestLength } = readFooter(shard.subarray(-32));
  line = shard.subarray(-32 - manifestLength, -32);
  manifest = readManifest(line, signers);
  keyringAbout = vector.get('keyring.about')!;
  sealed = vector.get('keyring.age')!.toString();
});

describe('the index metadata of a manifest', () => {
  it('should open with the server and recovery keys, not with that of a member', () => {
    expect(openIndexMetadata(manifest.about!, server)).toEqual(SAID);
    expect(openIndexMetadata(manifest.about!, recovery)).toEqual(SAID);
    expect(whatOf(() => openIndexMetadata(manifest.about!, member))).toBe('not-a-recipient');
  });

  it('should not reveal the length of a title', () => {
    const lengthOf = (title: string) =>
      sealIndexMetadata({ title }, [server.recipient], fixedRandom()).length;
    expect(lengthOf('a')).toBe(lengthOf('a'.repeat(200)));
  });

  it.each(BROKEN)('should name the damage, though it is signed: %s', (_, damage, what) => {
    const signed = writeManifest({ ...manifest, about: damage(manifest.about!) }, signing);
    const { about } = readManifest(signed, signers);
    expect(whatOf(() => openIndexMetadata(about!, server))).toBe(what);
  });

  it('should be rejected when it is no text', () => {
    const signed = writeManifest({ ...manifest, about: 7 as unknown as string }, signing);
    expect(whatOf(() => readManifest(signed, signers))).toBe('manifest');
  });
});

describe('the metadata of a keyring', () => {
  const read = (bytes: Buffer, identity = server) => readKeyringMetadata(bytes, signers, identity);

  /** Its members with changes, signed again. */
  function signedAgain(changes: object): Buffer {
    const { sig: _sig, ...members } = JSON.parse(keyringAbout.toString()) as Record<
      string,
      unknown
    >;
    return signedLine({ ...members, ...changes }, signing);
  }

  it('should open with the server and recovery keys, not with that of a member, and name the members', () => {
    const said = read(keyringAbout);
    expect(said).toEqual({
      ...{ documentId: DOCUMENT, epoch: 1, revision: 1, sealedHash: sealedHashOf(sealed) },
      recipient: expect.stringMatching(/^age1/),
      members: [member.recipient.text, recovery.recipient.text],
    });
    expect(read(keyringAbout, recovery)).toEqual(said);
    expect(whatOf(() => read(keyringAbout, member))).toBe('not-a-recipient');
    expect(keyringAbout.toString()).not.toContain('age1');
  });

  const CHANGED: readonly [string, string | RegExp, string, string][] = [
    ['no line', '{', '[', 'keyring-about'],
    ['its newline', '\n', ' ', 'keyring-about'],
    ['format version', '"v":1', '"v":2', 'format-version'],
    ['its kind', '"is":"keyring"', '"is":"keyrinG"', 'signature'],
    ['document', 'd0c1', 'd0c2', 'signature'],
    ['epoch', '"epoch":1', '"epoch":2', 'signature'],
    ['revision', '"revision":1', '"revision":2', 'signature'],
    ['hash', /"hash":"./, '"hash":"x', 'signature'],
    ['what it says', /"about":"./, '"about":"x', 'signature'],
    ['signer', /"kid":"./, '"kid":"x', 'signer'],
    ['signature', /"sig":"./, '"sig":"!', 'signature'],
  ];
  it.each(CHANGED)('should name the damage: %s', (_, from, to, what) => {
    expect(whatOf(() => read(Buffer.from(keyringAbout.toString().replace(from, to))))).toBe(what);
  });

  it.each(BROKEN)('should name the damage, though it is signed: %s', (_, damage, what) => {
    const { about } = JSON.parse(keyringAbout.toString()) as { about: string };
    expect(whatOf(() => read(signedAgain({ about: damage(about) })))).toBe(what);
  });

  it.each([
    ['members', { recipient: 'age1', members: 'age1' }],
    ['a member', { recipient: 'age1', members: [7] }],
    ['the public key', { members: [] }],
  ])('should reject metadata with a wrong type of %s', (_, said) => {
    const about = sealIndexMetadata(said, [server.recipient], fixedRandom());
    expect(whatOf(() => read(signedAgain({ about })))).toBe('about');
  });

  it.each([{ is: 'shard' }, { epoch: 0 }, { revision: '1' }, { hash: 'abc' }, { about: null }])(
    'should reject a line with members of a wrong type: %j',
    (changes) => {
      expect(whatOf(() => read(signedAgain(changes)))).toBe('keyring-about');
    },
  );

  it('should reject a manifest with a valid signature', () => {
    expect(whatOf(() => read(line))).toBe('keyring-about');
  });

  it('should be rejected with an untrusted signature', () => {
    const stranger = signingKeyOf(Buffer.alloc(32, 0x33));
    const of = (kid: string) =>
      signedLine({ ...JSON.parse(keyringAbout.toString()), kid }, stranger);
    expect(whatOf(() => read(of(stranger.kid)))).toBe('signer');
    expect(whatOf(() => read(of(signing.kid)))).toBe('signature');
    expect(whatOf(() => read(keyringAbout, identityOf(Buffer.alloc(32, 7))))).toBe(
      'not-a-recipient',
    );
  });
});
