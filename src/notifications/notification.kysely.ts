import type { Clock } from '../platform/clock/clock.js';
import { open, seal } from '../platform/crypto/aes-gcm.js';
import type { Database } from '../platform/database/database.js';
import type { MailOutbox } from './mail-outbox.js';
import {
  KEPT_MS,
  MAX_OF_PERSON,
  NotificationRepository,
  type NotificationKind,
  type StoredNotification,
} from './notification.repository.js';

interface NotificationsTable {
  id: string;
  account_id: string;
  kind: string;
  document_id: string;
  sender: string;
  /** Sealed, in base64; empty where there is none. Both may be words of the document. */
  text: string;
  place: string;
  created_at: number;
  /** The mail that it goes into. */
  mail_id: string | null;
}

interface Tables {
  notifications: NotificationsTable;
}

export class KyselyNotificationRepository extends NotificationRepository {
  constructor(
    private readonly database: Database,
    private readonly clock: Clock,
    private readonly key: Uint8Array,
    private readonly mails: MailOutbox,
  ) {
    super();
  }

  add(notification: StoredNotification): Promise<void> {
    return this.database.inTransaction(async () => {
      const mailId = await this.mails.mailFor(notification.accountId);
      const row = this.#rowOf(notification, mailId);
      if (row.kind !== 'mention') {
        await this.#query
          .deleteFrom('notifications')
          .where('account_id', '=', row.account_id)
          .where('kind', '=', row.kind)
          .where('document_id', '=', row.document_id)
          .where('sender', '=', row.sender)
          .execute();
      }
      await this.#query.insertInto('notifications').values(row).execute();
      await this.#sweep(row.account_id);
    });
  }

  async listOf(accountId: string): Promise<readonly StoredNotification[]> {
    const rows = await this.#query
      .selectFrom('notifications')
      .selectAll()
      .where('account_id', '=', accountId)
      .where('created_at', '>=', this.clock.nowMs() - KEPT_MS)
      .orderBy('created_at', 'desc')
      .orderBy('id', 'desc')
      .limit(MAX_OF_PERSON)
      .execute();
    return rows.map((row) => this.#notificationOf(row));
  }

  async ofMail(mailId: string): Promise<readonly StoredNotification[]> {
    const rows = await this.#query
      .selectFrom('notifications')
      .selectAll()
      .where('mail_id', '=', mailId)
      .orderBy('created_at')
      .orderBy('id')
      .limit(MAX_OF_PERSON)
      .execute();
    return rows.map((row) => this.#notificationOf(row));
  }

  async remove(accountId: string, id: string): Promise<boolean> {
    const { numDeletedRows } = await this.#query
      .deleteFrom('notifications')
      .where('account_id', '=', accountId)
      .where('id', '=', id)
      .executeTakeFirst();
    return numDeletedRows > 0n;
  }

  async removeAll(accountId: string): Promise<void> {
    await this.#query.deleteFrom('notifications').where('account_id', '=', accountId).execute();
  }

  async removeAbout(accountId: string, kind: NotificationKind, documentId: string): Promise<void> {
    await this.#query
      .deleteFrom('notifications')
      .where('account_id', '=', accountId)
      .where('kind', '=', kind)
      .where('document_id', '=', documentId)
      .execute();
  }

  async #sweep(accountId: string): Promise<void> {
    const tooOld = this.clock.nowMs() - KEPT_MS;
    await this.#query.deleteFrom('notifications').where('created_at', '<', tooOld).execute();
    const excess = await this.#query
      .selectFrom('notifications')
      .select('id')
      .where('account_id', '=', accountId)
      .orderBy('created_at', 'desc')
      .orderBy('id', 'desc')
      .offset(MAX_OF_PERSON)
      .limit(MAX_OF_PERSON)
      .execute();
    if (excess.length === 0) return;
    const ids = excess.map(({ id }) => id);
    await this.#query.deleteFrom('notifications').where('id', 'in', ids).execute();
  }

  #rowOf(notification: StoredNotification, mailId: string | undefined): NotificationsTable {
    const { id, text, place } = notification;
    return {
      ...{ id, account_id: notification.accountId, kind: notification.kind },
      document_id: notification.documentId,
      sender: notification.from ?? '',
      text: this.#seal(text, `${id}/text`),
      place: this.#seal(place ?? '', `${id}/place`),
      created_at: notification.createdAtMs,
      mail_id: mailId ?? null,
    };
  }

  #notificationOf(row: NotificationsTable): StoredNotification {
    const place = this.#open(row.place, `${row.id}/place`);
    return {
      ...{ id: row.id, accountId: row.account_id, kind: row.kind as NotificationKind },
      documentId: row.document_id,
      from: row.sender === '' ? null : row.sender,
      text: this.#open(row.text, `${row.id}/text`),
      place: place === '' ? null : place,
      createdAtMs: row.created_at,
    };
  }

  #seal(text: string, binding: string): string {
    if (text === '') return '';
    return seal(this.key, Buffer.from(text), Buffer.from(binding)).toString('base64');
  }

  /** Empty as well when this server's signing secret is another one since: the notification still leads there. */
  #open(sealed: string, binding: string): string {
    const bytes = open(this.key, Buffer.from(sealed, 'base64'), Buffer.from(binding));
    return bytes?.toString() ?? '';
  }

  get #query() {
    return this.database.query<Tables>();
  }
}
