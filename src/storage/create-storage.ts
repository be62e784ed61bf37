import { FileKey } from './file-key.js';
import { HashingThread } from './hashing-thread.js';
import { KeyringFiles } from './keyrings/keyring-files.js';
import { Keyrings } from './keyrings/keyrings.js';
import { Latencies } from './providers/latencies.js';
import { ObjectCopying } from './object-copying.js';
import { ObjectReading } from './read/object-reading.js';
import { ObjectWriting } from './write/object-writing.js';
import { Providers } from './providers/providers.js';
import { SealedObjectStore } from './sealed-object-store.js';
import { ServerMembership } from './keyrings/server-membership.js';
import { UnlockedKeyCache } from './keyrings/unlocked-key-cache.js';
import { ErasureProfiles } from './erasure-profiles.js';
import { StoredDocumentKeyrings } from './keyrings/stored-document-keyrings.js';
import { parseRecipient } from './seal/age-key.js';
import { KEY_BYTES, pairOf, type FreshPair } from './seal/age-pair.js';
import { timed } from './providers/timed-shards.js';
import { SystemTiming, type Timing } from './providers/timing.js';
import type { Clock } from '../platform/clock/clock.js';
import type { Metrics } from '../platform/health/metrics.js';
import type { DocumentKeyrings } from './keyrings/document-keyrings.js';
import type { KeyringIndex } from './keyrings/keyring-index.js';
import type { ObjectIndex } from './object-index.js';
import type { QuorumOptions } from './providers/quorum-options.js';
import type { ServerIdentity } from './seal/identity-text.js';
import type { SigningKey } from './seal/signing-key.js';
import type { ShardStore } from './providers/shard-store.js';

export interface StorageLog {
  warn(fields: object): void;
  error(message: string, error: unknown): void;
}

export interface ObjectStoreParts {
  readonly index: ObjectIndex;
  readonly keyringIndex: KeyringIndex;
  readonly clock: Clock;
  readonly identity: ServerIdentity;
  readonly stores: readonly ShardStore[];
  readonly random: (length: number) => Buffer;
  /** Made from `random` when left out. */
  readonly newPair?: () => Promise<FreshPair>;
  readonly newProbeName: () => string;
  readonly log?: StorageLog;
  readonly patience?: Pick<QuorumOptions, 'lateAfterMs' | 'giveUpAfterMs'>;
  readonly timing?: Timing;
}

export interface Thresholds {
  readonly k: number;
  readonly m: number;
  readonly minDurable: number;
  readonly recoveryRecipient: string | undefined;
}

/** 16 bytes each; as many versions as a busy server hands to editors within minutes. */
const FILE_KEYS_KEPT = 1024;

const PATIENCE = { lateAfterMs: 2_000, giveUpAfterMs: 30_000 };

/** Injects the whole of it; outside of this module its parts have tokens of their own. */
export const STORAGE = Symbol('storage');

export interface Storage {
  readonly objects: SealedObjectStore;
  readonly keyrings: DocumentKeyrings;
  readonly providers: Providers;
  readonly profiles: ErasureProfiles;
  readonly signing: SigningKey;
  readonly identity: ServerIdentity;
}

/** The whole of storage from its outermost parts; the module, the tests and the benchmark build it with this. */
export function createStorage(thresholds: Thresholds, parts: ObjectStoreParts): Storage {
  const { index, keyringIndex, clock, identity, random } = parts;
  const profiles = new ErasureProfiles();
  const { code, buffers } = profiles.of(thresholds.k, thresholds.m);
  const needed = thresholds.minDurable;
  const timing = parts.timing ?? new SystemTiming();
  const latencies = new Latencies(timing);
  const stores = parts.stores.map((store) => timed(store, latencies));
  const quorum = { needed, timing, ...(parts.patience ?? PATIENCE) };
  const providers = new Providers(stores, quorum);
  const recovery = parseRecipient(thresholds.recoveryRecipient ?? '');
  const { signing } = identity;
  const readers = [identity.age.recipient, ...(recovery === undefined ? [] : [recovery])];
  const files = new KeyringFiles(keyringIndex, providers, { signing, readers, random });
  const serverRecipient = identity.age.recipient.text;
  const membership = new ServerMembership(keyringIndex, serverRecipient);
  const keyringTools = {
    index: keyringIndex,
    files,
    membership,
    needed,
    identity,
    recovery,
    random,
    newPair: parts.newPair ?? (async () => pairOf(random(KEY_BYTES))),
  };
  const keyrings = new Keyrings(keyringTools);
  const hashing = new HashingThread();
  const recentKeys = recentFileKeys(membership);
  const writing = { providers, code, buffers, hashing, signing, readers, clock, random };
  const reading = { providers, profiles, latencies, timing, foundBad: remember(index, parts.log) };
  const objects = new SealedObjectStore({
    index,
    providers,
    keyrings,
    serverRecipient,
    recentKeys,
    writing: new ObjectWriting(writing),
    reading: new ObjectReading(reading),
    copying: new ObjectCopying(reading, writing),
    newProbeName: parts.newProbeName,
  });
  const documentKeyrings = new StoredDocumentKeyrings({
    serverRecipient,
    recoveryRecipient: recovery?.text,
    index: keyringIndex,
    keyrings,
    files,
    recentKeys,
    warn: (fields) => parts.log?.warn(fields),
  });
  return { objects, keyrings: documentKeyrings, providers, profiles, signing, identity };
}

/** What it holds of the process, and whom it leaves out at the moment. */
export function describeStorageTo(metrics: Metrics, { profiles, providers }: Storage): void {
  metrics.gauge({
    name: 'kontor_storage_stripe_bytes',
    help: 'Memory for pieces of files: lent to streams and saves, or kept free for the next ones.',
    labelNames: ['are'],
    collect() {
      this.set({ are: 'lent' }, profiles.figures.lentBytes);
      this.set({ are: 'free' }, profiles.figures.freeBytes);
    },
  });
  metrics.gauge({
    name: 'kontor_storage_streams_waiting',
    help: 'Streams and saves that wait for memory.',
    collect() {
      this.set(profiles.figures.waiting);
    },
  });
  metrics.gauge({
    name: 'kontor_storage_provider_left_out',
    help: '1 while saves leave a provider out, because it failed or was late.',
    labelNames: ['provider'],
    collect() {
      for (const { provider } of providers.all)
        this.set({ provider }, Number(providers.resting.has(provider)));
    },
  });
}

/** Many people open the same head, and unwrapping its key is the dearest step of an opening. */
function recentFileKeys(membership: ServerMembership): UnlockedKeyCache<FileKey> {
  return new UnlockedKeyCache<FileKey>(membership, {
    kept: FILE_KEYS_KEPT,
    copy: ({ bytes }) => new FileKey(bytes),
    wipe: (key) => key.destroy(),
  });
}

/** A reading does not wait for this, and does not fail with it. */
function remember(index: ObjectIndex, log: StorageLog | undefined) {
  return (versionId: string, shard: number, reason: string): void => {
    log?.warn({ msg: 'bad shard', versionId, shard, reason });
    index.markMissing(versionId, shard, reason).catch((error: unknown) => {
      log?.error(`shard ${shard} of ${versionId} could not be marked for repair`, error);
    });
  };
}
