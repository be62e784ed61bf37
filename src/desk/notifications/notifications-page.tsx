import type { Notification } from '../../notifications/index.js';
import type { Messages } from '../language/messages.js';
import { Icon } from '../parts/icon.js';
import { Initials } from '../parts/people.js';
import type { Page } from '../parts/layout.js';
import { Timestamp } from '../parts/timestamp.js';
import { useMessages } from '../parts/viewer.js';

export const notificationsPage = (
  notifications: readonly Notification[],
  messages: Messages,
): Page => ({
  title: messages.notifications.title,
  body: <NotificationList notifications={notifications} />,
});

function NotificationList({ notifications }: { notifications: readonly Notification[] }) {
  const messages = useMessages().notifications;
  if (notifications.length === 0) {
    return (
      <section class="empty-state">
        <h1>{messages.none}</h1>
        <p>{messages.noneText}</p>
      </section>
    );
  }
  return (
    <section class="notifications">
      <header class="notifications-head">
        <h1>{messages.title}</h1>
        <form method="post" action="/notifications/remove">
          <button class="button small">{messages.removeAll}</button>
        </form>
      </header>
      <ol>
        {notifications.map((each) => (
          <Entry notification={each} />
        ))}
      </ol>
    </section>
  );
}

function Entry({ notification }: { notification: Notification }) {
  const messages = useMessages().notifications;
  const { id, kind, title, text, path, from } = notification;
  const name = from?.displayName ?? messages.somebody;
  return (
    <li class="notification">
      {from ? (
        <Initials person={from} />
      ) : (
        <span class="initials initials-more" aria-hidden="true">
          {kind === 'key-requested' && <Icon name="lock" />}
        </span>
      )}
      <a href={path}>{messages.kind[kind]({ name, title, text })}</a>
      {kind === 'mention' && text !== '' && <q>{text}</q>}
      <span class="notification-time">
        <Timestamp atMs={notification.createdAtMs} />
      </span>
      <form method="post" action={`/notifications/${id}/remove`}>
        <button class="icon-button" aria-label={messages.remove(title)}>
          <Icon name="cross" />
        </button>
      </form>
    </li>
  );
}
