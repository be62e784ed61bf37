import { sql, type SqlBool } from 'kysely';
import type { Clock } from '../../platform/clock/clock.js';
import type { Database } from '../../platform/database/database.js';
import type { QuarantineReason } from '../../version-archive/index.js';
import {
  RecoveredVersions,
  type DatedNotice,
  type NoticePosition,
  type RecoveredVersion,
  type VersionNotice,
} from './recovered-versions.repository.js';

interface Tables {
  editor_recovered_versions: {
    document_id: string;
    version: number;
    found_at: number;
    reason: QuarantineReason | null;
  };
  editor_recovered_noted: { document_id: string; version: number; account_id: string };
}

export class KyselyRecoveredVersions extends RecoveredVersions {
  constructor(
    private readonly database: Database,
    private readonly clock: Clock,
  ) {
    super();
  }

  async add({
    documentId,
    number,
    reason = null,
  }: RecoveredVersion & Partial<VersionNotice>): Promise<void> {
    await this.#query
      .insertInto('editor_recovered_versions')
      .values({ document_id: documentId, version: number, found_at: this.clock.nowMs(), reason })
      .execute();
  }

  async noticesOf(
    accountId: string,
    documentIds: readonly string[],
    limit: number,
  ): Promise<readonly VersionNotice[]> {
    if (documentIds.length === 0) return [];
    const rows = await this.#notDismissed(accountId)
      .where('r.document_id', 'in', documentIds)
      .limit(limit)
      .execute();
    return rows.map((row) => ({
      documentId: row.document_id,
      number: row.version,
      reason: row.reason,
    }));
  }

  async allNotices(
    accountId: string,
    { limit, after }: { readonly limit: number; readonly after: NoticePosition | undefined },
  ): Promise<readonly DatedNotice[]> {
    let query = this.#notDismissed(accountId);
    if (after !== undefined) query = query.where(isAfter(after));
    const rows = await query.limit(limit).execute();
    return rows.map((row) => ({
      documentId: row.document_id,
      number: row.version,
      foundAtMs: row.found_at,
      reason: row.reason,
    }));
  }

  async dismiss(accountId: string, { documentId, number }: RecoveredVersion): Promise<void> {
    await this.#query
      .insertInto('editor_recovered_noted')
      .values({ document_id: documentId, version: number, account_id: accountId })
      .onConflict((conflict) => conflict.doNothing())
      .execute();
  }

  #notDismissed(accountId: string) {
    return this.#query
      .selectFrom('editor_recovered_versions as r')
      .leftJoin('editor_recovered_noted as n', (join) =>
        join
          .onRef('n.document_id', '=', 'r.document_id')
          .onRef('n.version', '=', 'r.version')
          .on('n.account_id', '=', accountId),
      )
      .select(['r.document_id', 'r.version', 'r.found_at', 'r.reason'])
      .where('n.account_id', 'is', null)
      .orderBy('r.found_at', 'desc')
      .orderBy('r.document_id')
      .orderBy('r.version', 'desc');
  }

  get #query() {
    return this.database.query<Tables>();
  }
}

/** In the order of the list: the newest first. */
const isAfter = ({ foundAtMs, documentId, number }: NoticePosition) => sql<SqlBool>`
  (r.found_at < ${foundAtMs} or (r.found_at = ${foundAtMs} and
    (r.document_id > ${documentId} or (r.document_id = ${documentId} and r.version < ${number}))))`;
