import { link, mkdir, open, readdir, readFile, rename, unlink, writeFile } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import type { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
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
  recoveryTargetNotEmpty,
} from '../storage.errors.js';
import { recoverAll } from './recovery.js';
import { RecoveredFiles } from './document-recovery.js';
import { isComplete, reportText, summaryOf } from './recovery-report.js';

export interface RecoverRequest {
  /** Folders of providers, or `s3://bucket/prefix?endpoint=…`, in any order. */
  readonly from: readonly string[];
  readonly identityFiles: readonly string[];
  /** Public keys in base64 or hex, with their `kid/` in front or not. */
  readonly signers: readonly string[];
  readonly to: string;
  /** Only for the keys of buckets. */
  readonly env: Env;
  readonly onProgress: (done: number, total: number, what: string) => void;
}

export interface RecoverOutcome {
  readonly isComplete: boolean;
  /** For people. */
  readonly lines: readonly string[];
}

export type Recover = (request: RecoverRequest) => Promise<RecoverOutcome>;

/** Recovers documents from shards and an identity alone: without database, configuration or running server. */
export async function recover(request: RecoverRequest): Promise<RecoverOutcome> {
  const stores = await Promise.all(request.from.map((from) => storeOf(from, request.env)));
  try {
    return await recoverFrom(stores, request);
  } finally {
    await Promise.all(stores.map((store) => store.close()));
  }
}

async function recoverFrom(
  stores: readonly ShardStore[],
  request: RecoverRequest,
): Promise<RecoverOutcome> {
  const { identities, signers } = await readKeys(request);
  const files = await RecoveredFolder.open(request.to);
  const { onProgress } = request;
  const report = await recoverAll({ stores, identities, signers, files, onProgress });
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

async function storeOf(from: string, env: Env): Promise<ShardStore> {
  if (from.startsWith('s3://')) return openShardStore(bucketOf(from, env));
  const directory = resolve(from);
  const store = new DirectoryShardStore(directory, directory);
  // A folder that hangs is reported as unreadable, after the others were read.
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
  const bucket = withKeys(address.bucket, address, withUsualKeys(address.bucket, env), (name) =>
    missing.push(name),
  );
  if (bucket === undefined) {
    const usual = 'or AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY';
    throw recoveryPlaceInvalid(from, `needs ${missing.join(' and ')}, ${usual}`);
  }
  return { ...bucket, name: from };
}

/** Uses the variables of other S3 tools where this bucket has none of its own. */
function withUsualKeys(bucket: string, env: Env): Env {
  const variable = `KONTOR_S3_${bucket.toUpperCase().replaceAll('-', '_')}`;
  return {
    [`${variable}_ACCESS_KEY_ID`]: env['AWS_ACCESS_KEY_ID'],
    [`${variable}_SECRET_ACCESS_KEY`]: env['AWS_SECRET_ACCESS_KEY'],
    ...env,
  };
}

/** A folder that was empty before. Files are plaintext, so only their owner may read them. */
class RecoveredFolder extends RecoveredFiles {
  private constructor(private readonly root: string) {
    super();
  }

  static async open(root: string): Promise<RecoveredFolder> {
    await mkdir(root, { recursive: true, mode: 0o700 });
    if ((await readdir(root)).length > 0) throw recoveryTargetNotEmpty(root);
    return new RecoveredFolder(root);
  }

  async write(folder: string, name: string, content: Readable): Promise<string> {
    await mkdir(join(this.root, folder), { recursive: true, mode: 0o700 });
    const file = join(this.root, folder, name);
    const part = `${file}.part`;
    const handle = await open(part, 'wx', 0o600);
    try {
      await pipeline(content, handle.createWriteStream({ flush: true }));
      await moveTo(file, part);
    } catch (error) {
      await handle.close().catch(() => undefined);
      await unlink(part).catch(() => undefined);
      throw error;
    }
    return join(folder, name);
  }

  async writeText(name: string, text: string): Promise<void> {
    await writeFile(join(this.root, name), text, { flag: 'wx', mode: 0o600 });
  }
}

/** A link never overwrites a file; on file systems without links the part is renamed. */
async function moveTo(file: string, part: string): Promise<void> {
  try {
    await link(part, file);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'EEXIST') throw error;
    await rename(part, file);
    return;
  }
  await unlink(part);
}
