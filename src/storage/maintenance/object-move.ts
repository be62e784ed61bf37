import { shardKey } from '../providers/keys.js';
import type { StoredObject, StoredShard } from '../object-store.js';
import { placementOf } from '../providers/placement.js';
import type { ShardReader, ShardStore } from '../providers/shard-store.js';
import type { RepairTools } from './object-repair.js';
import type { Throttle } from './byte-rate-limiter.js';
import { ShardTarget } from './shard-target.js';

const PIECE_BYTES = 262_144;

export type MoveResult = 'moved' | 'bad' | 'waiting';

/** Takes one shard to another provider: copied, verified there, the row switched, only then removed here. */
export class ObjectMove {
  constructor(private readonly tools: RepairTools) {}

  /** `bad`: it is marked, so that it is rebuilt elsewhere instead. */
  async move(stored: StoredObject, shard: StoredShard, throttle: Throttle): Promise<MoveResult> {
    const { providers, check, objects, maintenance } = this.tools;
    const from = providers.find(shard.provider);
    const to = this.#placeFor(stored);
    if (from === undefined || to === undefined) return 'waiting';
    const verdict = await check.check(stored, shard.index, shard.provider, throttle);
    if (verdict.is === 'away') return 'waiting';
    if (verdict.is === 'bad') {
      await objects.markMissing(stored.versionId, shard.index, verdict.reason);
      return 'bad';
    }
    const target = new ShardTarget(shard.index, to, stored);
    await copy(from, shardKey(stored, shard.index), target, throttle);
    if (target.hasFailed) return 'waiting';
    const copied = await check.check(stored, shard.index, to.provider, throttle);
    if (copied.is !== 'good') return 'waiting';
    const { versionId } = stored;
    if (!(await maintenance.switchShard({ versionId, from: shard, provider: to.provider }))) {
      return 'waiting';
    }
    // Should this fail, it lies there without a row, and is collected as such.
    await from.remove(shardKey(stored, shard.index)).catch(() => undefined);
    return 'moved';
  }

  #placeFor(stored: StoredObject): ShardStore | undefined {
    const { providers } = this.tools;
    const accepting = providers.accepting.map(({ provider }) => provider);
    const taken = new Set(stored.shards.map(({ provider }) => provider));
    const free = placementOf(stored.versionId, accepting, accepting.length).find(
      (name) => !taken.has(name),
    );
    return free === undefined ? undefined : providers.find(free);
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
