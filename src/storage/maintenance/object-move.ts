import type { StoredObject, StoredShard } from '../object-store.js';
import { shardKey } from '../providers/keys.js';
import type { ShardReader, ShardStore } from '../providers/shard-store.js';
import type { Throttle } from './byte-rate-limiter.js';
import type { RepairParts } from './object-repair.js';
import { ShardTarget } from './shard-rebuilding.js';

const PIECE_BYTES = 262_144;

export type MoveResult = 'moved' | 'bad' | 'waiting';

/**
 * Moves one shard to another provider: copies it, verifies the copy, switches the row, and only then removes the
 * original.
 */
export class ObjectMove {
  constructor(private readonly parts: RepairParts) {}

  /** `bad`: the shard was marked as missing, and repair rebuilds it elsewhere. */
  async move(stored: StoredObject, shard: StoredShard, throttle: Throttle): Promise<MoveResult> {
    const { providers, check, objects, index } = this.parts;
    const { versionId } = stored;
    const from = providers.find(shard.provider);
    const taken = stored.shards.map(({ provider }) => provider);
    const [to] = providers.freeFor(versionId, taken);
    if (from === undefined || to === undefined) return 'waiting';
    const verdict = await check.check(stored, shard.index, shard.provider, throttle);
    if (verdict.is === 'unreachable') return 'waiting';
    if (verdict.is === 'bad') {
      await objects.markMissing(versionId, shard.index, verdict.reason);
      return 'bad';
    }
    const key = shardKey(stored, shard.index);
    const target = new ShardTarget(shard.index, to, stored);
    await copy(from, key, target, throttle);
    if (target.hasFailed) return 'waiting';
    const copied = await check.check(stored, shard.index, to.provider, throttle);
    if (copied.is !== 'good') return 'waiting';
    const isSwitched = await index.switchShard({ versionId, from: shard, provider: to.provider });
    if (!isSwitched) return 'waiting';
    // If this fails, the original is an orphan and is collected as one.
    await from.remove(key).catch(() => undefined);
    return 'moved';
  }
}

async function copy(
  from: ShardStore,
  key: string,
  target: ShardTarget,
  throttle: Throttle,
): Promise<void> {
  let reader: ShardReader | undefined;
  try {
    reader = await from.open(key);
    for (let at = 0; at < reader.size && !target.hasFailed; at += PIECE_BYTES) {
      const piece = Buffer.allocUnsafe(Math.min(PIECE_BYTES, reader.size - at));
      await throttle(2 * piece.length);
      await reader.read(piece, at);
      await target.append(piece);
    }
    await target.commit();
  } catch (error) {
    target.failure ??= error;
  } finally {
    await target.abort();
    await reader?.close();
  }
}
