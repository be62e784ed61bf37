import type { Clock } from '../../platform/clock/clock.js';
import type { Database } from '../../platform/database/database.js';
import { PreparedInsert } from '../../platform/database/prepared-statement.js';
import { EditorOpenings, OPENINGS_KEPT_MS, type EditorOpening } from './editor-openings.js';

interface OpeningsTable {
  session_id: string;
  sign_in_id: string;
  document_key: string;
  account_id: string;
  opened_at: number;
}

interface Tables {
  editor_openings: OpeningsTable;
}

const openingRows = new PreparedInsert<OpeningsTable>('editor_openings');

export class KyselyEditorOpenings extends EditorOpenings {
  constructor(
    private readonly database: Database,
    private readonly clock: Clock,
  ) {
    super();
  }

  async add(opening: EditorOpening): Promise<void> {
    await openingRows.insert(this.database, [
      {
        session_id: opening.sessionId,
        sign_in_id: opening.signInId,
        document_key: opening.documentKey,
        account_id: opening.accountId,
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

  async sweep(): Promise<void> {
    await this.#query
      .deleteFrom('editor_openings')
      .where('opened_at', '<', this.clock.nowMs() - OPENINGS_KEPT_MS)
      .execute();
  }

  get #query() {
    return this.database.query<Tables>();
  }
}

const openingOf = (row: OpeningsTable): EditorOpening => ({
  sessionId: row.session_id,
  signInId: row.sign_in_id,
  documentKey: row.document_key,
  accountId: row.account_id,
  openedAtMs: row.opened_at,
});
