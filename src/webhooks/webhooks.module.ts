import { Module } from '@nestjs/common';
import { AccessModule, SigningSecrets } from '../access/index.js';
import { AuditLog } from '../platform/audit/audit-log.js';
import { Clock } from '../platform/clock/clock.js';
import { Ids } from '../platform/clock/ids.js';
import { provideSettings } from '../platform/config/settings.js';
import { Database } from '../platform/database/database.js';
import { provideClass } from '../platform/injection/provide-class.js';
import { provideFrom } from '../platform/injection/provide-from.js';
import { KyselyDeliveryLog } from './delivery/delivery-log.kysely.js';
import { DeliveryLog } from './delivery/delivery-log.repository.js';
import { KyselyDeliveryQueues } from './delivery/delivery-queues.kysely.js';
import { DeliveryQueues } from './delivery/delivery-queues.repository.js';
import { SendDelivery } from './delivery/send-delivery.js';
import { ManageWebhooks } from './registration/manage-webhooks.use-case.js';
import { ReceiverAddresses } from './registration/receiver-addresses.js';
import { WebhookDeliveries } from './registration/webhook-deliveries.use-case.js';
import { HttpReceiver } from './sending/receiver.http.js';
import { Receiver } from './sending/receiver.js';
import { KyselyWebhookRepository } from './webhook.kysely.js';
import { WebhookRepository } from './webhook.repository.js';
import { WebhookSettings, webhookSettings } from './webhooks.config.js';

/** Webhooks and what was sent to them, for servers and commands. Delivers nothing by itself. */
@Module({
  imports: [AccessModule],
  providers: [
    provideSettings(WebhookSettings, webhookSettings),
    provideFrom(
      WebhookRepository,
      { database: Database, secrets: SigningSecrets },
      ({ database, secrets }) =>
        new KyselyWebhookRepository(database, secrets.keyFor('webhooks/secret')),
    ),
    { ...provideClass(KyselyDeliveryQueues, [Database]), provide: DeliveryQueues },
    { ...provideClass(KyselyDeliveryLog, [Database]), provide: DeliveryLog },
    provideFrom(
      Receiver,
      { settings: WebhookSettings },
      ({ settings }) => new HttpReceiver(settings.allowsPrivate),
    ),
    provideFrom(
      ReceiverAddresses,
      { receiver: Receiver, settings: WebhookSettings },
      ({ receiver, settings }) => new ReceiverAddresses(receiver, settings.allowsPrivate),
    ),
    provideClass(SendDelivery, [WebhookRepository, Receiver, Clock]),
    provideFrom(
      ManageWebhooks,
      {
        webhooks: WebhookRepository,
        queues: DeliveryQueues,
        addresses: ReceiverAddresses,
        database: Database,
        clock: Clock,
        ids: Ids,
        audit: AuditLog,
      },
      (parts) => new ManageWebhooks(parts),
    ),
    provideClass(WebhookDeliveries, [ManageWebhooks, DeliveryLog, SendDelivery, Clock, Ids]),
  ],
  exports: [
    WebhookRepository,
    DeliveryQueues,
    DeliveryLog,
    SendDelivery,
    ManageWebhooks,
    WebhookDeliveries,
  ],
})
export class WebhooksModule {}
