import { Injectable } from '@nestjs/common';
import { Clock } from '../../platform/clock/clock.js';
import { Database } from '../../platform/database/database.js';
import { prepared } from '../../platform/database/prepared-statement.js';
import {
  UnsavedChangesRegister,
  type KnownChanges,
  type UnsavedChanges,
} from './unsaved-changes.js';

interface UnsavedChangesTable {
  document_key: string;
  document_id: string;
  since: number;
  /** Usernames, as a JSON array. */
  editors: string;
  given_up_by: string | null;
  given_up_at: number | null;
}

/** Each opening asks for them. */
const changesOfDocument = prepared<
  { unsaved_changes: UnsavedChangesTable },
  { documentId: string }
>()((query, value) =>
  query
    .selectFrom('unsaved_changes')
    .selectAll()
    .where('document_id', '=', value('documentId'))
    .orderBy('since')
    .orderBy('document_key'),
);

@Injectable()
export class KyselyUnsavedChangesRegister extends UnsavedChangesRegister {
  constructor(
    private readonly database: Database,
    private readonly clock: Clock,
  ) {
    super();
  }

  async add(
    documentId: string,
    { documentKey, editors, isNew }: Omit<UnsavedChanges, 'sinceMs'> & { readonly isNew: boolean },
  ): Promise<void> {
    await this.#query()
      .insertInto('unsaved_changes')
      .values({
        document_key: documentKey,
        document_id: documentId,
        since: this.clock.nowMs(),
        editors: JSON.stringify(editors),
        given_up_by: null,
        given_up_at: null,
      })
      .onConflict((conflict) =>
        isNew
          ? conflict
              .column('document_key')
              .doUpdateSet({ ...NOT_GIVEN_UP, editors: JSON.stringify(editors) })
          : conflict.column('document_key').doNothing(),
      )
      .execute();
  }

  async takenUp(documentKey: string): Promise<void> {
    await this.#query()
      .updateTable('unsaved_changes')
      .set(NOT_GIVEN_UP)
      .where('document_key', '=', documentKey)
      .where('given_up_at', 'is not', null)
      .execute();
  }

  async remove(documentKey: string): Promise<void> {
    await this.#query()
      .deleteFrom('unsaved_changes')
      .where('document_key', '=', documentKey)
      .execute();
  }

  async giveUp(documentId: string, accountId: string): Promise<void> {
    await this.#query()
      .updateTable('unsaved_changes')
      .set({ given_up_by: accountId, given_up_at: this.clock.nowMs() })
      .where('document_id', '=', documentId)
      .where('given_up_at', 'is', null)
      .execute();
  }

  async listOf(documentId: string): Promise<readonly KnownChanges[]> {
    const rows = await changesOfDocument.all(this.database, { documentId });
    return rows.map((row) => ({ ...changesOf(row), isGivenUp: row.given_up_at !== null }));
  }

  async waitingIn(documentIds: readonly string[]): Promise<ReadonlyMap<string, UnsavedChanges>> {
    if (documentIds.length === 0) return new Map();
    const rows = await this.#query()
      .selectFrom('unsaved_changes')
      .selectAll()
      .where('document_id', 'in', documentIds)
      .where('given_up_at', 'is', null)
      .orderBy('since', 'desc')
      .orderBy('document_key', 'desc')
      .execute();
    return new Map(rows.map((row) => [row.document_id, changesOf(row)]));
  }

  async countDocuments(): Promise<number> {
    const { count } = await this.#query()
      .selectFrom('unsaved_changes')
      .innerJoin('documents', 'documents.id', 'unsaved_changes.document_id')
      .select(({ fn }) => fn.count('document_id').distinct().as('count'))
      .where('given_up_at', 'is', null)
      .where('deleted_at', 'is', null)
      .executeTakeFirstOrThrow();
    return Number(count);
  }

  #query() {
    return this.database.query<{
      unsaved_changes: UnsavedChangesTable;
      documents: { id: string; deleted_at: number | null };
    }>();
  }
}

const NOT_GIVEN_UP = { given_up_by: null, given_up_at: null } as const;

const changesOf = (row: UnsavedChangesTable): UnsavedChanges => ({
  documentKey: row.document_key,
  sinceMs: row.since,
  editors: JSON.parse(row.editors) as readonly string[],
});
