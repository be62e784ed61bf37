import type { Clock } from '../platform/clock/clock.js';
import type { Database } from '../platform/database/database.js';
import { RecoveredVersions, type RecoveredVersion } from './recovered-versions.repository.js';

interface Tables {
  editor_recovered_versions: { document_id: string; version: number; found_at: number };
  editor_recovered_noted: { document_id: string; version: number; username: string };
}

export class KyselyRecoveredVersions extends RecoveredVersions {
  constructor(
    private readonly database: Database,
    private readonly clock: Clock,
  ) {
    super();
  }

  async add({ documentId, number }: RecoveredVersion): Promise<void> {
    await this.#query
      .insertInto('editor_recovered_versions')
      .values({ document_id: documentId, version: number, found_at: this.clock.nowMs() })
      .execute();
  }

  async unnoted(
    username: string,
    documentIds: readonly string[],
    limit: number,
  ): Promise<readonly RecoveredVersion[]> {
    if (documentIds.length === 0) return [];
    const rows = await this.#query
      .selectFrom('editor_recovered_versions as r')
      .leftJoin('editor_recovered_noted as n', (join) =>
        join
          .onRef('n.document_id', '=', 'r.document_id')
          .onRef('n.version', '=', 'r.version')
          .on('n.username', '=', username),
      )
      .select(['r.document_id', 'r.version'])
      .where('r.document_id', 'in', documentIds)
      .where('n.username', 'is', null)
      .orderBy('r.found_at', 'desc')
      .orderBy('r.version', 'desc')
      .limit(limit)
      .execute();
    return rows.map((row) => ({ documentId: row.document_id, number: row.version }));
  }

  async note(username: string, { documentId, number }: RecoveredVersion): Promise<void> {
    await this.#query
      .insertInto('editor_recovered_noted')
      .values({ document_id: documentId, version: number, username })
      .onConflict((conflict) => conflict.doNothing())
      .execute();
  }

  get #query() {
    return this.database.query<Tables>();
  }
}
