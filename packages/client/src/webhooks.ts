import { untilGone, type Api, type BodyOf, type Schema } from './api.js';
import type { Listing } from './listing.js';
import type { CallOptions } from './transport.js';

export type Webhook = Schema<'Webhook'>;
export type WebhookDelivery = Schema<'WebhookDelivery'>;

/** Where events are sent. An application sees its own. `verifyWebhook` checks what arrives. */
export class Webhooks {
  constructor(private readonly api: Api) {}

  list(query: { limit?: number } = {}, options: CallOptions = {}): Listing<Webhook> {
    return this.api.list(async (cursor) => {
      const params = { query: { ...query, ...cursor } };
      const page = await this.api.request('get', '/api/webhooks', { params, ...options });
      return { items: page.webhooks, next: page.next_cursor };
    });
  }

  /** The answer has the `secret`, this time only. */
  add(
    webhook: Schema<'NewWebhook'>,
    options: CallOptions = {},
  ): Promise<Schema<'WebhookWithSecret'>> {
    return this.api.request('post', '/api/webhooks', { body: webhook, ...options });
  }

  get(id: string, options: CallOptions = {}): Promise<Webhook> {
    return this.api.request('get', '/api/webhooks/{id}', { params: { path: { id } }, ...options });
  }

  change(id: string, body: Schema<'ChangeWebhook'>, options: CallOptions = {}): Promise<Webhook> {
    const init = { params: { path: { id } }, body, ...options };
    return this.api.request('patch', '/api/webhooks/{id}', init);
  }

  remove(id: string, options: CallOptions = {}): Promise<void> {
    const init = { params: { path: { id } }, ...options };
    return untilGone(this.api.request('delete', '/api/webhooks/{id}', init));
  }

  /** Sends a `webhook.test` now and says what came of it. */
  test(id: string, options: CallOptions = {}): Promise<WebhookDelivery> {
    const params = { path: { id } };
    return this.api.request('post', '/api/webhooks/{id}/test', { params, ...options });
  }

  /** For a day, or as long as `keep_seconds` says, the old secret signs beside the new one. */
  replaceSecret(
    id: string,
    body: BodyOf<'/api/webhooks/{id}/secrets', 'post'>,
    options: CallOptions = {},
  ) {
    const init = { params: { path: { id } }, body, ...options };
    return this.api.request('post', '/api/webhooks/{id}/secrets', init);
  }

  /** What was sent, newest first: with `state` "dead", what was given up. */
  deliveries(
    id: string,
    query: { state?: WebhookDelivery['state']; limit?: number } = {},
    options: CallOptions = {},
  ): Listing<WebhookDelivery> {
    return this.api.list(async (cursor) => {
      const params = { path: { id }, query: { ...query, ...cursor } };
      const path = '/api/webhooks/{id}/deliveries';
      const page = await this.api.request('get', path, { params, ...options });
      return { items: page.deliveries, next: page.next_cursor };
    });
  }

  /** Once more, in no order. */
  async resend(id: string, deliveryId: string, options: CallOptions = {}): Promise<void> {
    const path = '/api/webhooks/{id}/deliveries/{delivery_id}/resend';
    const params = { path: { id, delivery_id: deliveryId } };
    await this.api.request('post', path, { params, ...options });
  }
}
