import { DamageError } from '../seal/damage.js';
import { plainSizeOf } from '../seal/age-payload.js';
import {
  manifestHashOf,
  readManifest,
  readTrustedManifest,
  type Manifest,
} from '../seal/manifest.js';
import { readHashList, readManifestLine } from '../seal/shard-tail.js';
import type { TrustedSigners } from '../seal/signing-key.js';
import { MAX_SHARDS } from '../erasure/kernel-runs.js';
import type { ObjectRef, StoredObject, StoredShard } from '../object-store.js';
import type { ShardReader } from '../providers/shard-store.js';
import type { ShardEntry } from './provider-listing.js';

/**
 * `damaged`: ours, but not as it was written. `planted`: nobody we trust signed it. `replayed`: signed by us,
 * for another key than this one.
 */
export interface Finding {
  readonly kind: 'damaged' | 'planted' | 'replayed';
  readonly place: string;
  readonly key: string;
  readonly what: string;
}

export interface SurveyedObject {
  readonly manifest: Manifest;
  /** Its shards that can be used, with where they lie. */
  readonly stored: StoredObject;
  readonly present: readonly StoredShard[];
}

export interface ObjectSurvey extends ObjectRef {
  /** Undefined when no manifest of it can be believed. */
  readonly object: SurveyedObject | undefined;
  readonly findings: readonly Finding[];
}

/** One shard as it lies there, and whether it can be read at all. */
interface OpenedShard {
  readonly entry: ShardEntry;
  readonly reader: ShardReader | undefined;
  /** The manifest line and its hash; undefined when the tail of the shard is damaged. */
  readonly line: Buffer | undefined;
  readonly hash: string;
  readonly fault: string | undefined;
}

interface Verdict {
  readonly manifest?: Manifest;
  readonly fault: string;
  readonly copies: number;
}

/**
 * Looks at every shard of one version: which manifest counts, and which shards belong to it. Without
 * `signers` signatures are not checked, and the manifest that most shards carry counts.
 */
export async function surveyObject(
  ref: ObjectRef,
  entries: readonly ShardEntry[],
  signers: TrustedSigners | undefined,
): Promise<ObjectSurvey> {
  const shards = await Promise.all(entries.map(openShard));
  try {
    const verdicts = judgeLines(shards, signers);
    const chosen = choose(ref, verdicts);
    const findings: Finding[] = [];
    const admitted = new Map<number, StoredShard>();
    for (const shard of shards) {
      const fault = await faultUnder(shard, chosen?.manifest);
      if (fault === undefined && !admitted.has(shard.entry.index)) {
        const { index, store } = shard.entry;
        admitted.set(index, { index, provider: store.provider, state: 'present' });
      }
      const finding = findingOf(ref, shard, fault, verdicts.get(shard.hash));
      if (finding !== undefined) findings.push(finding);
    }
    const present = [...admitted.values()].sort((a, b) => a.index - b.index);
    return { ...ref, findings, object: chosen && objectOf(ref, chosen, present) };
  } finally {
    await Promise.all(shards.map(async ({ reader }) => reader?.close()));
  }
}

async function openShard(entry: ShardEntry): Promise<OpenedShard> {
  let reader: ShardReader | undefined;
  try {
    reader = await entry.store.open(entry.key);
    const { line } = await readManifestLine(reader);
    return { entry, reader, line, hash: manifestHashOf(line), fault: undefined };
  } catch (error) {
    return { entry, reader, line: undefined, hash: '', fault: faultOf(error) };
  }
}

/** The kind of damage, or the provider's own words: both name no content. */
function faultOf(error: unknown): string {
  if (error instanceof DamageError) return error.what;
  return error instanceof Error ? error.message : 'failed';
}

function judgeLines(
  shards: readonly OpenedShard[],
  signers: TrustedSigners | undefined,
): ReadonlyMap<string, Verdict> {
  const verdicts = new Map<string, Verdict>();
  for (const { line, hash } of shards) {
    if (line === undefined) continue;
    const known = verdicts.get(hash) ?? { ...judge(line, signers), copies: 0 };
    verdicts.set(hash, { ...known, copies: known.copies + 1 });
  }
  return verdicts;
}

function judge(line: Buffer, signers: TrustedSigners | undefined): Omit<Verdict, 'copies'> {
  try {
    const manifest =
      signers === undefined ? readTrustedManifest(line) : readManifest(line, signers);
    const { k, m } = manifest.rs;
    return k + m > MAX_SHARDS ? { fault: 'manifest' } : { manifest, fault: '' };
  } catch (error) {
    return { fault: faultOf(error) };
  }
}

function choose(ref: ObjectRef, verdicts: ReadonlyMap<string, Verdict>) {
  const own = [...verdicts].flatMap(([hash, { manifest, copies }]) =>
    manifest !== undefined && isOf(ref, manifest) ? [{ hash, manifest, copies }] : [],
  );
  return own.sort((a, b) => b.copies - a.copies)[0];
}

/** Why a shard cannot be used under the manifest that counts; its own copy of it may be damaged. */
async function faultUnder(
  { entry, reader, fault }: OpenedShard,
  manifest: Manifest | undefined,
): Promise<string | undefined> {
  if (reader === undefined) return fault ?? 'unreadable';
  if (manifest === undefined) return fault ?? 'signature';
  try {
    await readHashList(reader, manifest, entry.index);
    return undefined;
  } catch (error) {
    return faultOf(error);
  }
}

function findingOf(
  ref: ObjectRef,
  shard: OpenedShard,
  fault: string | undefined,
  verdict: Verdict | undefined,
): Finding | undefined {
  const at = { place: shard.entry.store.provider, key: shard.entry.key };
  if (fault !== undefined) return { ...at, ...kindOf(ref, fault, verdict) };
  const what = verdict?.manifest === undefined ? (shard.fault ?? verdict?.fault) : undefined;
  return what === undefined ? undefined : { ...at, kind: 'damaged', what };
}

function kindOf(
  ref: ObjectRef,
  fault: string,
  verdict: Verdict | undefined,
): Pick<Finding, 'kind' | 'what'> {
  if (verdict === undefined) return { kind: 'damaged', what: fault };
  const { manifest, fault: what, copies } = verdict;
  const isOther = manifest !== undefined && !isOf(ref, manifest);
  if (isOther) return { kind: 'replayed', what: 'wrong-shard' };
  // Damage does not strike two copies alike; whoever plants something does.
  const isPlanted = what === 'signer' || (what === 'signature' && copies > 1);
  return { kind: isPlanted ? 'planted' : 'damaged', what: what || fault };
}

const isOf = ({ documentId, versionId }: ObjectRef, { doc, ver }: Manifest): boolean =>
  doc === documentId && ver === versionId;

function objectOf(
  ref: ObjectRef,
  { hash, manifest }: { hash: string; manifest: Manifest },
  present: readonly StoredShard[],
): SurveyedObject {
  const { rs, ct, age, epoch } = manifest;
  return {
    manifest,
    present,
    stored: {
      ...ref,
      size: plainSizeOf(ct) ?? 0,
      sealedSize: ct,
      required: rs.k,
      total: rs.k + rs.m,
      manifestHash: hash,
      ageHeader: age,
      epoch,
      shards: present,
    },
  };
}
