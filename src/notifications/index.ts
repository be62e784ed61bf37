export { NotificationsModule } from './notifications.module.js';
export { NotificationMailsModule } from './notification-mails.module.js';
export { Notifications, type Notification } from './notifications.js';
export { KyselyWaitingMails } from './by-mail/mails.kysely.js';
export { WaitingMails, type MailFigures } from './by-mail/waiting-mails.repository.js';
