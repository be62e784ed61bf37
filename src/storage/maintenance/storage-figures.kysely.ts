import { Injectable } from '@nestjs/common';
import { sql, type RawBuilder } from 'kysely';
import { Clock } from '../../platform/clock/clock.js';
import { Database } from '../../platform/database/database.js';
import {
  StorageFigures,
  type ObjectAtRisk,
  type ProviderFigures,
  type StorageTotals,
} from './storage-figures.js';
import { IS_MISSING, IS_PRESENT, type MaintenanceTables } from './maintenance.tables.js';

@Injectable()
export class KyselyStorageFigures extends StorageFigures {
  constructor(
    private readonly database: Database,
    private readonly clock: Clock,
  ) {
    super();
  }

  async providers(): Promise<readonly ProviderFigures[]> {
    const rows = await this.#query
      .selectFrom('storage_shards as shards')
      .innerJoin('storage_objects as objects', 'objects.version_id', 'shards.version_id')
      .select(({ fn }) => [
        'shards.provider',
        'shards.state',
        fn.countAll<number>().as('count'),
        sql<number>`cast(sum(objects.sealed_size / objects.k) as bigint)`.as('bytes'),
        fn.min('shards.scrubbed_at_ms').as('since'),
      ])
      .groupBy(['shards.provider', 'shards.state'])
      .execute();
    const names = [...new Set(rows.map(({ provider }) => provider))];
    return names.map((provider) => {
      const of = (state: string) =>
        rows.find((row) => row.provider === provider && row.state === state);
      const whole = of('present');
      return {
        provider,
        shards: whole?.count ?? 0,
        missing: of('missing')?.count ?? 0,
        bytes: whole?.bytes ?? 0,
        scrubbedSinceMs: whole?.since ?? 0,
      };
    });
  }

  async totals(): Promise<StorageTotals> {
    const now = this.clock.nowMs();
    const [objects, damaged] = await Promise.all([
      this.#query
        .selectFrom('storage_objects')
        .select(({ fn }) => fn.countAll<number>().as('count'))
        .executeTakeFirstOrThrow(),
      // Counted in the database: after the loss of a provider every object is one of them.
      this.#query
        .selectFrom(this.#damaged().as('damaged'))
        .select(({ fn }) => [
          fn.countAll<number>().as('queued'),
          countIf(sql`claimed_for = 'repair' and claimed_until_ms >= ${now}`).as('underRepair'),
          countIf(sql`n - lost <= k`).as('atRisk'),
          countIf(sql`n - lost < k`).as('unrecoverable'),
        ])
        .executeTakeFirstOrThrow(),
    ]);
    return { objects: objects.count, ...damaged };
  }

  async atRisk(limit: number): Promise<readonly ObjectAtRisk[]> {
    const rows = await this.#damaged()
      .where('damaged.lost', '>=', sql<number>`n - k`)
      .orderBy(sql`n - k - damaged.lost`)
      .orderBy('storage_objects.version_id')
      .limit(limit)
      .execute();
    return rows.map((row) => ({
      documentId: row.document_id,
      versionId: row.version_id,
      present: row.n - row.lost,
      required: row.k,
      total: row.n,
    }));
  }

  async claimed(): Promise<number> {
    const row = await this.#query
      .selectFrom('storage_objects')
      .select(({ fn }) => fn.countAll<number>().as('count'))
      .where('claimed_until_ms', '>=', this.clock.nowMs())
      .executeTakeFirstOrThrow();
    return row.count;
  }

  async scrubbedSince(sinceMs: number): Promise<{ done: number; total: number }> {
    const row = await this.#query
      .selectFrom('storage_shards')
      .select(({ fn }) => [
        fn.countAll<number>().as('total'),
        countIf(sql`scrubbed_at_ms >= ${sinceMs}`).as('done'),
      ])
      .where(IS_PRESENT)
      .executeTakeFirstOrThrow();
    return { done: row.done, total: row.total };
  }

  #damaged() {
    const lost = this.#query
      .selectFrom('storage_shards')
      .select(({ fn }) => ['version_id', fn.countAll<number>().as('lost')])
      .where(IS_MISSING)
      .groupBy('version_id')
      .as('damaged');
    return this.#query
      .selectFrom('storage_objects')
      .innerJoin(lost, 'damaged.version_id', 'storage_objects.version_id')
      .select([
        'storage_objects.version_id',
        'document_id',
        'n',
        'k',
        'damaged.lost',
        'claimed_for',
        'claimed_until_ms',
      ]);
  }

  get #query() {
    return this.database.query<MaintenanceTables>();
  }
}

const countIf = (condition: RawBuilder<unknown>): RawBuilder<number> =>
  sql<number>`cast(coalesce(sum(case when ${condition} then 1 else 0 end), 0) as bigint)`;
