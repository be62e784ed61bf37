import { randomBytes } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Kysely } from 'kysely';
import { openSqlite } from '../src/platform/database/open-database.js';
import { openArmored, sealArmored } from '../src/storage/seal/age-file.js';
import { openHeader } from '../src/storage/seal/age-header.js';
import { identityOf, parseIdentity } from '../src/storage/seal/age-key.js';

interface Tables {
  storage_keyrings: { document_id: string; sealed: string };
  storage_objects: { version_id: string; document_id: string; age_header: string };
  versions: { id: string; document_id: string; number: number };
}

/** A person who alone can open some documents of the Kontor whose files lie below `folder`. */
export class KeyHolder {
  readonly #identity = identityOf(randomBytes(32));
  readonly #secrets = new Map<string, string>();

  constructor(private readonly folder: string) {}

  /** Takes the server out of the document's keyring, before it was ever opened. Answers the document's secret. */
  async takeOver(documentId: string): Promise<string> {
    const text = await readFile(join(this.folder, 'kontor-identity.key'), 'utf8');
    const server = parseIdentity(/AGE-SECRET-KEY-1\w+/.exec(text)![0])!;
    const secret = await this.#inDatabase(async (database) => {
      const ofDocument = database
        .selectFrom('storage_keyrings')
        .select('sealed')
        .where('document_id', '=', documentId);
      const opened = openArmored((await ofDocument.executeTakeFirstOrThrow()).sealed, server);
      const sealed = sealArmored(opened, [this.#identity.recipient], randomBytes);
      await database
        .updateTable('storage_keyrings')
        .set({ sealed })
        .where('document_id', '=', documentId)
        .execute();
      return opened.toString().trim();
    });
    this.#secrets.set(documentId, secret);
    return secret;
  }

  /** Opens the version's age header, as the person's browser does. */
  async fileKeyOf(documentId: string, versionNumber: number): Promise<Buffer> {
    const header = await this.#inDatabase((database) =>
      database
        .selectFrom('storage_objects')
        .innerJoin('versions', 'versions.id', 'storage_objects.version_id')
        .select('age_header')
        .where('versions.document_id', '=', documentId)
        .where('versions.number', '=', versionNumber)
        .executeTakeFirstOrThrow(),
    );
    return openHeader(header.age_header, parseIdentity(this.#secrets.get(documentId)!)!);
  }

  async #inDatabase<Result>(work: (database: Kysely<Tables>) => Promise<Result>): Promise<Result> {
    const database = openSqlite(join(this.folder, 'data', 'kontor.sqlite'));
    try {
      return await work(database.query<Tables>());
    } finally {
      await database.close();
    }
  }
}
