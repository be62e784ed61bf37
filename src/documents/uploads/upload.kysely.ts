import { Injectable } from '@nestjs/common';
import { Database } from '../../platform/database/database.js';
import type { StagedVersion } from '../../version-archive/index.js';
import type { Upload, UploadPart, UploadPurpose } from './upload.js';
import { UploadRepository, type UploadOutcome } from './upload.repository.js';

interface UploadsTable {
  id: string;
  document_id: string;
  account_id: string;
  file_type: string;
  length: number;
  received: number;
  expires_at: number;
  /** JSON; null: of a desktop program. */
  purpose: string | null;
  version: number | null;
}

interface Tables {
  uploads: UploadsTable;
  upload_parts: { upload_id: string; start: number; stored: string };
}

@Injectable()
export class KyselyUploadRepository extends UploadRepository {
  constructor(private readonly database: Database) {
    super();
  }

  async isAwaited(documentId: string): Promise<boolean> {
    const row = await this.#query()
      .selectFrom('uploads')
      .select('id')
      .where('document_id', '=', documentId)
      .whereRef('received', '<', 'length')
      .limit(1)
      .executeTakeFirst();
    return row !== undefined;
  }

  async insert(upload: Upload): Promise<void> {
    await this.#query()
      .insertInto('uploads')
      .values({
        id: upload.id,
        document_id: upload.documentId,
        account_id: upload.accountId,
        file_type: upload.fileType,
        length: upload.length,
        received: upload.received,
        expires_at: upload.expiresAtMs,
        purpose: upload.purpose.kind === 'desktop' ? null : JSON.stringify(upload.purpose),
        version: upload.version,
      })
      .execute();
  }

  async find(id: string): Promise<Upload | undefined> {
    const row = await this.#query()
      .selectFrom('uploads')
      .selectAll()
      .where('id', '=', id)
      .executeTakeFirst();
    return row && uploadOf(row);
  }

  async openOf(accountId: string): Promise<readonly Upload[]> {
    const rows = await this.#query()
      .selectFrom('uploads')
      .selectAll()
      .where('account_id', '=', accountId)
      .whereRef('received', '<', 'length')
      .orderBy('expires_at')
      .execute();
    return rows.map(uploadOf);
  }

  async prolong(id: string, expiresAtMs: number): Promise<void> {
    await this.#query()
      .updateTable('uploads')
      .set({ expires_at: expiresAtMs })
      .where('id', '=', id)
      // One that is complete by now has its own time.
      .whereRef('received', '<', 'length')
      .execute();
  }

  async advance(id: string, from: number, to: number): Promise<boolean> {
    const row = await this.#query()
      .updateTable('uploads')
      .set({ received: to })
      .where('id', '=', id)
      .where('received', '=', from)
      .returning('id')
      .executeTakeFirst();
    return row !== undefined;
  }

  async noteOutcome(id: string, { version, expiresAtMs }: UploadOutcome): Promise<void> {
    await this.#query()
      .updateTable('uploads')
      .set({ version, expires_at: expiresAtMs })
      .where('id', '=', id)
      .execute();
  }

  async countParts(id: string): Promise<number> {
    const row = await this.#query()
      .selectFrom('upload_parts')
      .select(({ fn }) => fn.countAll<number>().as('parts'))
      .where('upload_id', '=', id)
      .executeTakeFirstOrThrow();
    return row.parts;
  }

  async addPart(id: string, { start, staged }: UploadPart): Promise<void> {
    await this.#query()
      .insertInto('upload_parts')
      .values({ upload_id: id, start, stored: JSON.stringify(staged) })
      .execute();
  }

  async partsOf(id: string): Promise<readonly UploadPart[]> {
    const rows = await this.#query()
      .selectFrom('upload_parts')
      .select(['start', 'stored'])
      .where('upload_id', '=', id)
      .orderBy('start')
      .execute();
    return rows.map(({ start, stored }) => ({
      start,
      staged: JSON.parse(stored) as StagedVersion,
    }));
  }

  async heldVersionIds(): Promise<readonly string[]> {
    const rows = await this.#query().selectFrom('upload_parts').select('stored').execute();
    return rows.map(({ stored }) => (JSON.parse(stored) as StagedVersion).stored.versionId);
  }

  async removeParts(id: string): Promise<void> {
    await this.#query().deleteFrom('upload_parts').where('upload_id', '=', id).execute();
  }

  async remove(id: string): Promise<void> {
    await this.removeParts(id);
    await this.#query().deleteFrom('uploads').where('id', '=', id).execute();
  }

  async expiredBefore(nowMs: number): Promise<readonly Upload[]> {
    const rows = await this.#query()
      .selectFrom('uploads')
      .selectAll()
      .where('expires_at', '<', nowMs)
      .execute();
    return rows.map(uploadOf);
  }

  #query() {
    return this.database.query<Tables>();
  }
}

const uploadOf = (row: UploadsTable): Upload => ({
  id: row.id,
  documentId: row.document_id,
  accountId: row.account_id,
  fileType: row.file_type,
  length: row.length,
  received: row.received,
  expiresAtMs: row.expires_at,
  purpose: row.purpose === null ? { kind: 'desktop' } : (JSON.parse(row.purpose) as UploadPurpose),
  version: row.version,
});

/** Version ids that interrupted uploads hold, for a command that runs without the rest of this module. */
export const heldByUploads = (database: Database) => (): Promise<readonly string[]> =>
  new KyselyUploadRepository(database).heldVersionIds();
