import { z } from 'zod';
import { EVENT_TYPES } from '../../platform/events/event-outbox.js';
import { cursorText, nextCursor, pageQuery } from '../../platform/http/paging.js';
import { DELIVERY_STATES, type Delivery } from '../delivery/delivery-log.repository.js';
import type { Webhook } from '../webhook.js';

const url = z.string().min(1).max(2000).describe('Where events are sent: https');
const events = z.array(z.enum(EVENT_TYPES)).min(1).max(EVENT_TYPES.length);
const time = z.iso.datetime();

export const newWebhookSchema = z.strictObject({ url, events }).meta({ id: 'NewWebhook' });
export type NewWebhookBody = z.infer<typeof newWebhookSchema>;

export const changeWebhookSchema = z
  .strictObject({
    url: url.optional(),
    events: events.optional(),
    enabled: z
      .boolean()
      .optional()
      .describe('false: events are not kept for it, and what waits for it is over'),
  })
  .meta({ id: 'ChangeWebhook' });
export type ChangeWebhookBody = z.infer<typeof changeWebhookSchema>;

/** A week is enough to change a setting everywhere. */
const MAX_KEEP_SECONDS = 7 * 24 * 3600;

export const replaceSecretSchema = z
  .strictObject({
    keep_seconds: z
      .int()
      .min(0)
      .max(MAX_KEEP_SECONDS)
      .optional()
      .describe('For how long the secret of now signs too; a day without it'),
  })
  .optional();
export type ReplaceSecretBody = z.infer<typeof replaceSecretSchema>;

const webhookShape = {
  id: z.string(),
  url: z.string(),
  events: z.array(z.enum(EVENT_TYPES)),
  enabled: z.boolean(),
  disabled_reason: z
    .enum(['gone'])
    .nullable()
    .describe('gone: the receiver answered 410, and nothing is sent any more'),
  previous_secret_until: time.nullable().describe('Until then two secrets sign'),
  created_at: time,
};

export const webhookSchema = z.object(webhookShape).meta({ id: 'Webhook' });
export type WebhookBody = z.infer<typeof webhookSchema>;

export const webhookWithSecretSchema = z
  .object({ ...webhookShape, secret: z.string().describe('whsec_…; shown only now') })
  .meta({ id: 'WebhookWithSecret' });
export type WebhookWithSecretBody = z.infer<typeof webhookWithSecretSchema>;

export const webhooksSchema = z
  .object({ webhooks: z.array(webhookSchema), next_cursor: nextCursor })
  .meta({ id: 'Webhooks' });
export type WebhooksBody = z.infer<typeof webhooksSchema>;

export const deliverySchema = z
  .object({
    id: z.string(),
    event_id: z.string().describe('The webhook-id header: the same however often it is sent'),
    type: z.string(),
    document_id: z.string().nullable(),
    state: z.enum(DELIVERY_STATES).describe('dead: given up, until it is sent again'),
    attempts: z.int(),
    created_at: time,
    next_attempt_at: time
      .nullable()
      .describe('Of the first event that waits for this document; those after it follow'),
    finished_at: time.nullable(),
    last_status: z.int().nullable().describe('HTTP status of the last answer'),
    last_fault: z.string().nullable().describe('Why there was no answer'),
  })
  .meta({ id: 'WebhookDelivery' });
export type DeliveryBody = z.infer<typeof deliverySchema>;

export const deliveriesSchema = z
  .object({ deliveries: z.array(deliverySchema), next_cursor: nextCursor })
  .meta({ id: 'WebhookDeliveries' });
export type DeliveriesBody = z.infer<typeof deliveriesSchema>;

const page = pageQuery(z.tuple([cursorText]), 100);

export const listWebhooksSchema = z.strictObject(page);
export type ListWebhooks = z.output<typeof listWebhooksSchema>;

export const listDeliveriesSchema = z.strictObject({
  ...page,
  state: z.enum(DELIVERY_STATES).optional(),
});
export type ListDeliveriesQuery = z.output<typeof listDeliveriesSchema>;

export const webhookToWire = (webhook: Webhook, nowMs: number): WebhookBody => {
  const { previousSecretUntilMs: untilMs } = webhook;
  return {
    id: webhook.id,
    url: webhook.url,
    events: [...webhook.events],
    enabled: webhook.isEnabled,
    disabled_reason: webhook.disabledReason,
    previous_secret_until: timeOf(untilMs > nowMs ? untilMs : null),
    created_at: new Date(webhook.createdAtMs).toISOString(),
  };
};

export const deliveryToWire = (delivery: Delivery): DeliveryBody => ({
  id: delivery.id,
  event_id: delivery.messageId,
  type: delivery.type,
  document_id: delivery.documentId,
  state: delivery.state,
  attempts: delivery.attempts,
  created_at: new Date(delivery.createdAtMs).toISOString(),
  next_attempt_at: timeOf(delivery.nextAttemptMs),
  finished_at: timeOf(delivery.finishedAtMs),
  last_status: delivery.lastStatus,
  last_fault: delivery.lastFault,
});

const timeOf = (ms: number | null): string | null =>
  ms === null ? null : new Date(ms).toISOString();
