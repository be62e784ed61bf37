import { shardKey } from '../providers/keys.js';
import { Latencies } from '../providers/latencies.js';
import { ObjectReading } from '../read/object-reading.js';
import { Providers } from '../providers/providers.js';
import { ErasureProfiles } from '../erasure-profiles.js';
import { SystemTiming } from '../providers/timing.js';
import type { AgeIdentity } from '../seal/age-key.js';
import type { TrustedSigners } from '../seal/signing-key.js';
import type { StoredObject } from '../object-store.js';
import type { ShardStore } from '../providers/shard-store.js';
import { DocumentRecovery } from './document-recovery.js';
import { surveyDocument } from './document-survey.js';
import { FolderNames } from './file-names.js';
import type { Finding } from './object-survey.js';
import { listProviders } from './provider-listing.js';
import type { RecoveredFiles } from './document-recovery.js';
import type { DocumentReport, MissingReport, RecoveryReport } from './recovery-report.js';

export interface RecoveryPlan {
  readonly stores: readonly ShardStore[];
  readonly identities: readonly AgeIdentity[];
  /** Undefined: signatures are not checked, as the report states. */
  readonly signers: TrustedSigners | undefined;
  readonly files: RecoveredFiles;
  readonly onProgress: (done: number, total: number, what: string) => void;
}

/** Rebuilds every version of every document that the providers and the identities allow. */
export async function recoverAll(plan: RecoveryPlan): Promise<RecoveryReport> {
  const { stores, signers, identities, files, onProgress } = plan;
  const listing = await listProviders(stores, (count) =>
    onProgress(0, 1, `${count} entries found`),
  );
  const findings: Finding[] = [];
  const current = new Map<string, StoredObject>();
  const recovery = new DocumentRecovery({
    identities,
    isSigned: signers !== undefined,
    reading: readingFrom(stores, (versionId, index, what) => {
      findings.push(...blockFinding(current.get(versionId), index, what));
    }),
    files,
    folders: new FolderNames(),
  });
  const documents: DocumentReport[] = [];
  const missing: MissingReport[] = [];
  const unfinished: string[] = [];
  const parts: string[] = [];
  let empty = 0;
  for (const [i, entries] of listing.documents.entries()) {
    const survey = await surveyDocument(entries, signers);
    current.clear();
    for (const { object } of survey.objects) {
      if (object !== undefined) current.set(object.stored.versionId, object.stored);
    }
    findings.push(...survey.objects.flatMap((object) => object.findings));
    const result = await recovery.recover(survey);
    if (survey.objects.length === 0) empty++;
    else documents.push(result.document);
    missing.push(...result.missing);
    unfinished.push(...result.unfinished);
    parts.push(...result.parts);
    onProgress(i + 1, listing.documents.length, `document ${i + 1} of ${listing.documents.length}`);
  }
  return {
    signatures: signers === undefined ? 'not checked' : 'checked',
    places: stores.map(({ provider }) => ({
      name: provider,
      entries: listing.entries.get(provider) ?? 0,
      error: listing.unreadable.get(provider) ?? null,
    })),
    documents,
    missing,
    findings,
    unfinished_uploads: unfinished,
    parts_of_versions: parts.length,
    documents_without_versions: empty,
  };
}

/** Reads as a running server does, and reports damaged blocks. */
function readingFrom(
  stores: readonly ShardStore[],
  foundBlock: (versionId: string, index: number, what: string) => void,
): ObjectReading {
  const timing = new SystemTiming();
  return new ObjectReading({
    providers: new Providers(stores, {
      needed: 1,
      lateAfterMs: 2_000,
      giveUpAfterMs: 60_000,
      timing,
    }),
    profiles: new ErasureProfiles(),
    latencies: new Latencies(timing),
    timing,
    // The tail of each shard was surveyed before; only its blocks are new.
    reportBad: (versionId, index, what) => {
      if (what !== 'manifest') foundBlock(versionId, index, what);
    },
  });
}

/** Missing shards are reported with their version instead. */
function blockFinding(stored: StoredObject | undefined, index: number, what: string): Finding[] {
  const shard = stored?.shards.find((one) => one.index === index);
  if (stored === undefined || shard === undefined) return [];
  return [{ kind: 'damaged', place: shard.provider, key: shardKey(stored, index), what }];
}
