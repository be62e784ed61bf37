import { Injectable } from '@nestjs/common';
import { Database } from '../../platform/database/database.js';
import { prepared } from '../../platform/database/prepared-statement.js';
import {
  DocumentCheckoutRepository,
  type Checkout,
  type DocumentLock,
} from './document-checkout.repository.js';

interface Tables {
  document_checkouts: {
    document_id: string;
    account_id: string;
    from_version: number;
    since: number;
  };
  document_locks: {
    document_id: string;
    account_id: string;
    token: string;
    since: number;
    timeout_s: number;
  };
}

/** Each opening and each save asks for both. */
const findCheckout = prepared<Tables, { documentId: string }>()((query, value) =>
  query.selectFrom('document_checkouts').selectAll().where('document_id', '=', value('documentId')),
);
const findLock = prepared<Tables, { documentId: string }>()((query, value) =>
  query.selectFrom('document_locks').selectAll().where('document_id', '=', value('documentId')),
);

@Injectable()
export class KyselyDocumentCheckoutRepository extends DocumentCheckoutRepository {
  constructor(private readonly database: Database) {
    super();
  }

  async findCheckout(documentId: string): Promise<Checkout | undefined> {
    const row = await findCheckout.first(this.database, { documentId });
    return (
      row && {
        documentId: row.document_id,
        accountId: row.account_id,
        fromVersion: row.from_version,
        sinceMs: row.since,
      }
    );
  }

  async insertCheckout(checkout: Checkout): Promise<void> {
    await this.#query()
      .insertInto('document_checkouts')
      .values({
        document_id: checkout.documentId,
        account_id: checkout.accountId,
        from_version: checkout.fromVersion,
        since: checkout.sinceMs,
      })
      .execute();
  }

  async removeCheckout({
    documentId,
    accountId,
  }: Pick<Checkout, 'documentId' | 'accountId'>): Promise<void> {
    await this.#query()
      .deleteFrom('document_checkouts')
      .where('document_id', '=', documentId)
      .where('account_id', '=', accountId)
      .execute();
  }

  async findLock(documentId: string): Promise<DocumentLock | undefined> {
    const row = await findLock.first(this.database, { documentId });
    return (
      row && {
        documentId: row.document_id,
        accountId: row.account_id,
        token: row.token,
        sinceMs: row.since,
        timeoutSeconds: row.timeout_s,
      }
    );
  }

  async putLock(lock: DocumentLock): Promise<void> {
    await this.removeLock(lock.documentId);
    await this.#query()
      .insertInto('document_locks')
      .values({
        document_id: lock.documentId,
        account_id: lock.accountId,
        token: lock.token,
        since: lock.sinceMs,
        timeout_s: lock.timeoutSeconds,
      })
      .execute();
  }

  async removeLock(documentId: string): Promise<void> {
    await this.#query()
      .deleteFrom('document_locks')
      .where('document_id', '=', documentId)
      .execute();
  }

  #query() {
    return this.database.query<Tables>();
  }
}
