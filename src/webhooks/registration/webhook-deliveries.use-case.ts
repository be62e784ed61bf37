import type { Clock } from '../../platform/clock/clock.js';
import type { Ids } from '../../platform/clock/ids.js';
import type { Delivery, DeliveryLog, DeliveryState } from '../delivery/delivery-log.repository.js';
import { seenIn } from '../delivery/deliver-queue.js';
import type { SendDelivery } from '../delivery/send-delivery.js';
import { isDelivered } from '../sending/receiver.js';
import { deliveryWaits, noSuchDelivery, webhookDisabled } from '../webhooks.errors.js';
import type { ManageWebhooks } from './manage-webhooks.use-case.js';

export interface ListDeliveries {
  readonly state?: DeliveryState | undefined;
  readonly after?: string | undefined;
  readonly limit: number;
}

/** What was sent to a webhook, what waits, and what was given up; and sending by hand. */
export class WebhookDeliveries {
  constructor(
    private readonly webhooks: ManageWebhooks,
    private readonly log: DeliveryLog,
    private readonly sending: SendDelivery,
    private readonly clock: Clock,
    private readonly ids: Ids,
  ) {}

  /** @throws webhooks/no-such-webhook */
  async list(
    webhookId: string,
    { state, after, limit }: ListDeliveries,
  ): Promise<readonly Delivery[]> {
    await this.webhooks.show(webhookId);
    return this.log.list({ webhookId, state, after, limit });
  }

  /**
   * Sends an event of the type `webhook.test` now, once, also while the webhook is disabled.
   * @throws webhooks/no-such-webhook
   */
  async test(webhookId: string): Promise<Delivery> {
    const webhook = await this.webhooks.show(webhookId);
    const createdAtMs = this.clock.nowMs();
    const timestamp = new Date(createdAtMs).toISOString();
    const type = 'webhook.test';
    const data = { webhook_id: webhookId };
    const message = {
      ...{ id: this.ids.next(), type, documentId: null, createdAtMs },
      payload: JSON.stringify({ type, timestamp, data }),
    };
    const sent = { messageId: message.id, payload: message.payload };
    const answer = await this.sending.execute(webhook, sent);
    const state = isDelivered(answer) ? ('delivered' as const) : ('dead' as const);
    const outcome = { state, ...seenIn(answer), atMs: this.clock.nowMs() };
    const id = this.ids.nextInOrder();
    await this.log.add({ id, webhookId, message, outcome });
    return this.#show(webhookId, id);
  }

  /**
   * As if it were new, but in no order: it holds nothing back, and nothing holds it back.
   * @throws webhooks/no-such-webhook, webhooks/no-such-delivery, webhooks/still-waiting, webhooks/disabled
   */
  async sendAgain(webhookId: string, id: string): Promise<Delivery> {
    const webhook = await this.webhooks.show(webhookId);
    const delivery = await this.#show(webhookId, id);
    if (!webhook.isEnabled) throw webhookDisabled(webhookId);
    if (!(await this.log.sendAgain(delivery, this.clock.nowMs()))) throw deliveryWaits(id);
    return this.#show(webhookId, id);
  }

  async #show(webhookId: string, id: string): Promise<Delivery> {
    const delivery = await this.log.find(webhookId, id);
    if (delivery === undefined) throw noSuchDelivery(id);
    return delivery;
  }
}
