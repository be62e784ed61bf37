import { Injectable } from '@nestjs/common';
import { Clock } from '../../platform/clock/clock.js';
import { Database } from '../../platform/database/database.js';
import { MaintenanceTasks, type TaskTimes } from './maintenance-tasks.js';
import type { MaintenanceTables } from './maintenance.tables.js';

const NOBODY = { claimed_by: null, claimed_until_ms: 0 };

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
