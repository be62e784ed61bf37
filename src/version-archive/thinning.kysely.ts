import { sql } from 'kysely';
import type { Clock } from '../platform/clock/clock.js';
import type { Database } from '../platform/database/database.js';
import {
  ThinningRepository,
  type GroupWithSteps,
  type ThinningTotals,
} from './thinning.repository.js';

interface Tables {
  version_groups: { id: string; document_id: string; last_number: number };
  versions: { id: string; group_id: string; origin: string; state: string; created_at: number };
  version_receipts: { group_id: string; receipt: string; version_id: string };
  version_thinning: {
    name: string;
    after_group: string;
    removed: number;
    freed_bytes: number;
    passed_at: number;
  };
}

/** The one row of `version_thinning`. */
const STEPS = { name: 'steps', after_group: '', removed: 0, freed_bytes: 0, passed_at: 0 };

export class KyselyThinningRepository extends ThinningRepository {
  constructor(
    private readonly database: Database,
    private readonly clock: Clock,
  ) {
    super();
  }

  async groupsWithSteps(
    after: string,
    { beforeMs, limit }: { readonly beforeMs: number; readonly limit: number },
  ): Promise<readonly GroupWithSteps[]> {
    const rows = await this.#query
      .selectFrom('versions')
      .innerJoin('version_groups', 'version_groups.id', 'versions.group_id')
      .select(['versions.group_id', 'version_groups.document_id'])
      .distinct()
      // Written out, so that both engines take the index of steps.
      .where(sql<boolean>`versions.origin = 'force-save' and versions.state = 'archived'`)
      .where('versions.created_at', '<=', beforeMs)
      .where('versions.group_id', '>', after)
      .orderBy('versions.group_id')
      .limit(limit)
      .execute();
    return rows.map((row) => ({ groupId: row.group_id, documentId: row.document_id }));
  }

  async lock(groupId: string): Promise<void> {
    await this.#query
      .updateTable('version_groups')
      .set({ last_number: sql<number>`last_number` })
      .where('id', '=', groupId)
      .execute();
  }

  async passReceiptsOn(versionId: string, toVersionId: string): Promise<void> {
    await this.#query
      .updateTable('version_receipts')
      .set({ version_id: toVersionId })
      .where('version_id', '=', versionId)
      .execute();
  }

  async addRemoved(removed: number, freedBytes: number): Promise<void> {
    await this.#ensure();
    await this.#query
      .updateTable('version_thinning')
      .set((expression) => ({
        removed: expression('removed', '+', removed),
        freed_bytes: expression('freed_bytes', '+', freedBytes),
      }))
      .where('name', '=', STEPS.name)
      .execute();
  }

  async cursor(): Promise<string> {
    return (await this.#row())?.after_group ?? STEPS.after_group;
  }

  async passed(cursor: string): Promise<void> {
    await this.#ensure();
    await this.#query
      .updateTable('version_thinning')
      .set({ after_group: cursor, passed_at: this.clock.nowMs() })
      .where('name', '=', STEPS.name)
      .execute();
  }

  async totals(): Promise<ThinningTotals> {
    const { removed, freed_bytes, passed_at } = (await this.#row()) ?? STEPS;
    return { removed, freedBytes: freed_bytes, passedAtMs: passed_at };
  }

  #row() {
    return this.#query
      .selectFrom('version_thinning')
      .selectAll()
      .where('name', '=', STEPS.name)
      .executeTakeFirst();
  }

  async #ensure(): Promise<void> {
    await this.#query
      .insertInto('version_thinning')
      .values(STEPS)
      .onConflict((conflict) => conflict.doNothing())
      .execute();
  }

  get #query() {
    return this.database.query<Tables>();
  }
}
