import {
  Logger,
  Module,
  type BeforeApplicationShutdown,
  type OnApplicationBootstrap,
} from '@nestjs/common';
import { AccessModule, MailRecipients } from '../access/index.js';
import { DocumentAccess, DocumentsModule } from '../documents/index.js';
import { MailModule, MailServer, MailSettings } from '../mail/index.js';
import { BackgroundWork } from '../platform/background/background-work.timer.js';
import { Clock } from '../platform/clock/clock.js';
import { Ids } from '../platform/clock/ids.js';
import { PlatformSettings } from '../platform/config/platform.config.js';
import { Metrics } from '../platform/health/metrics.js';
import { People } from '../platform/identity/people.js';
import { provideClass } from '../platform/injection/provide-class.js';
import { provideFrom } from '../platform/injection/provide-from.js';
import { MailCounts } from './by-mail/mail-counts.js';
import { MailRounds } from './by-mail/mail-rounds.timer.js';
import { MailSending } from './by-mail/send-mail.js';
import { WaitingMails } from './by-mail/waiting-mails.repository.js';
import { NotificationRepository } from './notification.repository.js';
import { NotificationsModule } from './notifications.module.js';

/** The documents that mails are about, and their people. */
class MailSubjects {
  constructor(
    readonly access: DocumentAccess,
    readonly people: People,
  ) {}
}

/** How mails say where the desk is, and in which language. */
class MailWords {
  constructor(
    private readonly mail: MailSettings,
    private readonly platform: PlatformSettings,
  ) {}

  get language() {
    return this.mail.language;
  }

  get publicUrl(): string {
    return this.platform.publicUrl;
  }
}

const sending = [
  provideClass(MailSubjects, [DocumentAccess, People]),
  provideClass(MailWords, [MailSettings, PlatformSettings]),
  provideClass(MailCounts, [Metrics, WaitingMails]),
  provideFrom(
    MailSending,
    {
      mails: WaitingMails,
      notifications: NotificationRepository,
      recipients: MailRecipients,
      documents: MailSubjects,
      server: MailServer,
      settings: MailWords,
      clock: Clock,
    },
    (parts) => new MailSending(parts),
  ),
  provideFrom(
    MailRounds,
    { mails: WaitingMails, sending: MailSending, counts: MailCounts, clock: Clock, ids: Ids },
    (parts) => new MailRounds(parts),
  ),
  provideFrom(
    BackgroundWork,
    { rounds: MailRounds },
    ({ rounds }) => new BackgroundWork([rounds.work, rounds.retention]),
  ),
];

/** Sends what people are told by mail, too. Of a server: commands send none. */
@Module({
  imports: [AccessModule, DocumentsModule, MailModule, NotificationsModule],
  providers: sending,
})
export class NotificationMailsModule implements OnApplicationBootstrap, BeforeApplicationShutdown {
  constructor(
    private readonly background: BackgroundWork,
    private readonly settings: MailSettings,
  ) {}

  onApplicationBootstrap(): void {
    const { server } = this.settings;
    if (server === undefined) return;
    if (server.transport === 'plain' && server.credentials !== undefined)
      new Logger('Mail').warn(
        'SMTP_URL is smtp:// without STARTTLS: user and password cross the network in clear',
      );
    this.background.start();
  }

  async beforeApplicationShutdown(): Promise<void> {
    await this.background.stop();
  }
}
