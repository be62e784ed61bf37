import { sql } from 'kysely';
import type { Clock } from '../../platform/clock/clock.js';
import type { Database } from '../../platform/database/database.js';
import { prepared } from '../../platform/database/prepared-statement.js';
import { MAX_LATE_S, type Version } from '../../version-archive/index.js';
import {
  DocumentKeys,
  type DocumentKey,
  type KeyPurpose,
  type SavedUnderKey,
} from './document-keys.js';

interface Tables {
  editor_document_keys: {
    document_key: string;
    document_id: string;
    purpose: KeyPurpose;
    /** Empty, except for keys for filling in. */
    account_id: string;
    opened_version: number;
    last_version: number;
    stored: number;
    unchanged_ms: number;
    state: 'live' | 'closed';
    last_report_s: number;
    had_editors: number;
    /** Usernames, as a JSON array. */
    failed_for: string;
    created_at_ms: number;
  };
}

type Row = Tables['editor_document_keys'];

/** Both engines limit the number of values in a statement. */
const AT_ONCE = 500;

const COLUMNS = [
  'document_key',
  'document_id',
  'purpose',
  'account_id',
  'opened_version',
  'last_version',
  'stored',
  'unchanged_ms',
  'state',
  'had_editors',
  'failed_for',
] as const;

const findKey = prepared<Tables, { documentKey: string }>()((query, value) =>
  query
    .selectFrom('editor_document_keys')
    .select(COLUMNS)
    .where('document_key', '=', value('documentKey')),
);

// The conditions of the two indexes are written out: with parameters SQLite would not use them, and read every key
// that the document ever had.

const findLive = prepared<Tables, { documentId: string }>()((query, value) =>
  query
    .selectFrom('editor_document_keys')
    .select(COLUMNS)
    .where('document_id', '=', value('documentId'))
    .where(sql<boolean>`purpose = 'edit' and state = 'live'`),
);

const findView = prepared<Tables, { documentId: string; number: number }>()((query, value) =>
  query
    .selectFrom('editor_document_keys')
    .select(COLUMNS)
    .where('document_id', '=', value('documentId'))
    .where('opened_version', '=', value('number'))
    .where(sql<boolean>`purpose = 'view' and state = 'live'`),
);

const findFill = prepared<Tables, { documentId: string; accountId: string }>()((query, value) =>
  query
    .selectFrom('editor_document_keys')
    .select(COLUMNS)
    .where('document_id', '=', value('documentId'))
    .where('account_id', '=', value('accountId'))
    .where(sql<boolean>`purpose = 'fill' and state = 'live'`),
);

const saveUnderKey = prepared<Tables, Pick<Row, 'document_key' | 'last_version' | 'stored'>>()(
  (query, value) =>
    query
      .updateTable('editor_document_keys')
      .set({ last_version: value('last_version'), stored: value('stored') })
      .where('document_key', '=', value('document_key')),
);

export class KyselyDocumentKeys extends DocumentKeys {
  constructor(
    private readonly database: Database,
    private readonly clock: Clock,
  ) {
    super();
  }

  async findLive(documentId: string): Promise<DocumentKey | undefined> {
    const row = await findLive.first(this.database, { documentId });
    return row && keyOf(row);
  }

  async findView({ documentId, number }: Version): Promise<DocumentKey | undefined> {
    const row = await findView.first(this.database, { documentId, number });
    return row && keyOf(row);
  }

  async findFill(documentId: string, accountId: string): Promise<DocumentKey | undefined> {
    const row = await findFill.first(this.database, { documentId, accountId });
    return row && keyOf(row);
  }

  async find(documentKey: string): Promise<DocumentKey | undefined> {
    const row = await findKey.first(this.database, { documentKey });
    return row && keyOf(row);
  }

  async findAll(documentKeys: readonly string[]): Promise<readonly DocumentKey[]> {
    const found: DocumentKey[] = [];
    for (let at = 0; at < documentKeys.length; at += AT_ONCE) {
      const rows = await this.#query
        .selectFrom('editor_document_keys')
        .select(COLUMNS)
        .where('document_key', 'in', documentKeys.slice(at, at + AT_ONCE))
        .execute();
      found.push(...rows.map(keyOf));
    }
    return found;
  }

  async listLive(documentId: string): Promise<readonly DocumentKey[]> {
    const rows = await this.#query
      .selectFrom('editor_document_keys')
      .select(COLUMNS)
      .where('document_id', '=', documentId)
      .where('state', '=', 'live')
      .orderBy('created_at_ms')
      .execute();
    return rows.map(keyOf);
  }

  async offer(
    documentKey: string,
    version: Version,
    purpose: KeyPurpose,
    accountId = '',
  ): Promise<void> {
    await this.#query
      .insertInto('editor_document_keys')
      .values({
        document_key: documentKey,
        document_id: version.documentId,
        purpose,
        account_id: accountId,
        opened_version: version.number,
        last_version: version.number,
        stored: 0,
        unchanged_ms: 0,
        state: 'live',
        last_report_s: 0,
        had_editors: 0,
        failed_for: '[]',
        created_at_ms: this.clock.nowMs(),
      })
      .onConflict((conflict) => conflict.doNothing())
      .execute();
  }

  async versionsOf(documentId: string): Promise<readonly number[]> {
    const rows = await this.#query
      .selectFrom('editor_document_keys')
      .select(['opened_version', 'last_version'])
      .where('document_id', '=', documentId)
      .where('purpose', '=', 'edit')
      .execute();
    return rows.flatMap((row) => [row.opened_version, row.last_version]);
  }

  async save(saved: SavedUnderKey): Promise<void> {
    const { documentKey, lastVersion, isStored, isLive, unchangedMs } = saved;
    if (isLive && unchangedMs === undefined) {
      const row = {
        document_key: documentKey,
        last_version: lastVersion,
        stored: isStored ? 1 : 0,
      };
      await saveUnderKey.change(this.database, row);
      return;
    }
    await this.#query
      .updateTable('editor_document_keys')
      .set({
        last_version: lastVersion,
        stored: isStored ? 1 : 0,
        ...(unchangedMs === undefined ? {} : { unchanged_ms: unchangedMs }),
        ...(isLive ? {} : { state: 'closed' }),
      })
      .where('document_key', '=', documentKey)
      .execute();
  }

  async close(documentKey: string): Promise<void> {
    await this.#query
      .updateTable('editor_document_keys')
      .set({ state: 'closed' })
      .where('document_key', '=', documentKey)
      .execute();
  }

  async beginReport(
    documentKey: string,
    { atSeconds, hasEditors }: { readonly atSeconds: number; readonly hasEditors: boolean },
  ): Promise<DocumentKey | undefined> {
    const before = await this.find(documentKey);
    const { numUpdatedRows } = await this.#query
      .updateTable('editor_document_keys')
      .set({ last_report_s: atSeconds, ...(hasEditors ? { had_editors: 1 } : {}) })
      .where('document_key', '=', documentKey)
      .where((is) =>
        is.or([
          is('last_report_s', '<=', atSeconds),
          is('last_report_s', '>', atSeconds + MAX_LATE_S),
        ]),
      )
      .executeTakeFirst();
    return numUpdatedRows > 0n ? before : undefined;
  }

  async addFailure(documentKey: string, accountId: string): Promise<void> {
    const key = await this.find(documentKey);
    if (key === undefined || key.failedFor.includes(accountId)) return;
    await this.#query
      .updateTable('editor_document_keys')
      .set({ failed_for: JSON.stringify([...key.failedFor, accountId]) })
      .where('document_key', '=', documentKey)
      .execute();
  }

  get #query() {
    return this.database.query<Tables>();
  }
}

const keyOf = (row: Pick<Row, (typeof COLUMNS)[number]>): DocumentKey => ({
  documentKey: row.document_key,
  documentId: row.document_id,
  purpose: row.purpose,
  accountId: row.account_id === '' ? undefined : row.account_id,
  openedVersion: row.opened_version,
  lastVersion: row.last_version,
  isStored: row.stored === 1,
  unchangedMs: row.unchanged_ms,
  isLive: row.state === 'live',
  hadEditors: row.had_editors === 1,
  failedFor: JSON.parse(row.failed_for) as readonly string[],
});

/** What `VersionsOfKeys` holds, for commands, which run without the rest of this module. */
export const heldByDocumentKeys = (database: Database, clock: Clock) => {
  const keys = new KyselyDocumentKeys(database, clock);
  return (documentId: string): Promise<readonly number[]> => keys.versionsOf(documentId);
};
