import { Injectable } from '@nestjs/common';
import { sql } from 'kysely';
import { Clock } from '../../platform/clock/clock.js';
import { Database } from '../../platform/database/database.js';
import { ProviderStates, type ProviderState } from './drain-control.js';
import type { MaintenanceTables } from './maintenance.tables.js';

@Injectable()
export class KyselyProviderStates extends ProviderStates {
  constructor(
    private readonly database: Database,
    private readonly clock: Clock,
  ) {
    super();
  }

  async all(): Promise<ReadonlyMap<string, ProviderState>> {
    const rows = await this.#query
      .selectFrom('storage_providers')
      .select(['name', 'state', 'emptied_at_ms'])
      .execute();
    return new Map(
      rows.map((row) => [
        row.name,
        row.state === 'draining' && row.emptied_at_ms > 0 ? 'drained' : row.state,
      ]),
    );
  }

  async register(names: readonly string[]): Promise<void> {
    const known = await this.all();
    const before = known.size === 0 ? await this.#providersOfShards() : [];
    const joining = [...new Set([...names, ...before])].filter((name) => !known.has(name));
    if (joining.length === 0) return;
    await this.database.inTransaction(async () => {
      for (const name of joining) {
        // At the very first start the rows of keyrings say already where copies are missing.
        if ((await this.#insert(name)) && known.size > 0) await this.#noteMissing(name);
      }
    });
  }

  async set(name: string, state: 'active' | 'draining'): Promise<void> {
    await this.database.inTransaction(async () => {
      const row = await this.#query
        .updateTable('storage_providers')
        .set({ state, changed_at_ms: this.clock.nowMs(), emptied_at_ms: 0 })
        .where('name', '=', name)
        .where('state', '!=', state)
        .returning('name')
        .executeTakeFirst();
      if (row !== undefined && state === 'active') await this.#noteMissing(name);
    });
  }

  async noteEmptied(name: string, isEmpty: boolean): Promise<void> {
    await this.#query
      .updateTable('storage_providers')
      .set({ emptied_at_ms: isEmpty ? this.clock.nowMs() : 0 })
      .where('name', '=', name)
      .where('state', '=', 'draining')
      .execute();
  }

  async #insert(name: string): Promise<boolean> {
    const row = await this.#query
      .insertInto('storage_providers')
      .values({ name, state: 'active', changed_at_ms: this.clock.nowMs(), emptied_at_ms: 0 })
      .onConflict((conflict) => conflict.doNothing())
      .returning('name')
      .executeTakeFirst();
    return row !== undefined;
  }

  /** Shards are older than the table of providers; some of their providers may no longer be configured. */
  async #providersOfShards(): Promise<string[]> {
    const rows = await this.#query
      .selectFrom('storage_shards')
      .select('provider')
      .distinct()
      .execute();
    return rows.map(({ provider }) => provider);
  }

  /** Appends to a JSON list in SQL: names contain neither quotes nor backslashes. */
  async #noteMissing(name: string): Promise<void> {
    const quoted = JSON.stringify(name);
    await this.#query
      .updateTable('storage_keyrings')
      .set({
        missing_on: sql`case when missing_on = '[]' then ${`[${quoted}]`}
          else substr(missing_on, 1, length(missing_on) - 1) || ${`,${quoted}]`} end`,
      })
      .where('missing_on', 'not like', `%${quoted}%`)
      .execute();
  }

  get #query() {
    return this.database.query<MaintenanceTables>();
  }
}
