export { WebhookDeliveryModule } from './webhook-delivery.module.js';
export { WebhookOutboxModule } from './webhook-outbox.module.js';
export { webhookSettings } from './webhooks.config.js';
export { WebhooksModule } from './webhooks.module.js';
export { WebhookFigures } from './delivery/webhook-figures.js';
export type { Delivery, DeliveryFigures } from './delivery/delivery-log.repository.js';
export { ManageWebhooks } from './registration/manage-webhooks.use-case.js';
export { WebhookDeliveries } from './registration/webhook-deliveries.use-case.js';
export type { Webhook } from './webhook.js';
