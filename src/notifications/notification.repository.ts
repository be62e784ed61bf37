/**
 * `mention`: somebody named the person in a comment. `edit-rights`: somebody who may only look at the person's document
 * would like to edit it. `not-converted-back`: a save could not be converted back to the document's format and was kept
 * as it came; `text` is then the format it has now. `form-submitted`: somebody filled in a form of the person's; the
 * document is what it became, `text` the title of the form. `documents-given`: the person owns documents now that were
 * somebody else's; `text` is how many, the document one of them.
 * `key-requested`: people wait for the key of the person's private document, which opening its page gives them; `text` is
 * how many, and after a blank the group that all of them are in, if one group is.
 */
export const NOTIFICATION_KINDS = [
  ...(['mention', 'edit-rights', 'not-converted-back', 'form-submitted'] as const),
  'documents-given',
  'key-requested',
] as const;
export type NotificationKind = (typeof NOTIFICATION_KINDS)[number];

export interface StoredNotification {
  readonly id: string;
  /** Whose notification it is. */
  readonly accountId: string;
  readonly kind: NotificationKind;
  readonly documentId: string;
  readonly from: string | null;
  readonly text: string;
  readonly place: string | null;
  readonly createdAtMs: number;
}

/** A person has at most so many; the oldest make room. */
export const MAX_OF_PERSON = 100;
/** Older ones are removed. */
export const KEPT_MS = 90 * 24 * 60 * 60 * 1000;

/** Keeps at most `MAX_OF_PERSON` of a person, none older than `KEPT_MS`. */
export abstract class NotificationRepository {
  /** With its place in a mail, if any are sent. Except for mentions: in place of one of the same kind, document and sender that the person still has. */
  abstract add(notification: StoredNotification): Promise<void>;
  /** Those of a mail that the person still has, oldest first. */
  abstract ofMail(mailId: string): Promise<readonly StoredNotification[]>;
  /** Newest first. */
  abstract listOf(accountId: string): Promise<readonly StoredNotification[]>;
  /** False if the person has none with this id. */
  abstract remove(accountId: string, id: string): Promise<boolean>;
  abstract removeAll(accountId: string): Promise<void>;
  /** What it asked for is done, whoever did it. */
  abstract removeAbout(
    accountId: string,
    kind: NotificationKind,
    documentId: string,
  ): Promise<void>;
}
