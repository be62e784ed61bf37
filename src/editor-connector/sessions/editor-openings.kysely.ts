import type { Clock } from '../../platform/clock/clock.js';
import type { Database } from '../../platform/database/database.js';
import { PreparedInsert } from '../../platform/database/prepared-statement.js';
import {
  EditorOpenings,
  OPENINGS_KEPT_MS,
  type EditorOpening,
  type Opener,
} from './editor-openings.js';
import type { OpenedFor } from './save-capability.js';

interface OpeningsTable {
  session_id: string;
  sign_in_id: string | null;
  document_id: string;
  document_key: string;
  account_id: string;
  opened_for: OpenedFor;
  opened_at: number;
}

interface Tables {
  editor_openings: OpeningsTable;
}

/** A day of five thousand people who open forty documents each; with its indexes, some hundred megabytes. */
const MAX_OPENINGS = 250_000;

const openingRows = new PreparedInsert<OpeningsTable>('editor_openings');

export class KyselyEditorOpenings extends EditorOpenings {
  constructor(
    private readonly database: Database,
    private readonly clock: Clock,
    private readonly maxOpenings = MAX_OPENINGS,
  ) {
    super();
  }

  async add(opening: EditorOpening): Promise<void> {
    await openingRows.insert(this.database, [
      {
        session_id: opening.sessionId,
        sign_in_id: opening.signInId ?? null,
        document_id: opening.documentId,
        document_key: opening.documentKey,
        account_id: opening.accountId,
        opened_for: opening.openedFor,
        opened_at: opening.openedAtMs,
      },
    ]);
  }

  async ofSignIns(signInIds: readonly string[]): Promise<readonly EditorOpening[]> {
    if (signInIds.length === 0) return [];
    const rows = await this.#query
      .selectFrom('editor_openings')
      .selectAll()
      .where('sign_in_id', 'in', signInIds)
      .orderBy('opened_at')
      .execute();
    return rows.map(openingOf);
  }

  async under(
    documentKey: string,
    accountIds: readonly string[],
  ): Promise<readonly EditorOpening[]> {
    if (accountIds.length === 0) return [];
    const rows = await this.#query
      .selectFrom('editor_openings')
      .selectAll()
      .where('document_key', '=', documentKey)
      .where('account_id', 'in', accountIds)
      .execute();
    return rows.map(openingOf);
  }

  async openersOf(documentKey: string): Promise<readonly Opener[]> {
    const rows = await this.#openers().where('document_key', '=', documentKey).execute();
    return rows.map(openerOf);
  }

  async changersOf(documentKey: string): Promise<readonly string[]> {
    const rows = await this.#query
      .selectFrom('editor_openings')
      .select('account_id')
      .distinct()
      .where('document_key', '=', documentKey)
      .where('opened_for', '<>', 'view')
      .execute();
    return rows.map((row) => row.account_id);
  }

  async openedBy(
    accountIds: readonly string[],
    { sinceMs, orUnder }: { readonly sinceMs: number; readonly orUnder: readonly string[] },
  ): Promise<readonly Opener[]> {
    if (accountIds.length === 0) return [];
    const rows = await this.#openers()
      .where('account_id', 'in', accountIds)
      .where((eb) =>
        eb.or([
          eb('opened_at', '>=', sinceMs),
          ...(orUnder.length > 0 ? [eb('document_key', 'in', orUnder)] : []),
        ]),
      )
      .execute();
    return rows.map(openerOf);
  }

  async after(
    { openedAtMs, sessionId }: Pick<EditorOpening, 'openedAtMs' | 'sessionId'>,
    limit: number,
  ): Promise<readonly EditorOpening[]> {
    const rows = await this.#query
      .selectFrom('editor_openings')
      .selectAll()
      // Said twice, so that every planner goes by the index.
      .where('opened_at', '>=', openedAtMs)
      .where((eb) => eb.or([eb('opened_at', '>', openedAtMs), eb('session_id', '>', sessionId)]))
      .orderBy('opened_at')
      .orderBy('session_id')
      .limit(limit)
      .execute();
    return rows.map(openingOf);
  }

  async remove({ documentKey, accountId, openedAtMs }: Opener): Promise<void> {
    await this.#query
      .deleteFrom('editor_openings')
      .where('document_key', '=', documentKey)
      .where('account_id', '=', accountId)
      .where('opened_at', '<=', openedAtMs)
      .execute();
  }

  async sweep(): Promise<number> {
    const beyond = await this.#query
      .selectFrom('editor_openings')
      .select('opened_at')
      .orderBy('opened_at', 'desc')
      .offset(this.maxOpenings)
      .limit(1)
      .executeTakeFirst();
    const tooOld = this.clock.nowMs() - OPENINGS_KEPT_MS - 1;
    await this.#query
      .deleteFrom('editor_openings')
      .where('opened_at', '<=', Math.max(beyond?.opened_at ?? 0, tooOld))
      .execute();
    const { left } = await this.#query
      .selectFrom('editor_openings')
      .select((eb) => eb.fn.countAll<number>().as('left'))
      .executeTakeFirstOrThrow();
    return left;
  }

  #openers() {
    return (
      this.#query
        .selectFrom('editor_openings')
        .select(['document_key', 'account_id'])
        // A key is of one document.
        .select((eb) => [
          eb.fn.max('document_id').as('document_id'),
          eb.fn.max('opened_at').as('opened_at'),
        ])
        .groupBy(['document_key', 'account_id'])
    );
  }

  get #query() {
    return this.database.query<Tables>();
  }
}

const openingOf = (row: OpeningsTable): EditorOpening => ({
  ...openerOf(row),
  sessionId: row.session_id,
  signInId: row.sign_in_id ?? undefined,
  openedFor: row.opened_for,
});

const openerOf = (
  row: Pick<OpeningsTable, 'document_id' | 'document_key' | 'account_id' | 'opened_at'>,
): Opener => ({
  documentId: row.document_id,
  documentKey: row.document_key,
  accountId: row.account_id,
  openedAtMs: row.opened_at,
});
