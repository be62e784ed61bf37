import type { Selectable } from 'kysely';
import { open, seal } from '../platform/crypto/aes-gcm.js';
import type { Database } from '../platform/database/database.js';
import type { EventType } from '../platform/events/event-outbox.js';
import type { SigningTexts, Webhook } from './webhook.js';
import { WebhookRepository, type WebhookChanges, type WebhookPage } from './webhook.repository.js';
import type { WebhooksTable, WebhookTables } from './webhook.tables.js';

/** Secrets are sealed, and bound to their webhook. */
export class KyselyWebhookRepository extends WebhookRepository {
  constructor(
    private readonly database: Database,
    private readonly key: Uint8Array,
  ) {
    super();
  }

  async insert(webhook: Webhook, secret: string): Promise<void> {
    const { id, ownerId, url, events, isEnabled, disabledReason, createdAtMs } = webhook;
    await this.#query()
      .insertInto('webhooks')
      .values({
        ...{ id, url, owner_id: ownerId, events: JSON.stringify(events) },
        ...{ secret: this.#sealed(id, secret), previous_secret: null, previous_until: 0 },
        ...{ enabled: Number(isEnabled), disabled_reason: disabledReason, created_at: createdAtMs },
      })
      .execute();
  }

  async find(id: string): Promise<Webhook | undefined> {
    const row = await this.#query()
      .selectFrom('webhooks')
      .selectAll()
      .where('id', '=', id)
      .executeTakeFirst();
    return row && webhookOf(row);
  }

  async list({ ownerId, limit, after }: WebhookPage): Promise<readonly Webhook[]> {
    const rows = await this.#query()
      .selectFrom('webhooks')
      .selectAll()
      .$if(ownerId !== undefined, (query) => query.where('owner_id', '=', ownerId as string))
      .$if(after !== undefined, (query) => query.where('id', '>', after as string))
      .orderBy('id')
      .limit(limit)
      .execute();
    return rows.map(webhookOf);
  }

  async countOf(ownerId: string): Promise<number> {
    const row = await this.#query()
      .selectFrom('webhooks')
      .select(({ fn }) => fn.countAll<number>().as('count'))
      .where('owner_id', '=', ownerId)
      .executeTakeFirstOrThrow();
    return row.count;
  }

  async listening(): Promise<readonly Webhook[]> {
    const rows = await this.#query()
      .selectFrom('webhooks')
      .selectAll()
      .where('enabled', '=', 1)
      .execute();
    return rows.map(webhookOf);
  }

  async change(
    id: string,
    { url, events, isEnabled, disabledReason }: WebhookChanges,
  ): Promise<void> {
    const changes = {
      ...(url !== undefined && { url }),
      ...(events !== undefined && { events: JSON.stringify(events) }),
      ...(isEnabled !== undefined && { enabled: Number(isEnabled) }),
      ...(disabledReason !== undefined && { disabled_reason: disabledReason }),
    };
    if (Object.keys(changes).length === 0) return;
    await this.#query().updateTable('webhooks').set(changes).where('id', '=', id).execute();
  }

  async replaceSecret(id: string, secret: string, previousUntilMs: number): Promise<void> {
    await this.#query()
      .updateTable('webhooks')
      .set((eb) => ({
        previous_secret: eb.ref('secret'),
        previous_until: previousUntilMs,
        secret: this.#sealed(id, secret),
      }))
      .where('id', '=', id)
      .execute();
  }

  async signingTexts(id: string, nowMs: number): Promise<SigningTexts | undefined> {
    const row = await this.#query()
      .selectFrom('webhooks')
      .select(['secret', 'previous_secret', 'previous_until'])
      .where('id', '=', id)
      .executeTakeFirst();
    const secret = row && this.#opened(id, row.secret);
    if (secret === undefined) return undefined;
    const { previous_secret: sealed, previous_until: until } = row!;
    const previous = sealed === null || until <= nowMs ? undefined : this.#opened(id, sealed);
    return previous === undefined ? [secret] : [secret, previous];
  }

  async remove(id: string): Promise<void> {
    await this.#query().deleteFrom('webhooks').where('id', '=', id).execute();
  }

  #sealed(id: string, secret: string): string {
    return seal(this.key, Buffer.from(secret), Buffer.from(id)).toString('base64');
  }

  #opened(id: string, sealed: string): string | undefined {
    return open(this.key, Buffer.from(sealed, 'base64'), Buffer.from(id))?.toString();
  }

  #query() {
    return this.database.query<WebhookTables>();
  }
}

const webhookOf = (row: Selectable<WebhooksTable>): Webhook => ({
  id: row.id,
  ownerId: row.owner_id,
  url: row.url,
  events: JSON.parse(row.events) as EventType[],
  isEnabled: row.enabled === 1,
  disabledReason: row.disabled_reason === 'gone' ? 'gone' : null,
  previousSecretUntilMs: row.previous_until,
  createdAtMs: row.created_at,
});
