import type { Clock } from '../../platform/clock/clock.js';
import type { Database } from '../../platform/database/database.js';
import type { QuarantineReason } from '../../version-archive/index.js';
import {
  RecoveredVersions,
  type DatedNotice,
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
  editor_recovered_noted: { document_id: string; version: number; username: string };
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
    username: string,
    documentIds: readonly string[],
    limit: number,
  ): Promise<readonly VersionNotice[]> {
    if (documentIds.length === 0) return [];
    const rows = await this.#notDismissed(username)
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
    username: string,
    { limit, offset }: { limit: number; offset: number },
  ): Promise<readonly DatedNotice[]> {
    const rows = await this.#notDismissed(username).limit(limit).offset(offset).execute();
    return rows.map((row) => ({
      documentId: row.document_id,
      number: row.version,
      foundAtMs: row.found_at,
      reason: row.reason,
    }));
  }

  async dismiss(username: string, { documentId, number }: RecoveredVersion): Promise<void> {
    await this.#query
      .insertInto('editor_recovered_noted')
      .values({ document_id: documentId, version: number, username })
      .onConflict((conflict) => conflict.doNothing())
      .execute();
  }

  #notDismissed(username: string) {
    return this.#query
      .selectFrom('editor_recovered_versions as r')
      .leftJoin('editor_recovered_noted as n', (join) =>
        join
          .onRef('n.document_id', '=', 'r.document_id')
          .onRef('n.version', '=', 'r.version')
          .on('n.username', '=', username),
      )
      .select(['r.document_id', 'r.version', 'r.found_at', 'r.reason'])
      .where('n.username', 'is', null)
      .orderBy('r.found_at', 'desc')
      .orderBy('r.document_id')
      .orderBy('r.version', 'desc');
  }

  get #query() {
    return this.database.query<Tables>();
  }
}
