import { Logger } from '@nestjs/common';
import { sql } from 'kysely';
import type { Clock } from '../../platform/clock/clock.js';
import type { Ids } from '../../platform/clock/ids.js';
import type { Database } from '../../platform/database/database.js';
import { EventOutbox, type OutboxEvent } from '../../platform/events/event-outbox.js';
import { requestOrigin } from '../../platform/http/request-origin.js';
import type { WebhookTables } from '../webhook.tables.js';

/** Applications open the same documents again and again; what is forgotten here is written once more. */
const MOST_RELATED = 10_000;

export class KyselyEventOutbox extends EventOutbox {
  readonly #logger = new Logger(EventOutbox.name);
  readonly #related = new Set<string>();
  #lastPosition = 0;
  #listener: () => void = () => undefined;

  constructor(
    private readonly database: Database,
    private readonly clock: Clock,
    private readonly ids: Ids,
  ) {
    super();
  }

  /** Called soon after events of this instance are committed. */
  onCommitted(listener: () => void): void {
    this.#listener = listener;
  }

  async add({ type, documentId, actor, detail }: OutboxEvent): Promise<void> {
    if (type === 'document.created') await this.#relate(documentId);
    const details = detail === undefined ? null : JSON.stringify(detail);
    const { numAffectedRows = 0n } = await sql`
      insert into outbox_events (id, position, type, document_id, actor, detail, at)
      select cast(${this.ids.nextInOrder()} as text), ${this.#position()}, cast(${type} as text),
        cast(${documentId} as text), cast(${actor} as text), cast(${details} as text),
        cast(${this.clock.nowMs()} as bigint)
      where exists (select 1 from webhooks where enabled = 1)`.execute(this.database.query());
    if (numAffectedRows > 0n) this.database.whenCommitted(this.#listener);
  }

  /** A document can be opened while the database stores nothing: see `AuditLog.recordReading`. */
  async opened(documentId: string): Promise<void> {
    const client = requestOrigin()?.client;
    if (client === undefined) return;
    const pair = `${client.id} ${documentId}`;
    // Each opening would cost a commit that changes nothing.
    if (this.#related.has(pair)) return;
    try {
      await this.#relate(documentId);
      this.database.whenCommitted(() => this.#remember(pair));
    } catch (error) {
      this.#logger.warn({
        ...{ msg: 'an application will not hear of a document that it opened' },
        ...{ documentId, err: error },
      });
    }
  }

  #remember(pair: string): void {
    if (this.#related.size >= MOST_RELATED) this.#related.clear();
    this.#related.add(pair);
  }

  async #relate(documentId: string): Promise<void> {
    const client = requestOrigin()?.client;
    if (client === undefined) return;
    await this.database
      .query<WebhookTables>()
      .insertInto('client_documents')
      .values({ document_id: documentId, client_id: client.id })
      .onConflict((conflict) => conflict.doNothing())
      .execute();
  }

  /**
   * Several instances share PostgreSQL: its clock orders their events, read when the statement runs and not when its
   * transaction began. A sequence would need to be moved with the database.
   */
  #position() {
    if (this.database.engine === 'postgres')
      return sql`(extract(epoch from clock_timestamp()) * 1000000)::bigint`;
    this.#lastPosition = Math.max(this.#lastPosition + 1, this.clock.nowMs() * 1000);
    return sql`cast(${this.#lastPosition} as bigint)`;
  }
}
