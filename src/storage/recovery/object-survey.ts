import { plainSizeOf } from '../seal/age-payload.js';
import { readManifest, readTrustedManifest, type Manifest } from '../seal/manifest.js';
import { rootOf } from '../seal/sealed-shard.js';
import { StripeLayout } from '../seal/stripe-layout.js';
import type { TrustedSigners } from '../seal/signing-key.js';
import { MAX_SHARDS } from '../erasure/erasure-code.js';
import type { ObjectRef, StoredObject, StoredShard } from '../object-store.js';
import type { ShardEntry } from './provider-listing.js';
import { closeTails, faultOf, openTails, readAt, type ShardTail } from './shard-tails.js';

/**
 * `damaged`: ours, but not as it was written. `planted`: nobody we trust signed it. `replayed`: signed by us,
 * for another place than this one.
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
  const tails = await openTails(entries);
  try {
    const verdicts = judgeLines(tails, signers);
    const chosen = choose(ref, verdicts);
    const findings: Finding[] = [];
    const admitted = new Map<number, StoredShard>();
    for (const tail of tails) {
      const fault = await faultUnder(tail, chosen?.manifest);
      if (fault === undefined && !admitted.has(tail.entry.index)) {
        const { index, place } = tail.entry;
        admitted.set(index, { index, provider: place.provider, state: 'present' });
      }
      const finding = findingOf(ref, tail, fault, verdicts.get(tail.hash));
      if (finding !== undefined) findings.push(finding);
    }
    const present = [...admitted.values()].sort((a, b) => a.index - b.index);
    return { ...ref, findings, object: chosen && objectOf(ref, chosen, present) };
  } finally {
    await closeTails(tails);
  }
}

function judgeLines(
  tails: readonly ShardTail[],
  signers: TrustedSigners | undefined,
): ReadonlyMap<string, Verdict> {
  const verdicts = new Map<string, Verdict>();
  for (const { line, hash } of tails) {
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
  { entry, reader, fault }: ShardTail,
  manifest: Manifest | undefined,
): Promise<string | undefined> {
  if (reader === undefined) return fault ?? 'unreadable';
  if (manifest === undefined) return fault ?? 'signature';
  const { bodyBytes, hashListBytes } = new StripeLayout(manifest.rs.k, manifest.ct);
  try {
    const hashList = await readAt(reader, bodyBytes, hashListBytes);
    return rootOf(hashList) === manifest.roots[entry.index] ? undefined : 'hash-list';
  } catch (error) {
    return faultOf(error);
  }
}

function findingOf(
  ref: ObjectRef,
  tail: ShardTail,
  fault: string | undefined,
  verdict: Verdict | undefined,
): Finding | undefined {
  const at = { place: tail.entry.place.provider, key: tail.entry.key };
  if (fault !== undefined) return { ...at, ...kindOf(ref, fault, verdict) };
  const what = verdict?.manifest === undefined ? (tail.fault ?? verdict?.fault) : undefined;
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
