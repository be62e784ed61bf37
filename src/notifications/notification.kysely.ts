import type { Clock } from '../platform/clock/clock.js';
import type { Database } from '../platform/database/database.js';
import {
  KEPT_MS,
  MAX_OF_PERSON,
  NotificationRepository,
  type NotificationKind,
  type StoredNotification,
} from './notification.repository.js';

interface NotificationsTable {
  id: string;
  username: string;
  kind: string;
  document_id: string;
  sender: string;
  text: string;
  place: string;
  created_at: number;
}

interface Tables {
  notifications: NotificationsTable;
}

export class KyselyNotificationRepository extends NotificationRepository {
  constructor(
    private readonly database: Database,
    private readonly clock: Clock,
  ) {
    super();
  }

  add(notification: StoredNotification): Promise<void> {
    const row = rowOf(notification);
    return this.database.inTransaction(async () => {
      await this.#query
        .deleteFrom('notifications')
        .where('username', '=', row.username)
        .where('kind', '=', row.kind)
        .where('document_id', '=', row.document_id)
        .where('sender', '=', row.sender)
        .where('text', '=', row.text)
        .where('place', '=', row.place)
        .execute();
      await this.#query.insertInto('notifications').values(row).execute();
      await this.#sweep(row.username);
    });
  }

  async listOf(username: string): Promise<readonly StoredNotification[]> {
    const rows = await this.#query
      .selectFrom('notifications')
      .selectAll()
      .where('username', '=', username)
      .where('created_at', '>=', this.clock.nowMs() - KEPT_MS)
      .orderBy('created_at', 'desc')
      .orderBy('id', 'desc')
      .limit(MAX_OF_PERSON)
      .execute();
    return rows.map(notificationOf);
  }

  async remove(username: string, id: string): Promise<boolean> {
    const { numDeletedRows } = await this.#query
      .deleteFrom('notifications')
      .where('username', '=', username)
      .where('id', '=', id)
      .executeTakeFirst();
    return numDeletedRows > 0n;
  }

  async removeAll(username: string): Promise<void> {
    await this.#query.deleteFrom('notifications').where('username', '=', username).execute();
  }

  async #sweep(username: string): Promise<void> {
    const tooOld = this.clock.nowMs() - KEPT_MS;
    await this.#query.deleteFrom('notifications').where('created_at', '<', tooOld).execute();
    const excess = await this.#query
      .selectFrom('notifications')
      .select('id')
      .where('username', '=', username)
      .orderBy('created_at', 'desc')
      .orderBy('id', 'desc')
      .offset(MAX_OF_PERSON)
      .limit(MAX_OF_PERSON)
      .execute();
    if (excess.length === 0) return;
    const ids = excess.map(({ id }) => id);
    await this.#query.deleteFrom('notifications').where('id', 'in', ids).execute();
  }

  get #query() {
    return this.database.query<Tables>();
  }
}

const rowOf = (notification: StoredNotification): NotificationsTable => ({
  id: notification.id,
  username: notification.username,
  kind: notification.kind,
  document_id: notification.documentId,
  sender: notification.from ?? '',
  text: notification.text,
  place: notification.place ?? '',
  created_at: notification.createdAtMs,
});

const notificationOf = (row: NotificationsTable): StoredNotification => ({
  id: row.id,
  username: row.username,
  kind: row.kind as NotificationKind,
  documentId: row.document_id,
  from: row.sender === '' ? null : row.sender,
  text: row.text,
  place: row.place === '' ? null : row.place,
  createdAtMs: row.created_at,
});
