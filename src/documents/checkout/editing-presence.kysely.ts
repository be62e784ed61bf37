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
    /** 1: under a key for filling in a copy of a form. */
    filling: number;
  };
}

type Present = Pick<Tables['editing_presence'], 'account_id' | 'filling'>;

const edits = ({ filling }: Present): boolean => filling === 0;

@Injectable()
export class KyselyEditingPresence extends EditingPresence {
  constructor(
    private readonly database: Database,
    private readonly clock: Clock,
    private readonly outbox: EventOutbox,
  ) {
    super();
  }

  report(
    documentId: string,
    documentKey: string,
    accountIds: readonly string[],
    { isFilling } = { isFilling: false },
  ): Promise<void> {
    return this.database.inTransaction(async () => {
      const all = await this.#present(documentId);
      const before = new Map(
        all.filter((row) => row.document_key === documentKey).map((row) => [row.account_id, row]),
      );
      await this.#clear(documentId, documentKey);
      const nowMs = this.clock.nowMs();
      const rows = [...new Set(accountIds)].map((accountId, index) => ({
        document_id: documentId,
        document_key: documentKey,
        account_id: accountId,
        reported_at: nowMs,
        filling: isFilling ? 1 : 0,
        arrived_at: before.get(accountId)?.arrived_at ?? nowMs,
        position: before.get(accountId)?.position ?? before.size + index,
      }));
      for (const some of inPortions(rows)) {
        await this.#query().insertInto('editing_presence').values(some).execute();
      }
      const others = all.filter((row) => row.document_key !== documentKey);
      await this.#tell(documentId, { before: all, after: [...others, ...rows] });
    });
  }

  forget(documentId: string, documentKey: string, reportedBeforeMs: number): Promise<void> {
    return this.database.inTransaction(async () => {
      const before = await this.#present(documentId);
      const { numDeletedRows } = await this.#query()
        .deleteFrom('editing_presence')
        .where('document_id', '=', documentId)
        .where('document_key', '=', documentKey)
        .where('reported_at', '<', reportedBeforeMs)
        .executeTakeFirst();
      if (numDeletedRows === 0n) return;
      await this.#tell(documentId, { before, after: await this.#present(documentId) });
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
      .where('filling', '=', 0)
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

  /** Who fills in a copy of a form does not edit it. */
  async #tell(
    documentId: string,
    { before, after }: Readonly<Record<'before' | 'after', readonly Present[]>>,
  ): Promise<void> {
    const [wasEdited, editor] = [before.some(edits), after.find(edits)];
    if (!wasEdited && editor !== undefined)
      await this.outbox.add({ type: 'editing.began', documentId, actor: editor.account_id });
    if (wasEdited && editor === undefined)
      await this.outbox.add({ type: 'editing.ended', documentId, actor: null });
  }

  #present(documentId: string) {
    return this.#query()
      .selectFrom('editing_presence')
      .select(['document_key', 'account_id', 'arrived_at', 'position', 'filling'])
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
