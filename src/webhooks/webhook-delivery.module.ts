import {
  Module,
  type BeforeApplicationShutdown,
  type OnApplicationBootstrap,
} from '@nestjs/common';
import { AccessModule, WebhookOwners } from '../access/index.js';
import {
  DocumentAccess,
  DocumentsModule,
  DocumentViews,
  ListVersions,
} from '../documents/index.js';
import { BackgroundWork } from '../platform/background/background-work.timer.js';
import { Clock } from '../platform/clock/clock.js';
import { Ids } from '../platform/clock/ids.js';
import { Database } from '../platform/database/database.js';
import { Metrics } from '../platform/health/metrics.js';
import { People } from '../platform/identity/people.js';
import { provideClass } from '../platform/injection/provide-class.js';
import { provideFrom } from '../platform/injection/provide-from.js';
import { VersionArchive, VersionArchiveModule } from '../version-archive/index.js';
import { QueueDelivery } from './delivery/deliver-queue.js';
import { DeliveryCounts } from './delivery/delivery-counts.js';
import { DeliveryLog } from './delivery/delivery-log.repository.js';
import { DeliveryQueues } from './delivery/delivery-queues.repository.js';
import { DeliveryRounds } from './delivery/delivery-rounds.timer.js';
import { EventData } from './delivery/event-data.js';
import { KyselyEventSpreadRepository } from './delivery/event-spread.kysely.js';
import { EventSpreadRepository } from './delivery/event-spread.repository.js';
import { DeliveryRetention } from './delivery/delivery-retention.timer.js';
import { SendDelivery } from './delivery/send-delivery.js';
import { EventSpreading } from './delivery/spread-events.js';
import { WebhookFigures } from './delivery/webhook-figures.js';
import { KyselyEventOutbox } from './events/event-outbox.kysely.js';
import {
  WebhookDeliveriesController,
  WebhooksController,
} from './registration/webhooks.controller.js';
import { WebhookRepository } from './webhook.repository.js';
import { WebhooksModule } from './webhooks.module.js';

const delivering = [
  { ...provideClass(KyselyEventSpreadRepository, [Database]), provide: EventSpreadRepository },
  provideFrom(
    EventData,
    {
      access: DocumentAccess,
      views: DocumentViews,
      archive: VersionArchive,
      versions: ListVersions,
      people: People,
    },
    (parts) => new EventData(parts),
  ),
  provideFrom(
    EventSpreading,
    {
      events: EventSpreadRepository,
      webhooks: WebhookRepository,
      owners: WebhookOwners,
      data: EventData,
      clock: Clock,
      ids: Ids,
    },
    (parts) => new EventSpreading(parts),
  ),
  provideClass(DeliveryCounts, [Metrics]),
  provideFrom(
    QueueDelivery,
    {
      queues: DeliveryQueues,
      webhooks: WebhookRepository,
      owners: WebhookOwners,
      sending: SendDelivery,
      counts: DeliveryCounts,
      clock: Clock,
    },
    (parts) => new QueueDelivery(parts),
  ),
  provideFrom(
    DeliveryRounds,
    {
      spreading: EventSpreading,
      queues: DeliveryQueues,
      delivery: QueueDelivery,
      clock: Clock,
      ids: Ids,
    },
    (parts) => new DeliveryRounds(parts),
  ),
  provideClass(DeliveryRetention, [DeliveryLog, Clock]),
  provideClass(WebhookFigures, [DeliveryLog, Clock]),
  provideFrom(
    BackgroundWork,
    { rounds: DeliveryRounds, retention: DeliveryRetention },
    ({ rounds, retention }) => new BackgroundWork([rounds.work, retention.work]),
  ),
];

/** Delivers events to webhooks. Of a server; the controllers are here so that commands have none. */
@Module({
  imports: [AccessModule, DocumentsModule, VersionArchiveModule, WebhooksModule],
  controllers: [WebhooksController, WebhookDeliveriesController],
  providers: delivering,
  exports: [WebhookFigures],
})
export class WebhookDeliveryModule implements OnApplicationBootstrap, BeforeApplicationShutdown {
  constructor(
    private readonly background: BackgroundWork,
    private readonly rounds: DeliveryRounds,
    private readonly outbox: KyselyEventOutbox,
    metrics: Metrics,
    figures: WebhookFigures,
  ) {
    figures.describe(metrics);
  }

  onApplicationBootstrap(): void {
    this.outbox.onCommitted(() => this.rounds.wake());
    this.background.start();
  }

  /** While the database is still open. */
  async beforeApplicationShutdown(): Promise<void> {
    await Promise.all([this.background.stop(), this.rounds.stop()]);
  }
}
