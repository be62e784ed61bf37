import { sql, type SqlBool } from 'kysely';
import type { Clock } from '../../platform/clock/clock.js';
import type { Database } from '../../platform/database/database.js';
import type { EditingSession } from './editing-sessions.js';
import {
  KeyReleases,
  RELEASES_KEPT_MS,
  type RecordedRelease,
  type ReleasePosition,
  type ReleasesPart,
} from './key-releases.repository.js';

interface ReleasesTable {
  session_id: string;
  document_id: string;
  account_id: string;
  version: number;
  released_at: number;
  until_at: number;
  ended_at: number | null;
  fetches: number;
  last_fetched_at: number | null;
}

interface Tables {
  editor_key_releases: ReleasesTable;
}

export class KyselyKeyReleases extends KeyReleases {
  constructor(
    private readonly database: Database,
    private readonly clock: Clock,
  ) {
    super();
  }

  async add(session: EditingSession): Promise<void> {
    await this.#query
      .insertInto('editor_key_releases')
      .values(rowOf(session))
      .onConflict((conflict) => conflict.column('session_id').doNothing())
      .execute();
  }

  async countFetch(session: EditingSession): Promise<void> {
    const fetched = { last_fetched_at: this.clock.nowMs() };
    await this.#query
      .insertInto('editor_key_releases')
      .values({ ...rowOf(session), ...fetched, fetches: 1 })
      .onConflict((conflict) =>
        conflict
          .column('session_id')
          .doUpdateSet({ ...fetched, fetches: sql`editor_key_releases.fetches + 1` }),
      )
      .execute();
  }

  async end(sessionIds: readonly string[]): Promise<void> {
    if (sessionIds.length === 0) return;
    await this.#query
      .updateTable('editor_key_releases')
      .set({ ended_at: this.clock.nowMs() })
      .where('session_id', 'in', sessionIds)
      .where('ended_at', 'is', null)
      .execute();
  }

  async fetchedOf(sessionIds: readonly string[]): Promise<ReadonlySet<string>> {
    if (sessionIds.length === 0) return new Set();
    const rows = await this.#query
      .selectFrom('editor_key_releases')
      .select('session_id')
      .where('session_id', 'in', sessionIds)
      .where('fetches', '>', 0)
      .execute();
    return new Set(rows.map((row) => row.session_id));
  }

  async listOf(
    documentId: string,
    { limit, after }: ReleasesPart,
  ): Promise<readonly RecordedRelease[]> {
    const rows = await this.#query
      .selectFrom('editor_key_releases')
      .selectAll()
      .where('document_id', '=', documentId)
      .$if(after !== undefined, (query) => query.where(isAfter(after!)))
      .orderBy('released_at', 'desc')
      .orderBy('session_id')
      .limit(limit)
      .execute();
    return rows.map(releaseOf);
  }

  async sweep(): Promise<void> {
    await this.#query
      .deleteFrom('editor_key_releases')
      .where('released_at', '<', this.clock.nowMs() - RELEASES_KEPT_MS)
      .execute();
  }

  get #query() {
    return this.database.query<Tables>();
  }
}

const isAfter = ({ releasedAtMs, sessionId }: ReleasePosition) => sql<SqlBool>`
  (released_at < ${releasedAtMs} or (released_at = ${releasedAtMs} and session_id > ${sessionId}))`;

const rowOf = (session: EditingSession): ReleasesTable => ({
  session_id: session.sessionId,
  document_id: session.documentId,
  account_id: session.accountId,
  version: session.versionNumber,
  released_at: session.releasedAtMs,
  until_at: session.expiresAtMs,
  ended_at: null,
  fetches: 0,
  last_fetched_at: null,
});

const releaseOf = (row: ReleasesTable): RecordedRelease => ({
  sessionId: row.session_id,
  documentId: row.document_id,
  accountId: row.account_id,
  versionNumber: row.version,
  releasedAtMs: row.released_at,
  untilMs: row.until_at,
  endedAtMs: row.ended_at,
  fetches: row.fetches,
  lastFetchedAtMs: row.last_fetched_at,
});
