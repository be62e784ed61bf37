import type { Clock } from '../platform/clock/clock.js';
import type { Database } from '../platform/database/database.js';
import { PartOrders, type PartOrder } from './part-orders.js';

interface Tables {
  version_part_order: {
    version_id: string;
    kind: string;
    state: 'making' | 'failed';
    until: number;
  };
}

export class KyselyPartOrders extends PartOrders {
  constructor(
    private readonly database: Database,
    private readonly clock: Clock,
  ) {
    super();
  }

  async take(
    { versionId, kind }: PartOrder,
    untilMs: number,
  ): Promise<'taken' | 'making' | 'failed'> {
    const nowMs = this.clock.nowMs();
    const taken = await this.#query()
      .insertInto('version_part_order')
      .values({ version_id: versionId, kind, state: 'making', until: untilMs })
      .onConflict((conflict) =>
        conflict
          .columns(['version_id', 'kind'])
          .doUpdateSet({ state: 'making', until: untilMs })
          .where('version_part_order.until', '<=', nowMs),
      )
      .returning('state')
      .executeTakeFirst();
    if (taken !== undefined) return 'taken';
    const known = await this.#query()
      .selectFrom('version_part_order')
      .select('state')
      .where('version_id', '=', versionId)
      .where('kind', '=', kind)
      .executeTakeFirst();
    // Finished between the two statements: the next look finds the part.
    return known?.state ?? 'making';
  }

  async fail({ versionId, kind }: PartOrder, untilMs: number): Promise<void> {
    await this.#query()
      .updateTable('version_part_order')
      .set({ state: 'failed', until: untilMs })
      .where('version_id', '=', versionId)
      .where('kind', '=', kind)
      .execute();
  }

  async finish({ versionId, kind }: PartOrder): Promise<void> {
    await this.#query()
      .deleteFrom('version_part_order')
      .where('version_id', '=', versionId)
      .where('kind', '=', kind)
      .execute();
  }

  async sweep(): Promise<void> {
    await this.#query()
      .deleteFrom('version_part_order')
      .where('until', '<=', this.clock.nowMs())
      .execute();
  }

  #query() {
    return this.database.query<Tables>();
  }
}
