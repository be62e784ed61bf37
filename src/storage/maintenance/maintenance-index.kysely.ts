import { Injectable } from '@nestjs/common';
import { sql, type SelectQueryBuilder } from 'kysely';
import { Clock } from '../../platform/clock/clock.js';
import { Database, skippingLocked } from '../../platform/database/database.js';
import type { ObjectRef, StoredShard } from '../object-store.js';
import {
  MaintenanceIndex,
  MaintenanceTasks,
  type Claim,
  type EndedClaim,
  type Purpose,
  type ShardSwitch,
  type TaskTimes,
} from './maintenance-index.js';
import { IS_MISSING, IS_PRESENT, type MaintenanceTables } from './maintenance.tables.js';

/** Rows read for each object that is wanted: the shards of the usual 4+2. */
const SHARDS_PER_OBJECT = 6;

const NOBODY = { claimed_by: null, claimed_until_ms: 0 };

@Injectable()
export class KyselyMaintenanceIndex extends MaintenanceIndex {
  constructor(
    private readonly database: Database,
    private readonly clock: Clock,
  ) {
    super();
  }

  claimRepairs(claim: Claim): Promise<readonly ObjectRef[]> {
    const lost = this.#query
      .selectFrom('storage_shards')
      .select(({ fn }) => ['version_id', fn.countAll<number>().as('lost')])
      .where(IS_MISSING)
      .groupBy('version_id')
      .as('damaged');
    const chosen = this.#query
      .selectFrom('storage_objects')
      .innerJoin(lost, 'damaged.version_id', 'storage_objects.version_id')
      .select('storage_objects.version_id')
      .where('claimed_until_ms', '<', claim.nowMs)
      .where('retry_at_ms', '<=', claim.nowMs)
      .orderBy(sql`storage_objects.n - storage_objects.k - damaged.lost`)
      .orderBy('retry_at_ms')
      .limit(claim.limit);
    return this.#claim('repair', claim, chosen);
  }

  claimMoves(providers: readonly string[], claim: Claim): Promise<readonly ObjectRef[]> {
    const there = this.#query
      .selectFrom('storage_shards')
      .select('version_id')
      .where('provider', 'in', providers)
      .where('state', '=', 'present');
    const chosen = this.#query
      .selectFrom('storage_objects')
      .select('storage_objects.version_id')
      .where('version_id', 'in', there)
      .where('claimed_until_ms', '<', claim.nowMs)
      .where('retry_at_ms', '<=', claim.nowMs)
      .limit(claim.limit);
    return this.#claim('move', claim, chosen);
  }

  claimScrubs(beforeMs: number, claim: Claim): Promise<readonly ObjectRef[]> {
    const chosen = this.#query
      .selectFrom('storage_objects')
      .innerJoin('storage_shards', 'storage_shards.version_id', 'storage_objects.version_id')
      .select('storage_objects.version_id')
      .where(IS_PRESENT)
      .where('scrubbed_at_ms', '<', beforeMs)
      .where('claimed_until_ms', '<', claim.nowMs)
      .where('scrub_after_ms', '<=', claim.nowMs)
      .orderBy('scrubbed_at_ms')
      // Several rows are of one object. Read in the order of the index, so that nothing is sorted.
      .limit(claim.limit * SHARDS_PER_OBJECT);
    return this.#claim('scrub', claim, chosen);
  }

  async release({ versionId, by, purpose, retryAtMs }: EndedClaim): Promise<void> {
    await this.#query
      .updateTable('storage_objects')
      .set({ claimed_by: null, claimed_for: null, claimed_until_ms: 0 })
      .$if(purpose === 'scrub', (query) => query.set({ scrub_after_ms: retryAtMs ?? 0 }))
      .$if(purpose !== 'scrub', (query) =>
        query.set((expression) => ({
          retry_at_ms: retryAtMs ?? 0,
          attempts: retryAtMs === undefined ? expression.lit(0) : expression('attempts', '+', 1),
        })),
      )
      .where('version_id', '=', versionId)
      .where('claimed_by', '=', by)
      .execute();
  }

  async attemptsOf(versionId: string): Promise<number> {
    const row = await this.#query
      .selectFrom('storage_objects')
      .select('attempts')
      .where('version_id', '=', versionId)
      .executeTakeFirst();
    return row?.attempts ?? 0;
  }

  async retryNow(): Promise<void> {
    await this.#query
      .updateTable('storage_objects')
      .set({ retry_at_ms: 0, scrub_after_ms: 0 })
      .where((expression) =>
        expression.or([expression('retry_at_ms', '>', 0), expression('scrub_after_ms', '>', 0)]),
      )
      .execute();
  }

  async switchShard({ versionId, from, provider }: ShardSwitch): Promise<boolean> {
    const now = this.clock.nowMs();
    const row = await this.#query
      .updateTable('storage_shards')
      .set({ provider, state: 'present', reason: null, changed_at_ms: now, scrubbed_at_ms: now })
      .where('version_id', '=', versionId)
      .where('idx', '=', from.index)
      .where('provider', '=', from.provider)
      .where('state', '=', from.state)
      .returning('idx')
      .executeTakeFirst();
    return row !== undefined;
  }

  async shardsAt(provider: string): Promise<number> {
    const row = await this.#query
      .selectFrom('storage_shards')
      .select(({ fn }) => fn.countAll<number>().as('count'))
      .where('provider', '=', provider)
      .executeTakeFirstOrThrow();
    return row.count;
  }

  async markScrubbed(versionId: string, shard: StoredShard): Promise<void> {
    await this.#query
      .updateTable('storage_shards')
      .set({ scrubbed_at_ms: this.clock.nowMs() })
      .where('version_id', '=', versionId)
      .where('idx', '=', shard.index)
      .where('provider', '=', shard.provider)
      .execute();
  }

  async markGone(gone: readonly string[]): Promise<void> {
    if (gone.length === 0) return;
    await this.#query
      .updateTable('storage_shards')
      .set({
        state: 'missing',
        reason: 'provider is not configured',
        changed_at_ms: this.clock.nowMs(),
      })
      .where('state', '=', 'present')
      .where('provider', 'in', gone)
      .execute();
  }

  async #claim(
    purpose: Purpose,
    { by, nowMs, untilMs }: Claim,
    chosen: SelectQueryBuilder<MaintenanceTables, 'storage_objects', { version_id: string }>,
  ): Promise<readonly ObjectRef[]> {
    const rows = await this.#query
      .updateTable('storage_objects')
      .set({ claimed_by: by, claimed_for: purpose, claimed_until_ms: untilMs })
      .where('version_id', 'in', skippingLocked(this.database, chosen, 'storage_objects'))
      .where('claimed_until_ms', '<', nowMs)
      .returning(['version_id', 'document_id'])
      .execute();
    return rows.map((row) => ({ versionId: row.version_id, documentId: row.document_id }));
  }

  get #query() {
    return this.database.query<MaintenanceTables>();
  }
}

@Injectable()
export class KyselyMaintenanceTasks extends MaintenanceTasks {
  constructor(
    private readonly database: Database,
    private readonly clock: Clock,
  ) {
    super();
  }

  async claim(
    name: string,
    { by, sinceMs, untilMs }: { by: string; sinceMs: number; untilMs: number },
  ): Promise<boolean> {
    await this.#ensure(name);
    const row = await this.#query
      .updateTable('storage_tasks')
      .set({ claimed_by: by, claimed_until_ms: untilMs })
      .where('name', '=', name)
      .where('claimed_until_ms', '<', this.clock.nowMs())
      .where('done_at_ms', '<=', sinceMs)
      .returning('name')
      .executeTakeFirst();
    return row !== undefined;
  }

  async finish(name: string, by: string): Promise<void> {
    await this.#ended(name, by)
      .set({ ...NOBODY, done_at_ms: this.clock.nowMs() })
      .execute();
  }

  async giveUp(name: string, by: string): Promise<void> {
    await this.#ended(name, by).set(NOBODY).execute();
  }

  async request(name: string): Promise<void> {
    await this.#ensure(name);
    await this.#query
      .updateTable('storage_tasks')
      .set({ requested_at_ms: this.clock.nowMs() })
      .where('name', '=', name)
      .execute();
  }

  async timesOf(name: string): Promise<TaskTimes> {
    const row = await this.#query
      .selectFrom('storage_tasks')
      .select(['done_at_ms', 'requested_at_ms'])
      .where('name', '=', name)
      .executeTakeFirst();
    return { doneAtMs: row?.done_at_ms ?? 0, requestedAtMs: row?.requested_at_ms ?? 0 };
  }

  #ended(name: string, by: string) {
    return this.#query
      .updateTable('storage_tasks')
      .where('name', '=', name)
      .where('claimed_by', '=', by);
  }

  async #ensure(name: string): Promise<void> {
    await this.#query
      .insertInto('storage_tasks')
      .values({ name, ...NOBODY, done_at_ms: 0, requested_at_ms: 0 })
      .onConflict((conflict) => conflict.doNothing())
      .execute();
  }

  get #query() {
    return this.database.query<MaintenanceTables>();
  }
}
