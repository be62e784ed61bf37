import type { Database } from '../../platform/database/database.js';
import { AutosaveTurns } from './autosave-turns.js';

interface Tables {
  editor_document_keys: {
    document_key: string;
    purpose: 'edit' | 'view';
    autosave_asked_ms: number;
  };
}

export class KyselyAutosaveTurns extends AutosaveTurns {
  constructor(private readonly database: Database) {
    super();
  }

  async lastOf(documentKeys: readonly string[]): Promise<ReadonlyMap<string, number>> {
    if (documentKeys.length === 0) return new Map();
    const rows = await this.#query
      .selectFrom('editor_document_keys')
      .select(['document_key', 'autosave_asked_ms'])
      .where('document_key', 'in', documentKeys)
      .where('purpose', '=', 'edit')
      .execute();
    return new Map(rows.map((row) => [row.document_key, row.autosave_asked_ms]));
  }

  async advance(
    documentKey: string,
    { fromMs, toMs }: { readonly fromMs: number; readonly toMs: number },
  ): Promise<boolean> {
    const { numUpdatedRows } = await this.#query
      .updateTable('editor_document_keys')
      .set({ autosave_asked_ms: toMs })
      .where('document_key', '=', documentKey)
      .where('autosave_asked_ms', '=', fromMs)
      .executeTakeFirst();
    return numUpdatedRows > 0n;
  }

  get #query() {
    return this.database.query<Tables>();
  }
}
