import { Injectable } from '@nestjs/common';
import { Clock } from '../../platform/clock/clock.js';
import { Database } from '../../platform/database/database.js';
import { inPortions } from '../../platform/database/long-lists.js';
import { EventOutbox } from '../../platform/events/event-outbox.js';
import { EditingPresence, type PresentEditor, type StaleKey } from './editing-presence.js';

interface Tables {
  editing_presence: {
    document_id: string;
    document_key: string;
    account_id: string;
    /** Order among those who arrived in the same millisecond. */
    position: number;
    arrived_at: number;
    reported_at: number;
  };
}

@Injectable()
export class KyselyEditingPresence extends EditingPresence {
  constructor(
    private readonly database: Database,
    private readonly clock: Clock,
    private readonly outbox: EventOutbox,
  ) {
    super();
  }

  report(documentId: string, documentKey: string, accountIds: readonly string[]): Promise<void> {
    return this.database.inTransaction(async () => {
      const all = await this.#present(documentId);
      const before = new Map(
        all.filter((row) => row.document_key === documentKey).map((row) => [row.account_id, row]),
      );
      await this.#clear(documentId, documentKey);
      const present = [...new Set(accountIds)];
      const isAnybodyElse = all.length > before.size;
      if (present.length === 0) {
        if (before.size > 0 && !isAnybodyElse) await this.#ended(documentId);
        return;
      }
      const nowMs = this.clock.nowMs();
      const rows = present.map((accountId, index) => ({
        document_id: documentId,
        document_key: documentKey,
        account_id: accountId,
        reported_at: nowMs,
        arrived_at: before.get(accountId)?.arrived_at ?? nowMs,
        position: before.get(accountId)?.position ?? before.size + index,
      }));
      for (const some of inPortions(rows)) {
        await this.#query().insertInto('editing_presence').values(some).execute();
      }
      if (all.length === 0) {
        const [first = null] = present;
        await this.outbox.add({ type: 'editing.began', documentId, actor: first });
      }
    });
  }

  forget(documentId: string, documentKey: string, reportedBeforeMs: number): Promise<void> {
    return this.database.inTransaction(async () => {
      const { numDeletedRows } = await this.#query()
        .deleteFrom('editing_presence')
        .where('document_id', '=', documentId)
        .where('document_key', '=', documentKey)
        .where('reported_at', '<', reportedBeforeMs)
        .executeTakeFirst();
      if (numDeletedRows === 0n) return;
      if ((await this.#present(documentId)).length === 0) await this.#ended(documentId);
    });
  }

  async listPresent(): Promise<readonly PresentEditor[]> {
    const rows = await this.#query()
      .selectFrom('editing_presence')
      .select(['document_id', 'document_key', 'account_id', 'arrived_at'])
      .execute();
    return rows.map((row) => ({
      documentId: row.document_id,
      documentKey: row.document_key,
      accountId: row.account_id,
      arrivedAtMs: row.arrived_at,
    }));
  }

  async editorsUnder(documentId: string, documentKey: string): Promise<readonly string[]> {
    const rows = await this.#query()
      .selectFrom('editing_presence')
      .select('account_id')
      .where('document_id', '=', documentId)
      .where('document_key', '=', documentKey)
      .orderBy('arrived_at')
      .orderBy('position')
      .execute();
    return rows.map((row) => row.account_id);
  }

  async editorsOf(documentIds: readonly string[]): Promise<ReadonlyMap<string, readonly string[]>> {
    if (documentIds.length === 0) return new Map();
    const rows = await this.#query()
      .selectFrom('editing_presence')
      .select(['document_id', 'account_id'])
      .where('document_id', 'in', documentIds)
      .orderBy('arrived_at')
      .orderBy('position')
      .orderBy('account_id')
      .execute();
    const byDocument = Map.groupBy(rows, (row) => row.document_id);
    return new Map(
      [...byDocument].map(([id, present]) => [
        id,
        [...new Set(present.map((row) => row.account_id))],
      ]),
    );
  }

  async staleKeys(beforeMs: number): Promise<readonly StaleKey[]> {
    const rows = await this.#query()
      .selectFrom('editing_presence')
      .select(['document_id', 'document_key'])
      .distinct()
      .where('reported_at', '<', beforeMs)
      .execute();
    return rows.map((row) => ({ documentId: row.document_id, documentKey: row.document_key }));
  }

  #ended(documentId: string): Promise<void> {
    return this.outbox.add({ type: 'editing.ended', documentId, actor: null });
  }

  #present(documentId: string) {
    return this.#query()
      .selectFrom('editing_presence')
      .select(['document_key', 'account_id', 'arrived_at', 'position'])
      .where('document_id', '=', documentId)
      .execute();
  }

  async #clear(documentId: string, documentKey: string): Promise<void> {
    await this.#query()
      .deleteFrom('editing_presence')
      .where('document_id', '=', documentId)
      .where('document_key', '=', documentKey)
      .execute();
  }

  #query() {
    return this.database.query<Tables>();
  }
}
