import type { AuditLog } from '../../platform/audit/audit-log.js';
import type { Clock } from '../../platform/clock/clock.js';
import type { Ids } from '../../platform/clock/ids.js';
import type { Database } from '../../platform/database/database.js';
import type { EventType } from '../../platform/events/event-outbox.js';
import { requestOrigin } from '../../platform/http/request-origin.js';
import type { Actor } from '../../platform/identity/actor.js';
import type { DeliveryQueues } from '../delivery/delivery-queues.repository.js';
import { newSecret } from '../sending/signature.js';
import { MAX_WEBHOOKS_OF_OWNER, type Webhook } from '../webhook.js';
import type { WebhookRepository } from '../webhook.repository.js';
import { noSuchWebhook, tooManyWebhooks } from '../webhooks.errors.js';
import type { ReceiverAddresses } from './receiver-addresses.js';

export interface NewWebhook {
  readonly url: string;
  readonly events: readonly EventType[];
}

export interface ChangeWebhook {
  readonly url?: string | undefined;
  readonly events?: readonly EventType[] | undefined;
  /** While it is not enabled, its events are not kept; what waits for it is over. */
  readonly isEnabled?: boolean | undefined;
}

export interface ManageWebhooksParts {
  readonly webhooks: WebhookRepository;
  readonly queues: DeliveryQueues;
  readonly addresses: ReceiverAddresses;
  readonly database: Database;
  readonly clock: Clock;
  readonly ids: Ids;
  readonly audit: AuditLog;
}

/**
 * An application sees its own webhooks, whoever it acts for; an administrator sees all. The guard lets nobody else in.
 * On the command line the actor is null.
 */
export class ManageWebhooks {
  constructor(private readonly parts: ManageWebhooksParts) {}

  /** @throws webhooks/invalid-address, webhooks/private-address, webhooks/too-many */
  async add(
    actor: Actor,
    { url, events }: NewWebhook,
  ): Promise<{ readonly webhook: Webhook; readonly secret: string }> {
    const { webhooks, addresses, database, clock, ids } = this.parts;
    await addresses.check(url);
    const secret = newSecret();
    const webhook: Webhook = {
      ...{ id: ids.next(), ownerId: ownClient() ?? actor.id, url, events: [...new Set(events)] },
      ...{ isEnabled: true, disabledReason: null, previousSecretUntilMs: 0 },
      createdAtMs: clock.nowMs(),
    };
    await database.inTransaction(async () => {
      const has = await webhooks.countOf(webhook.ownerId);
      if (has >= MAX_WEBHOOKS_OF_OWNER) throw tooManyWebhooks(MAX_WEBHOOKS_OF_OWNER);
      await webhooks.insert(webhook, secret);
      await this.#record(actor, webhook.id, 'added');
    });
    return { webhook, secret };
  }

  list(limit: number, after?: string): Promise<readonly Webhook[]> {
    return this.parts.webhooks.list({ ownerId: ownClient(), limit, after });
  }

  /** For administrators: all of somebody's, or of an application's. */
  ofOwner(ownerId: string): Promise<readonly Webhook[]> {
    return this.parts.webhooks.list({ ownerId, limit: MAX_WEBHOOKS_OF_OWNER });
  }

  /** @throws webhooks/no-such-webhook */
  async show(id: string): Promise<Webhook> {
    const webhook = await this.parts.webhooks.find(id);
    const owner = ownClient();
    const isTheirs = owner === undefined || webhook?.ownerId === owner;
    if (webhook === undefined || !isTheirs) throw noSuchWebhook(id);
    return webhook;
  }

  /** @throws webhooks/no-such-webhook, webhooks/invalid-address, webhooks/private-address */
  async change(
    actor: Actor | null,
    id: string,
    { url, events, isEnabled }: ChangeWebhook,
  ): Promise<Webhook> {
    const { webhooks, queues, addresses, database, clock } = this.parts;
    await this.show(id);
    if (url !== undefined) await addresses.check(url);
    await database.inTransaction(async () => {
      await webhooks.change(id, {
        ...(url !== undefined && { url }),
        ...(events !== undefined && { events: [...new Set(events)] }),
        ...(isEnabled !== undefined && { isEnabled, disabledReason: null }),
      });
      if (isEnabled === false) await queues.giveUpAll(id, clock.nowMs(), null);
      await this.#record(actor, id, 'changed');
    });
    return this.show(id);
  }

  /**
   * The secret of now signs too for `keepSeconds`, so that the receiver changes to the new one without refusing anything.
   * @throws webhooks/no-such-webhook
   */
  async replaceSecret(
    actor: Actor | null,
    id: string,
    keepSeconds: number,
  ): Promise<{ readonly webhook: Webhook; readonly secret: string }> {
    const { webhooks, database, clock } = this.parts;
    await this.show(id);
    const secret = newSecret();
    await database.inTransaction(async () => {
      await webhooks.replaceSecret(id, secret, clock.nowMs() + keepSeconds * 1000);
      await this.#record(actor, id, 'secret replaced');
    });
    return { webhook: await this.show(id), secret };
  }

  /** With its deliveries. @throws webhooks/no-such-webhook */
  async remove(actor: Actor | null, id: string): Promise<void> {
    await this.show(id);
    await this.parts.database.inTransaction(async () => {
      await this.parts.webhooks.remove(id);
      await this.#record(actor, id, 'removed');
    });
  }

  #record(actor: Actor | null, id: string, what: string): Promise<void> {
    return this.parts.audit.record({
      ...{ action: 'webhook.changed', actor: actor?.id ?? null },
      ...{ object: { type: 'webhook', id }, detail: { what } },
    });
  }
}

/** The application that makes the request; undefined for a person and on the command line. */
const ownClient = (): string | undefined => requestOrigin()?.client?.id;
