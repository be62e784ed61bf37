import { createHash } from 'node:crypto';
import { NO_HASH } from '../entry.js';

/** Where the chain ends, and where what is kept of it begins. */
export interface Head {
  /** Of the last entry; 0 before the first. */
  readonly position: number;
  readonly hash: string;
  /** Of the first entry that retention has left. */
  readonly keptFrom: number;
}

export const EMPTY_CHAIN: Head = { position: 0, hash: NO_HASH, keptFrom: 1 };

/** What the signing key attests once a day: the chain up to here, and through `previous` every seal before. */
export interface Seal {
  /** 1, 2, 3 … without a gap. */
  readonly number: number;
  readonly from: number;
  readonly to: number;
  /** Of the entry at `to`. */
  readonly hash: string;
  /** SHA-256 of the line of the seal before; zeros for the first. */
  readonly previous: string;
}

/** Signs lines and reads its own. Implemented over the server's signing key. */
export abstract class Signer {
  abstract sign(members: Readonly<Record<string, string | number>>): string;
  /** Undefined for a text that it did not sign. */
  abstract read(line: string): Readonly<Record<string, unknown>> | undefined;
}

const HEAD_FORMAT = 'kontor-audit-head/1';
const SEAL_FORMAT = 'kontor-audit-seal/1';

export const headLine = ({ position, hash, keptFrom }: Head, atMs: number, signer: Signer) =>
  signer.sign({
    ...{ format: HEAD_FORMAT, position, hash, kept_from: keptFrom },
    at: new Date(atMs).toISOString(),
  });

/** Undefined when the line is not a head that this installation signed; an empty one is that of an empty chain. */
export function headOf(line: string, signer: Signer): Head | undefined {
  if (line === '') return EMPTY_CHAIN;
  const members = signer.read(line);
  if (members?.['format'] !== HEAD_FORMAT) return undefined;
  const { position, hash, kept_from: keptFrom } = members;
  return { position, hash, keptFrom } as Head;
}

export const sealLine = (seal: Seal, atMs: number, signer: Signer): string =>
  signer.sign({ format: SEAL_FORMAT, ...seal, at: new Date(atMs).toISOString() });

export function sealOf(line: string, signer: Signer): Seal | undefined {
  const members = signer.read(line);
  if (members?.['format'] !== SEAL_FORMAT) return undefined;
  const { number, from, to, hash, previous } = members;
  return { number, from, to, hash, previous } as Seal;
}

export const hashOfLine = (line: string): string => createHash('sha256').update(line).digest('hex');
