import { sql } from 'kysely';
import type { Database } from '../platform/database/database.js';
import { EmptyGroupRepository, type EmptyGroup } from './empty-group.repository.js';

interface Tables {
  version_groups: { id: string; document_id: string; last_number: number; created_at: number };
  versions: { id: string; group_id: string };
}

export class KyselyEmptyGroups extends EmptyGroupRepository {
  constructor(private readonly database: Database) {
    super();
  }

  async remove(groupId: string): Promise<string | undefined> {
    const row = await this.#query()
      .deleteFrom('version_groups')
      .where('id', '=', groupId)
      .where('last_number', '=', 0)
      // The number says so already. Nothing else stands between a mistake in it and somebody's text.
      .where((eb) =>
        eb.not(
          eb.exists(
            eb
              .selectFrom('versions')
              .select('versions.id')
              .whereRef('versions.group_id', '=', 'version_groups.id'),
          ),
        ),
      )
      .returning('document_id')
      .executeTakeFirst();
    return row?.document_id;
  }

  async find(
    beforeMs: number,
    { after, limit }: { readonly after: EmptyGroup | undefined; readonly limit: number },
  ): Promise<readonly EmptyGroup[]> {
    const rows = await this.#query()
      .selectFrom('version_groups')
      .select(['id', 'document_id', 'created_at'])
      // A literal, so that the planner can use the partial index.
      .where('last_number', '=', sql.lit(0))
      .where('created_at', '<', beforeMs)
      .where((eb) =>
        eb(
          eb.refTuple('created_at', 'id'),
          '>',
          eb.tuple(after?.createdAtMs ?? -1, after?.id ?? ''),
        ),
      )
      .orderBy('created_at')
      .orderBy('id')
      .limit(limit)
      .execute();
    return rows.map(({ id, document_id: documentId, created_at: createdAtMs }) => ({
      ...{ id, documentId, createdAtMs },
    }));
  }

  #query() {
    return this.database.query<Tables>();
  }
}
