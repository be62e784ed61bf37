import { Injectable } from '@nestjs/common';
import { Clock } from '../platform/clock/clock.js';
import { Database } from '../platform/database/database.js';
import type { DocumentTables } from './documents.tables.js';
import { EditingPresence } from './editing-presence.js';

@Injectable()
export class KyselyEditingPresence extends EditingPresence {
  constructor(
    private readonly database: Database,
    private readonly clock: Clock,
  ) {
    super();
  }

  report(documentId: string, documentKey: string, usernames: readonly string[]): Promise<void> {
    return this.database.inTransaction(async () => {
      const arrivals = await this.#arrivals(documentId, documentKey);
      await this.#clear(documentId, documentKey);
      const present = [...new Set(usernames)];
      if (present.length === 0) return;
      const nowMs = this.clock.nowMs();
      await this.#query()
        .insertInto('editing_presence')
        .values(
          present.map((username, position) => ({
            document_id: documentId,
            document_key: documentKey,
            username,
            position,
            arrived_at: arrivals.get(username) ?? nowMs,
            reported_at: nowMs,
          })),
        )
        .execute();
    });
  }

  async editorsOf(documentIds: readonly string[]): Promise<ReadonlyMap<string, readonly string[]>> {
    if (documentIds.length === 0) return new Map();
    const rows = await this.#query()
      .selectFrom('editing_presence')
      .select(['document_id', 'username'])
      .where('document_id', 'in', documentIds)
      .orderBy('arrived_at')
      .orderBy('position')
      .orderBy('username')
      .execute();
    const byDocument = Map.groupBy(rows, (row) => row.document_id);
    return new Map(
      [...byDocument].map(([id, present]) => [
        id,
        [...new Set(present.map(({ username }) => username))],
      ]),
    );
  }

  async staleKeys(
    beforeMs: number,
  ): Promise<readonly { readonly documentId: string; readonly documentKey: string }[]> {
    const rows = await this.#query()
      .selectFrom('editing_presence')
      .select(['document_id', 'document_key'])
      .distinct()
      .where('reported_at', '<', beforeMs)
      .execute();
    return rows.map((row) => ({ documentId: row.document_id, documentKey: row.document_key }));
  }

  async #arrivals(documentId: string, documentKey: string): Promise<ReadonlyMap<string, number>> {
    const rows = await this.#query()
      .selectFrom('editing_presence')
      .select(['username', 'arrived_at'])
      .where('document_id', '=', documentId)
      .where('document_key', '=', documentKey)
      .execute();
    return new Map(rows.map((row) => [row.username, row.arrived_at]));
  }

  async #clear(documentId: string, documentKey: string): Promise<void> {
    await this.#query()
      .deleteFrom('editing_presence')
      .where('document_id', '=', documentId)
      .where('document_key', '=', documentKey)
      .execute();
  }

  #query() {
    return this.database.query<DocumentTables>();
  }
}
