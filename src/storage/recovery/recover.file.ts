import { readFile } from 'node:fs/promises';
import { resolve } from 'node:path';
import type { Env } from '../../platform/config/settings.js';
import { readAddress, withKeys, type ProviderSettings } from '../providers/provider-settings.js';
import { readSecretKeys } from '../seal/identity-text.js';
import { trustedSignerOf, type TrustedSigners } from '../seal/signing-key.js';
import type { AgeIdentity } from '../seal/age-key.js';
import { openShardStore, hardened } from '../providers/shard-stores.factory.js';
import { DirectoryShardStore } from '../providers/shard-store.directory.js';
import type { ShardStore } from '../providers/shard-store.js';
import {
  badSigner,
  identityFileInvalid,
  identityFileUnreadable,
  recoveryPlaceInvalid,
} from '../storage.errors.js';
import { recoverAll } from './recovery.js';
import { RecoveredFolder } from './recovered-files.file.js';
import { isComplete, reportText, summaryOf } from './recovery-report.js';

export interface RecoverRequest {
  /** Folders of providers, or `s3://bucket/prefix?endpoint=…`; in any order. */
  readonly from: readonly string[];
  readonly identityFiles: readonly string[];
  /** Public keys in base64 or hex, with their `kid/` in front or not. */
  readonly signers: readonly string[];
  readonly to: string;
  /** For the keys of buckets, and nothing else. */
  readonly env: Env;
  readonly onProgress: (done: number, total: number, what: string) => void;
}

export interface RecoverOutcome {
  readonly isComplete: boolean;
  /** For people. */
  readonly lines: readonly string[];
}

export type Recover = (request: RecoverRequest) => Promise<RecoverOutcome>;

/** Needs no database, no configuration and no running server: shards and an identity are enough. */
export async function recover(request: RecoverRequest): Promise<RecoverOutcome> {
  const places = await Promise.all(request.from.map((from) => placeOf(from, request.env)));
  try {
    return await recoverFrom(places, request);
  } finally {
    await Promise.all(places.map((place) => place.close()));
  }
}

async function recoverFrom(
  places: readonly ShardStore[],
  request: RecoverRequest,
): Promise<RecoverOutcome> {
  const { identities, signers } = await readKeys(request);
  const files = await RecoveredFolder.open(request.to);
  const { onProgress } = request;
  const report = await recoverAll({ places, identities, signers, files, onProgress });
  await files.writeText('report.json', `${JSON.stringify(report, undefined, 2)}\n`);
  await files.writeText('report.txt', reportText(report));
  return { isComplete: isComplete(report), lines: summaryOf(report) };
}

async function readKeys({ identityFiles, signers }: RecoverRequest): Promise<{
  identities: readonly AgeIdentity[];
  signers: TrustedSigners | undefined;
}> {
  const identities: AgeIdentity[] = [];
  const trusted = new Map(
    signers.map((text) => {
      const signer = trustedSignerOf(text);
      if (signer === undefined) throw badSigner(text);
      return [signer.kid, signer.publicKey] as const;
    }),
  );
  for (const file of identityFiles) {
    const keys = readSecretKeys(await textOf(file));
    if (keys.identities.length === 0) throw identityFileInvalid(file);
    identities.push(...keys.identities);
    if (keys.signing !== undefined) trusted.set(keys.signing.kid, keys.signing.publicKey);
  }
  return { identities, signers: trusted.size > 0 ? trusted : undefined };
}

async function textOf(file: string): Promise<string> {
  try {
    return await readFile(file, 'utf8');
  } catch (error) {
    throw identityFileUnreadable(file, (error as NodeJS.ErrnoException).code);
  }
}

async function placeOf(from: string, env: Env): Promise<ShardStore> {
  if (from.startsWith('s3://')) return openShardStore(bucketOf(from, env));
  const directory = resolve(from);
  const store = new DirectoryShardStore(directory, directory);
  // One that hangs is reported as unreadable, after the others were read.
  const isFolder = await store.isFolder().catch(() => true);
  if (!isFolder) throw recoveryPlaceInvalid(from, 'is no folder');
  return hardened(store);
}

function bucketOf(from: string, env: Env): ProviderSettings {
  const address = readAddress(from);
  if (typeof address === 'string' || address.kind !== 's3') {
    throw recoveryPlaceInvalid(from, typeof address === 'string' ? address : 'is no bucket');
  }
  const missing: string[] = [];
  const place = withKeys(address.bucket, address, withUsualKeys(address.bucket, env), (name) =>
    missing.push(name),
  );
  if (place === undefined) {
    const usual = 'or AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY';
    throw recoveryPlaceInvalid(from, `needs ${missing.join(' and ')}, ${usual}`);
  }
  return { ...place, name: from };
}

/** The names that other tools for buckets read, where there are none for this bucket. */
function withUsualKeys(bucket: string, env: Env): Env {
  const variable = `KONTOR_S3_${bucket.toUpperCase().replaceAll('-', '_')}`;
  return {
    [`${variable}_ACCESS_KEY_ID`]: env['AWS_ACCESS_KEY_ID'],
    [`${variable}_SECRET_ACCESS_KEY`]: env['AWS_SECRET_ACCESS_KEY'],
    ...env,
  };
}
