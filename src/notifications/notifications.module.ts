import { Module } from '@nestjs/common';
import { DocumentAccess, DocumentsModule, VisibleTitles } from '../documents/index.js';
import { Clock } from '../platform/clock/clock.js';
import { Ids } from '../platform/clock/ids.js';
import { Database } from '../platform/database/database.js';
import { DomainEvents } from '../platform/events/domain-events.js';
import { People } from '../platform/identity/people.js';
import { provideClass } from '../platform/injection/provide-class.js';
import { provideFrom } from '../platform/injection/provide-from.js';
import { KyselyNotificationRepository } from './notification.kysely.js';
import { NotificationRepository } from './notification.repository.js';
import { NotificationsController } from './notifications.controller.js';
import { Notifications } from './notifications.js';

@Module({
  imports: [DocumentsModule],
  controllers: [NotificationsController],
  providers: [
    {
      ...provideClass(KyselyNotificationRepository, [Database, Clock]),
      provide: NotificationRepository,
    },
    provideFrom(
      Notifications,
      {
        repository: NotificationRepository,
        access: DocumentAccess,
        titles: VisibleTitles,
        people: People,
        events: DomainEvents,
        ids: Ids,
        clock: Clock,
      },
      (parts) => new Notifications(parts),
    ),
  ],
  exports: [Notifications],
})
export class NotificationsModule {}
