import { Injectable } from '@nestjs/common';
import type { Selectable } from 'kysely';
import { Database } from '../platform/database/database.js';
import { VersionPartRepository } from './version-part.repository.js';
import type { PartKind, VersionPart } from './version-parts.js';

interface PartColumns {
  version_id: string;
  kind: PartKind;
  object_id: string;
  file_type: string;
  size: number;
  created_at: number;
}

interface Tables {
  version_part: PartColumns;
  versions: { id: string; document_id: string };
}

/** Below the parameter limits of both databases. */
const IDS_AT_ONCE = 500;

@Injectable()
export class KyselyVersionPartRepository extends VersionPartRepository {
  constructor(private readonly database: Database) {
    super();
  }

  async insert(part: VersionPart): Promise<boolean> {
    const row = await this.#query()
      .insertInto('version_part')
      .values(rowOf(part))
      .onConflict((conflict) => conflict.columns(['version_id', 'kind']).doNothing())
      .returning('object_id')
      .executeTakeFirst();
    return row !== undefined;
  }

  async find(versionId: string, kind: PartKind): Promise<VersionPart | undefined> {
    const row = await this.#parts()
      .where('version_id', '=', versionId)
      .where('kind', '=', kind)
      .executeTakeFirst();
    return row && partOf(row);
  }

  async findAll(versionIds: readonly string[]): Promise<readonly VersionPart[]> {
    const found: VersionPart[] = [];
    for (let at = 0; at < versionIds.length; at += IDS_AT_ONCE) {
      const some = versionIds.slice(at, at + IDS_AT_ONCE);
      const rows = await this.#parts().where('version_id', 'in', some).orderBy('kind').execute();
      found.push(...rows.map(partOf));
    }
    return found;
  }

  async removeOf(versionId: string): Promise<readonly VersionPart[]> {
    const parts = await this.#parts().where('version_id', '=', versionId).execute();
    await this.#query().deleteFrom('version_part').where('version_id', '=', versionId).execute();
    return parts.map(partOf);
  }

  #parts() {
    return this.#query()
      .selectFrom('version_part')
      .innerJoin('versions', 'versions.id', 'version_part.version_id')
      .selectAll('version_part')
      .select('versions.document_id');
  }

  #query() {
    return this.database.query<Tables>();
  }
}

const rowOf = (part: VersionPart): PartColumns => ({
  version_id: part.versionId,
  kind: part.kind,
  object_id: part.objectId,
  file_type: part.fileType,
  size: part.size,
  created_at: part.createdAtMs,
});

const partOf = (row: Selectable<PartColumns> & { document_id: string }): VersionPart => ({
  versionId: row.version_id,
  documentId: row.document_id,
  kind: row.kind,
  objectId: row.object_id,
  fileType: row.file_type,
  size: row.size,
  createdAtMs: row.created_at,
});
