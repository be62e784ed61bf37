import { Module, type OnApplicationBootstrap, type OnModuleInit } from '@nestjs/common';
import { AccessModule, SigningSecrets } from '../access/index.js';
import {
  DocumentAccess,
  DocumentsGiven,
  DocumentsModule,
  KeyRequests,
  type AskedForKey,
  VisibleTitles,
} from '../documents/index.js';
import { Clock } from '../platform/clock/clock.js';
import { Ids } from '../platform/clock/ids.js';
import { Database } from '../platform/database/database.js';
import { DomainEvents } from '../platform/events/domain-events.js';
import { Metrics } from '../platform/health/metrics.js';
import { People } from '../platform/identity/people.js';
import { provideClass } from '../platform/injection/provide-class.js';
import { provideFrom } from '../platform/injection/provide-from.js';
import { MailModule, MailSettings } from '../mail/index.js';
import { KyselyMailOutbox, KyselyWaitingMails } from './by-mail/mails.kysely.js';
import { WaitingMails } from './by-mail/waiting-mails.repository.js';
import { MailOutbox, NoMailOutbox } from './mail-outbox.js';
import { KyselyNotificationRepository } from './notification.kysely.js';
import { NotificationRepository } from './notification.repository.js';
import { NotificationsController } from './notifications.controller.js';
import { Notifications, PersonNotified } from './notifications.js';

@Module({
  imports: [AccessModule, DocumentsModule, MailModule],
  controllers: [NotificationsController],
  providers: [
    provideFrom(
      NotificationRepository,
      { database: Database, clock: Clock, secrets: SigningSecrets, mails: MailOutbox },
      ({ database, clock, secrets, mails }) =>
        new KyselyNotificationRepository(
          ...([database, clock, secrets.keyFor('notifications/text'), mails] as const),
        ),
    ),
    provideFrom(
      MailOutbox,
      { database: Database, clock: Clock, ids: Ids, settings: MailSettings },
      ({ database, clock, ids, settings }) =>
        settings.server === undefined
          ? new NoMailOutbox()
          : new KyselyMailOutbox(database, clock, ids),
    ),
    { ...provideClass(KyselyWaitingMails, [Database]), provide: WaitingMails },
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
  exports: [Notifications, NotificationRepository, WaitingMails],
})
export class NotificationsModule implements OnModuleInit, OnApplicationBootstrap {
  constructor(
    private readonly events: DomainEvents,
    private readonly metrics: Metrics,
    private readonly notifications: Notifications,
    private readonly keyRequests: KeyRequests,
  ) {}

  /** Before anything compares members with keys. */
  onModuleInit(): void {
    const { notifications } = this;
    this.keyRequests.register({
      ask: async (asked) => {
        const to = [asked.asked];
        const about = { documentId: asked.documentId, from: null, text: waitingText(asked) };
        await notifications.send({ ...about, kind: 'key-requested', to });
      },
      done: (documentId, accountIds) =>
        notifications.removeDone('key-requested', documentId, accountIds),
    });
  }

  onApplicationBootstrap(): void {
    const sent = this.metrics.counter({
      name: 'kontor_notifications_total',
      help: 'Notifications that people got, by kind.',
      labelNames: ['kind'],
    });
    // One for all that were given at once.
    this.events.on(DocumentsGiven, async ({ to, by, documentId, count }) => {
      const about = { documentId, from: by, text: String(count) };
      await this.notifications.send({ ...about, kind: 'documents-given', to: [to] });
    });
    this.events.on(PersonNotified, ({ notification }) => sent.inc({ kind: notification.kind }));
  }
}

const waitingText = ({ waiting, groupName }: AskedForKey): string =>
  groupName === undefined ? String(waiting) : `${waiting} ${groupName}`;
