import { FileKey } from './file-key.js';
import { CodingThread } from './write/coding-thread.js';
import { KeyringFiles } from './keyrings/keyring-files.js';
import { Keyrings } from './keyrings/keyrings.js';
import { Latencies } from './providers/latencies.js';
import { ObjectDuplication } from './object-duplication.js';
import { ObjectReading } from './read/object-reading.js';
import { ManifestWriting } from './write/manifest-writing.js';
import { ObjectWriting } from './write/object-writing.js';
import { ShardWriting } from './write/stripe-writer.js';
import { Providers } from './providers/providers.js';
import { SealedObjectStore } from './sealed-object-store.js';
import { ServerMembership, UnlockedKeyCache } from './keyrings/unlocked-key-cache.js';
import { ErasureProfiles } from './erasure-profiles.js';
import { StoredDocumentKeyrings } from './keyrings/stored-document-keyrings.js';
import { freshPair, KEY_BYTES, pairOf, parseRecipient } from './seal/age-key.js';
import { randomSecret } from '../platform/memory/wiping.js';
import type { Token } from '../platform/injection/provide-from.js';
import { timed } from './providers/shard-store-decorators.js';
import { SystemTiming, type Timing } from './providers/timing.js';
import type { Clock } from '../platform/clock/clock.js';
import type { Metrics } from '../platform/health/metrics.js';
import type { DocumentKeyrings } from './keyrings/document-keyrings.js';
import type { KeyringIndex } from './keyrings/keyring-index.js';
import type { ObjectIndex } from './object-store.js';
import type { QuorumOptions } from './providers/quorum-options.js';
import type { ServerIdentity } from './seal/identity-text.js';
import type { ShardStore } from './providers/shard-store.js';

export interface StorageLog {
  warn(fields: object): void;
  error(message: string, error: unknown): void;
}

/** The ports that a storage uses. */
export interface StoragePorts {
  readonly index: ObjectIndex;
  readonly keyringIndex: KeyringIndex;
  readonly clock: Clock;
  readonly identity: ServerIdentity;
  readonly stores: readonly ShardStore[];
}

export interface StorageOptions {
  readonly log?: StorageLog;
  /** Deterministic bytes for test vectors, also for key pairs. */
  readonly random?: (length: number) => Buffer;
  readonly patience?: Pick<QuorumOptions, 'lateAfterMs' | 'giveUpAfterMs'>;
  readonly timing?: Timing;
}

export interface Thresholds {
  readonly k: number;
  readonly m: number;
  readonly minDurable: number;
  readonly recoveryRecipient: string | undefined;
  /** Bound on the stripe buffers in use. */
  readonly stripeBytes?: number | undefined;
}

/** File keys have 16 bytes; a busy server opens about this many versions within minutes. */
const FILE_KEYS_KEPT = 1024;

const PATIENCE = { lateAfterMs: 2_000, giveUpAfterMs: 30_000 };

/** Injects the whole storage inside this module; other modules inject its services by their classes. */
export const STORAGE: Token<Storage> = Symbol('storage');

export interface Storage {
  readonly objects: SealedObjectStore;
  readonly keyrings: DocumentKeyrings;
  readonly providers: Providers;
  readonly profiles: ErasureProfiles;
  readonly identity: ServerIdentity;
  /** How many providers an object needs: k + m. */
  readonly neededProviders: number;
}

/** Builds a storage; used by the Nest module, the tests and the benchmarks. */
export function createStorage(
  thresholds: Thresholds,
  ports: StoragePorts,
  options: StorageOptions = {},
): Storage {
  const { index, keyringIndex, clock, identity } = ports;
  const { signing } = identity;
  const random = options.random ?? randomSecret;
  const timing = options.timing ?? new SystemTiming();
  const latencies = new Latencies(timing);
  const providers = new Providers(
    ports.stores.map((store) => timed(store, latencies)),
    { needed: thresholds.minDurable, timing, ...(options.patience ?? PATIENCE) },
  );
  const profiles = new ErasureProfiles(thresholds.stripeBytes);
  const recovery = parseRecipient(thresholds.recoveryRecipient ?? '');
  const readers = [identity.age.recipient, ...(recovery === undefined ? [] : [recovery])];
  const files = new KeyringFiles(keyringIndex, providers, { signing, readers, random });
  const membership = new ServerMembership(keyringIndex, identity.age.recipient.text);
  const fileKeys = cacheOfFileKeys(membership);
  const keyrings = new Keyrings({
    index: keyringIndex,
    files,
    membership,
    identity: identity.age,
    recovery,
    random,
    newPair: options.random === undefined ? freshPair : async () => pairOf(random(KEY_BYTES)),
  });
  const profile = profiles.of(thresholds.k, thresholds.m);
  const shards = new ShardWriting(providers, profile, new CodingThread(profile.code));
  const manifests = new ManifestWriting(signing, readers, clock, random);
  const reportBad = markMissing(index, options.log);
  const reading = { providers, profiles, latencies, timing, reportBad };
  const objects = new SealedObjectStore({
    index,
    providers,
    keyrings,
    fileKeys,
    writing: new ObjectWriting(shards, manifests, random),
    reading: new ObjectReading(reading),
    duplication: new ObjectDuplication(reading, shards, manifests),
  });
  const documentKeyrings = new StoredDocumentKeyrings({
    index: keyringIndex,
    keyrings,
    files,
    fileKeys,
    warn: (fields) => options.log?.warn(fields),
  });
  const neededProviders = thresholds.k + thresholds.m;
  return { objects, keyrings: documentKeyrings, providers, profiles, identity, neededProviders };
}

export function describeStorageTo(metrics: Metrics, { profiles, providers }: Storage): void {
  metrics.gauge({
    name: 'kontor_storage_stripe_bytes',
    help: 'Stripe buffers: lent to reads and writes, kept free for the next ones, and the bound on lent ones.',
    labelNames: ['state'],
    collect() {
      this.set({ state: 'bound' }, profiles.figures.boundBytes);
      this.set({ state: 'lent' }, profiles.figures.lentBytes);
      this.set({ state: 'free' }, profiles.figures.freeBytes);
    },
  });
  metrics.gauge({
    name: 'kontor_storage_streams_waiting',
    help: 'Reads and writes that wait for a stripe buffer.',
    collect() {
      this.set(profiles.figures.waiting);
    },
  });
  metrics.counter({
    name: 'kontor_storage_stream_waits_total',
    help: 'Reads and writes that had to wait for a stripe buffer.',
    collect() {
      this.reset();
      this.inc(profiles.figures.waits);
    },
  });
  metrics.counter({
    name: 'kontor_storage_stream_wait_seconds_total',
    help: 'How long reads and writes waited for a stripe buffer.',
    collect() {
      this.reset();
      this.inc(profiles.figures.waitedMs / 1000);
    },
  });
  metrics.counter({
    name: 'kontor_storage_streams_refused_total',
    help: 'Reads and writes that waited in vain and were answered with 503 (storage/busy).',
    collect() {
      this.reset();
      this.inc(profiles.figures.refused);
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

/** Many people open the same version, and unwrapping its key is the most expensive step of opening it. */
function cacheOfFileKeys(membership: ServerMembership): UnlockedKeyCache<FileKey> {
  return new UnlockedKeyCache<FileKey>(membership, {
    kept: FILE_KEYS_KEPT,
    copy: ({ bytes }) => new FileKey(bytes),
    wipe: (key) => key.destroy(),
  });
}

/** Marks bad shards for repair in the background: a read neither waits for that nor fails because of it. */
function markMissing(index: ObjectIndex, log: StorageLog | undefined) {
  return (versionId: string, shard: number, reason: string): void => {
    log?.warn({ msg: 'bad shard', versionId, shard, reason });
    index.markMissing(versionId, shard, reason).catch((error: unknown) => {
      log?.error(`shard ${shard} of ${versionId} could not be marked for repair`, error);
    });
  };
}
