import { v7 as uuidv7 } from 'uuid';
import type { Clock } from '../../platform/clock/clock.js';
import type { Database } from '../../platform/database/database.js';
import type { Custody } from '../../platform/identity/people.js';
import {
  EditingSessions,
  KEYS_PER_SESSION,
  type EditingSession,
  type SessionKey,
} from './editing-sessions.js';

interface Tables {
  editing_sessions: {
    session_id: string;
    /** UUIDv7: sorts in the order of insertion. */
    kept_id: string;
    document_id: string;
    group_id: string;
    version_number: number;
    account_id: string;
    document_key: string;
    custody: Custody;
    /** Base64. */
    wrapped_key: string;
    session_recipient: string | null;
    released_at_ms: number;
    expires_at_ms: number;
  };
  editing_session_keys: {
    session_id: string;
    kept_id: string;
    version_number: number;
    age_header: string;
  };
}

const MAX_SESSIONS = 100_000;

/** Sessions in the database that all instances share. The database may keep deleted rows on disk for a while. */
export class KyselyEditingSessions extends EditingSessions {
  #keptSinceCheck = 0;

  constructor(
    private readonly database: Database,
    private readonly clock: Clock,
    private readonly maxSessions = MAX_SESSIONS,
  ) {
    super();
  }

  async keep(session: EditingSession): Promise<void> {
    const { session_id, ...fields } = rowOf(session);
    await this.#query
      .insertInto('editing_sessions')
      .values({ session_id, ...fields })
      .onConflict((conflict) => conflict.column('session_id').doUpdateSet(fields))
      .execute();
    this.#keptSinceCheck += 1;
    if (this.#keptSinceCheck > this.maxSessions / 100) await this.#dropOldest();
  }

  async find(sessionId: string): Promise<EditingSession | undefined> {
    const row = await this.#live()
      .where('session_id', '=', sessionId.replaceAll('\0', ''))
      .executeTakeFirst();
    return row && sessionOf(row);
  }

  async listOf(documentKey: string): Promise<readonly EditingSession[]> {
    const rows = await this.#live()
      .where('document_key', '=', documentKey)
      .orderBy('kept_id')
      .execute();
    return rows.map(sessionOf);
  }

  async end(sessionId: string): Promise<void> {
    await this.#remove([sessionId.replaceAll('\0', '')]);
  }

  async endAllOf(documentKey: string, openedBeforeMs: number): Promise<void> {
    const rows = await this.#query
      .selectFrom('editing_sessions')
      .select('session_id')
      .where('document_key', '=', documentKey)
      .where('released_at_ms', '<', openedBeforeMs)
      .execute();
    await this.#remove(rows.map((row) => row.session_id));
  }

  async addKey(
    documentKey: string,
    versionNumber: number,
    ageHeaders: ReadonlyMap<string, string>,
  ): Promise<void> {
    for (const { sessionId } of await this.listOf(documentKey)) {
      const ageHeader = ageHeaders.get(sessionId);
      if (ageHeader === undefined) continue;
      await this.#query
        .insertInto('editing_session_keys')
        .values({
          session_id: sessionId,
          kept_id: uuidv7(),
          version_number: versionNumber,
          age_header: ageHeader,
        })
        .execute();
      await this.#keepNewestOf(sessionId);
    }
  }

  async keysOf(sessionId: string): Promise<readonly SessionKey[]> {
    const session = await this.find(sessionId);
    if (session === undefined) return [];
    const rows = await this.#query
      .selectFrom('editing_session_keys')
      .select(['version_number', 'age_header'])
      .where('session_id', '=', sessionId)
      .orderBy('kept_id')
      .execute();
    return rows.map((row) => ({ versionNumber: row.version_number, ageHeader: row.age_header }));
  }

  async sweep(): Promise<void> {
    const over = await this.#query
      .selectFrom('editing_sessions')
      .select('session_id')
      .where('expires_at_ms', '<=', this.clock.nowMs())
      .limit(500)
      .execute();
    await this.#remove(over.map((row) => row.session_id));
  }

  get #query() {
    return this.database.query<Tables>();
  }

  #live() {
    return this.#query
      .selectFrom('editing_sessions')
      .selectAll()
      .where('expires_at_ms', '>', this.clock.nowMs());
  }

  async #remove(ids: readonly string[]): Promise<void> {
    if (ids.length === 0) return;
    await this.#query.deleteFrom('editing_session_keys').where('session_id', 'in', ids).execute();
    await this.#query.deleteFrom('editing_sessions').where('session_id', 'in', ids).execute();
  }

  async #keepNewestOf(sessionId: string): Promise<void> {
    await this.#query
      .deleteFrom('editing_session_keys')
      .where('session_id', '=', sessionId)
      .where('kept_id', 'not in', (newest) =>
        newest
          .selectFrom('editing_session_keys')
          .select('kept_id')
          .where('session_id', '=', sessionId)
          .orderBy('kept_id', 'desc')
          .limit(KEYS_PER_SESSION),
      )
      .execute();
  }

  async #dropOldest(): Promise<void> {
    this.#keptSinceCheck = 0;
    const surplus = await this.#query
      .selectFrom('editing_sessions')
      .select('session_id')
      .orderBy('kept_id', 'desc')
      .offset(this.maxSessions)
      .limit(500)
      .execute();
    await this.#remove(surplus.map((row) => row.session_id));
  }
}

const rowOf = (session: EditingSession): Tables['editing_sessions'] => ({
  session_id: session.sessionId,
  kept_id: uuidv7(),
  document_id: session.documentId,
  group_id: session.groupId,
  version_number: session.versionNumber,
  account_id: session.accountId,
  document_key: session.documentKey,
  custody: session.custody,
  wrapped_key: session.wrappedKey.toString('base64'),
  session_recipient: session.sessionRecipient,
  released_at_ms: session.releasedAtMs,
  expires_at_ms: session.expiresAtMs,
});

const sessionOf = (row: Tables['editing_sessions']): EditingSession => ({
  sessionId: row.session_id,
  documentId: row.document_id,
  groupId: row.group_id,
  versionNumber: row.version_number,
  accountId: row.account_id,
  documentKey: row.document_key,
  custody: row.custody,
  wrappedKey: Buffer.from(row.wrapped_key, 'base64'),
  sessionRecipient: row.session_recipient,
  releasedAtMs: row.released_at_ms,
  expiresAtMs: row.expires_at_ms,
});
