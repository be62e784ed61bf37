import type { MailRecipient, MailRecipients } from '../../access/index.js';
import type { DocumentAccess } from '../../documents/index.js';
import { concernsAll, isForGood, type MailServer, type MailSettings } from '../../mail/index.js';
import { nextAttemptMs, type RetrySchedule } from '../../platform/background/retry-schedule.js';
import type { Clock } from '../../platform/clock/clock.js';
import { personIn, type People } from '../../platform/identity/people.js';
import type { NotificationRepository, StoredNotification } from '../notification.repository.js';
import { composeMail, type MailLine } from './compose-mail.js';
import type { ClaimedMail, MailOutcome, WaitingMails } from './waiting-mails.repository.js';

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;

/** Three days: a mail server that stands still over a weekend loses nothing. */
const SCHEDULE: RetrySchedule = {
  afterMs: [1, 5, 15, 30, 60, 120].map((minutes) => minutes * MINUTE),
  thenEveryMs: 4 * HOUR,
  giveUpAfterMs: 72 * HOUR,
};

/** `failed`: it is tried again. `unusable`: so are all others, later. */
export type SendingResult = 'sent' | 'failed' | 'unusable' | 'refused' | 'given-up' | 'dropped';

export interface MailSendingParts {
  readonly mails: WaitingMails;
  readonly notifications: NotificationRepository;
  readonly recipients: MailRecipients;
  readonly documents: { readonly access: DocumentAccess; readonly people: People };
  readonly server: MailServer;
  readonly settings: Pick<MailSettings, 'language'> & { readonly publicUrl: string };
  readonly clock: Clock;
}

/**
 * One attempt. What is in the mail is decided now: what the person has dismissed meanwhile, what was done, and what is
 * about documents that they may no longer see is left out; with nothing left no mail is sent. An instance that ends
 * between the server's answer and its note sends again, under the same Message-ID.
 */
export class MailSending {
  constructor(private readonly parts: MailSendingParts) {}

  async send(mail: ClaimedMail): Promise<SendingResult> {
    const { mails, recipients, server, settings, clock } = this.parts;
    const recipient = await recipients.find(mail.accountId);
    const lines = recipient === undefined ? [] : await this.#linesOf(mail);
    if (recipient === undefined || lines.length === 0) {
      await mails.drop(mail);
      return 'dropped';
    }
    const { subject, text } = composeMail(lines, this.#languageOf(recipient), settings.publicUrl);
    const { address, displayName: name } = recipient;
    const answer = await server.send({
      ...{ messageId: this.#messageIdOf(mail), to: { name, address }, subject, text },
    });
    const atMs = clock.nowMs();
    if (answer === 'accepted') {
      await mails.note(mail, { state: 'sent', atMs });
      return 'sent';
    }
    const outcome = isForGood(answer) ? { state: 'refused' as const, atMs } : laterOf(mail, atMs);
    await mails.note(mail, { ...outcome, ...answer });
    if (outcome.state !== 'waiting') return outcome.state === 'refused' ? 'refused' : 'given-up';
    return concernsAll(answer) ? 'unusable' : 'failed';
  }

  async #linesOf({ id, accountId }: ClaimedMail): Promise<readonly MailLine[]> {
    const { notifications, documents } = this.parts;
    const stored = await notifications.ofMail(id);
    const senders = await documents.people.named(stored.flatMap(({ from }) => from ?? []));
    const lines = await Promise.all(
      stored.map(async (each): Promise<MailLine | undefined> => {
        const document = await documents.access.findById(each.documentId);
        if (document === undefined || document.deletedAtMs !== null) return undefined;
        if ((await documents.access.rightsOf(accountId, document)) === undefined) return undefined;
        return {
          ...{ kind: each.kind, text: each.text, path: pathOf(each) },
          name: each.from === null ? '' : personIn(senders, each.from).displayName,
          title: document.custody === 'managed' ? document.title : null,
        };
      }),
    );
    return lines.filter((line) => line !== undefined);
  }

  #languageOf({ locale }: MailRecipient) {
    return locale ?? this.parts.settings.language;
  }

  /** In the name of this installation: ids alone are not unique in the world. */
  #messageIdOf({ messageId }: ClaimedMail): string {
    return `${messageId}@${new URL(this.parts.settings.publicUrl).hostname}`;
  }
}

function laterOf(mail: ClaimedMail, nowMs: number): MailOutcome {
  const tried = { attempts: mail.attempts + 1, waitingSinceMs: mail.createdAtMs, nowMs };
  const nextMs = nextAttemptMs(SCHEDULE, tried);
  return nextMs === undefined
    ? { state: 'given-up', atMs: nowMs }
    : { state: 'waiting', atMs: nowMs, nextMs };
}

/** The document's page: a place in the document would be words of it. */
const pathOf = ({ kind, documentId, text }: StoredNotification): string =>
  kind === 'documents-given' && text !== '1' ? '/' : `/documents/${documentId}`;
