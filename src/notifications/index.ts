export { NotificationsModule } from './notifications.module.js';
export { Notifications, type Notification } from './notifications.js';
