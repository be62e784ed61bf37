export { WebhookOutboxModule } from './webhook-outbox.module.js';
