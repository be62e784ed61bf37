import { z } from 'zod';
import { NOTIFICATION_KINDS } from './notification.repository.js';
import type { Notification } from './notifications.js';

export const notificationsSchema = z.object({
  notifications: z
    .array(
      z.object({
        id: z.string(),
        kind: z
          .enum(NOTIFICATION_KINDS)
          .describe(
            'mention: named in a comment; edit-rights: somebody asks to edit; not-converted-back: a save was kept in another format; ' +
              'form-submitted: somebody filled in a form of theirs; documents-given: they own documents now that were somebody else’s; ' +
              'key-requested: people wait for the key of their private document, which opening its page gives them',
          ),
        document_id: z.string(),
        from: z
          .object({ username: z.string(), display_name: z.string() })
          .nullable()
          .describe('Null when nobody in particular caused it'),
        text: z
          .string()
          .describe(
            'Plain text: the comment of a mention, the new format of not-converted-back, the form of form-submitted, ' +
              'how many of documents-given; of key-requested how many wait, and after a blank their group if it is one',
          ),
        created_at: z.iso.datetime().describe('UTC, RFC 3339'),
        link: z.url().describe('The page it is about; of a mention the place in the document'),
      }),
    )
    .describe('Whole: at most the newest hundred of a person are kept'),
});

export const notificationToWire = (notification: Notification, publicUrl: string) => ({
  id: notification.id,
  kind: notification.kind,
  document_id: notification.documentId,
  from:
    notification.from === undefined
      ? null
      : { username: notification.from.username, display_name: notification.from.displayName },
  text: notification.text,
  created_at: new Date(notification.createdAtMs).toISOString(),
  link: `${publicUrl}${notification.path}`,
});
