import { HashingThread } from './hashing-thread.js';
import { Keyrings } from './keyrings.js';
import { ObjectReading } from './object-reading.js';
import { ObjectWriting } from './object-writing.js';
import { Providers } from './providers.js';
import { SealedObjectStore } from './sealed-object-store.js';
import { Shapes } from './shapes.js';
import { parseRecipient } from './seal/age-key.js';
import type { Clock } from '../platform/clock/clock.js';
import type { ObjectIndex } from './object-index.js';
import type { QuorumOptions } from './quorum-write.js';
import type { ServerIdentity } from './seal/identity-text.js';
import type { ShardStore } from './shards/shard-store.js';

export interface StorageLog {
  warn(fields: object): void;
  error(message: string, error: unknown): void;
}

export interface ObjectStoreParts {
  readonly index: ObjectIndex;
  readonly clock: Clock;
  readonly identity: ServerIdentity;
  readonly stores: readonly ShardStore[];
  readonly random: (length: number) => Buffer;
  readonly newProbeName: () => string;
  readonly log?: StorageLog;
  readonly patience?: Pick<QuorumOptions, 'lateAfterMs' | 'giveUpAfterMs'>;
}

export interface Thresholds {
  readonly k: number;
  readonly m: number;
  readonly minDurable: number;
  readonly recoveryRecipient: string | undefined;
}

const PATIENCE = { lateAfterMs: 2_000, giveUpAfterMs: 30_000 };

/** The whole store from its outermost parts; the module, the tests and the benchmark build it with this. */
export function createObjectStore(
  thresholds: Thresholds,
  parts: ObjectStoreParts,
): SealedObjectStore {
  const { index, clock, identity, random } = parts;
  const shapes = new Shapes();
  const { code, buffers } = shapes.of(thresholds.k, thresholds.m);
  const providers = new Providers(parts.stores, {
    needed: thresholds.minDurable,
    ...(parts.patience ?? PATIENCE),
  });
  const recovery = parseRecipient(thresholds.recoveryRecipient ?? '');
  return new SealedObjectStore({
    index,
    providers,
    keyrings: new Keyrings({ index, providers, identity, recovery, random }),
    writing: new ObjectWriting({
      providers,
      code,
      buffers,
      hashing: new HashingThread(),
      signing: identity.signing,
      clock,
      random,
    }),
    reading: new ObjectReading({ providers, shapes, foundBad: remember(index, parts.log) }),
    newProbeName: parts.newProbeName,
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
