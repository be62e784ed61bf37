import { createHash, createHmac, timingSafeEqual } from 'node:crypto';
import { withRawKey } from '../platform/crypto/raw-key.js';
import type { AuditDetail, AuditResult } from '../platform/audit/audit-log.js';

/** One entry as its action wrote it. */
export interface AuditEntry {
  readonly id: string;
  readonly atMs: number;
  /** A username, `client:<name>`, or null. */
  readonly actor: string | null;
  readonly actorId: string | null;
  readonly onBehalfOf: string | null;
  /**
   * The account of whoever an application acted for. It is for finding entries, and not part of the hash: instances of
   * an older release chain entries beside this one.
   */
  readonly onBehalfOfId: string | null;
  readonly client: string | null;
  readonly address: string | null;
  readonly action: string;
  readonly objectType: string | null;
  readonly objectId: string | null;
  readonly result: AuditResult;
  readonly detail: AuditDetail | null;
}

/** An entry in the chain. */
export interface ChainedEntry extends AuditEntry {
  /** 1, 2, 3 … without a gap. Not part of the hash: the hash of the one before says what comes before. */
  readonly position: number;
  readonly hash: string;
  readonly previousHash: string;
}

/** What the first entry follows. */
export const NO_HASH = '0'.repeat(64);

/** SHA-256 over one line of JSON, as docs/formats/audit-log.md describes it: an export can be checked without Kontor. */
export const hashOf = (entry: AuditEntry, previousHash: string): string =>
  createHash('sha256').update(lineOf(entry, previousHash)).digest('hex');

/** Proves, until the entry is in the chain, that an instance of this installation wrote it. */
export const macOf = (entry: AuditEntry, key: Uint8Array): string =>
  withRawKey(() => createHmac('sha256', key))
    .update(lineOf(entry, ''))
    .digest('hex');

export function hasMac(entry: AuditEntry, mac: string, key: Uint8Array): boolean {
  const [given, expected] = [Buffer.from(mac, 'hex'), Buffer.from(macOf(entry, key), 'hex')];
  return given.length === expected.length && timingSafeEqual(given, expected);
}

const lineOf = (entry: AuditEntry, previousHash: string): string =>
  JSON.stringify([
    previousHash,
    entry.id,
    new Date(entry.atMs).toISOString(),
    entry.actor,
    entry.actorId,
    entry.onBehalfOf,
    entry.client,
    entry.address,
    entry.action,
    entry.objectType,
    entry.objectId,
    entry.result,
    entry.detail,
  ]);
