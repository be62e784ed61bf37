import { Module } from '@nestjs/common';
import { provideSettings } from '../platform/config/settings.js';
import { provideFrom } from '../platform/injection/provide-from.js';
import { MailSettings, mailSettings } from './mail.config.js';
import { MailServer, NoMailServer } from './mail-server.js';
import { SmtpMailServer } from './mail-server.smtp.js';

@Module({
  providers: [
    provideSettings(MailSettings, mailSettings),
    provideFrom(MailServer, { settings: MailSettings }, ({ settings: { server } }) =>
      server === undefined ? new NoMailServer() : new SmtpMailServer(server),
    ),
  ],
  exports: [MailSettings, MailServer],
})
export class MailModule {}
