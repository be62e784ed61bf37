export { MailModule } from './mail.module.js';
export { MailSettings, mailSettings, type MailServerSettings } from './mail.config.js';
export {
  concernsAll,
  DEADLINE_MS,
  isForGood,
  MailServer,
  type MailFault,
  type MailRefusal,
  type OutgoingMail,
} from './mail-server.js';
export { mailRefusalOf } from './mail-refusal.js';
export { proveMailServer } from './mail-server.smtp.js';
