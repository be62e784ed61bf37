import type { Clock } from '../../platform/clock/clock.js';
import type { Ids } from '../../platform/clock/ids.js';
import { skippingLocked, type Database } from '../../platform/database/database.js';
import type { MailFault } from '../../mail/index.js';
import { MailOutbox } from '../mail-outbox.js';
import {
  WaitingMails,
  type ClaimedMail,
  type Lease,
  type MailFigures,
  type MailOutcome,
  type MailState,
} from './waiting-mails.repository.js';

interface MailsTable {
  id: string;
  account_id: string;
  /** Another one after words were added to a mail that may have arrived already. */
  message_id: string;
  state: MailState;
  attempts: number;
  due_at: number;
  created_at: number;
  /** Empty: nobody is sending it. */
  claim: string;
  claimed_until: number;
  tried_at: number | null;
  last_fault: string | null;
  last_word: string | null;
}

interface Tables {
  notification_mails: MailsTable;
}

/** What a person is told within this time is one mail. */
export const GATHER_MS = 60_000;
/** Between two mails to one person. */
export const SPACING_MS = 5 * 60_000;

export class KyselyMailOutbox extends MailOutbox {
  constructor(
    private readonly database: Database,
    private readonly clock: Clock,
    private readonly ids: Ids,
  ) {
    super();
  }

  /**
   * Changes the row of the mail, so that an instance which claims it at the same time does so before, and this
   * transaction begins anew, or after, and finds the notification in it.
   */
  async mailFor(accountId: string): Promise<string> {
    const waiting = await this.#query
      .updateTable('notification_mails')
      .set((eb) => ({
        message_id: eb
          .case()
          .when('attempts', '>', 0)
          .then(this.ids.next())
          .else(eb.ref('message_id'))
          .end(),
      }))
      .where('id', '=', (eb) =>
        eb
          .selectFrom('notification_mails')
          .select('id')
          .where('account_id', '=', accountId)
          .where('state', '=', 'waiting')
          .where('claim', '=', '')
          .orderBy('created_at')
          .limit(1),
      )
      .returning('id')
      .executeTakeFirst();
    return waiting?.id ?? (await this.#begin(accountId));
  }

  async #begin(accountId: string): Promise<string> {
    const id = this.ids.next();
    const nowMs = this.clock.nowMs();
    const last = await this.#query
      .selectFrom('notification_mails')
      .select((eb) => eb.fn.max('tried_at').as('atMs'))
      .where('account_id', '=', accountId)
      .where('state', '=', 'sent')
      .executeTakeFirst();
    await this.#query
      .insertInto('notification_mails')
      .values({
        ...{ id, account_id: accountId, message_id: this.ids.next(), state: 'waiting' },
        ...{ attempts: 0, created_at: nowMs, claim: '', claimed_until: 0 },
        due_at: Math.max(nowMs + GATHER_MS, (last?.atMs ?? 0) + SPACING_MS),
      })
      .execute();
    return id;
  }

  get #query() {
    return this.database.query<Tables>();
  }
}

export class KyselyWaitingMails extends WaitingMails {
  constructor(private readonly database: Database) {
    super();
  }

  async claim({ claim, nowMs, untilMs }: Lease): Promise<ClaimedMail | undefined> {
    const due = this.#query
      .selectFrom('notification_mails')
      .select('id')
      .where('state', '=', 'waiting')
      .where('due_at', '<=', nowMs)
      .where('claimed_until', '<=', nowMs)
      .orderBy('due_at')
      .limit(1);
    const row = await this.#query
      .updateTable('notification_mails')
      .set({ claim, claimed_until: untilMs })
      .where('id', 'in', skippingLocked(this.database, due, 'notification_mails'))
      .returning(['id', 'account_id', 'message_id', 'attempts', 'created_at'])
      .executeTakeFirst();
    return (
      row && {
        ...{ id: row.id, accountId: row.account_id, messageId: row.message_id, claim },
        ...{ attempts: row.attempts, createdAtMs: row.created_at },
      }
    );
  }

  async note(mail: ClaimedMail, { state, atMs, nextMs, fault, word }: MailOutcome): Promise<void> {
    await this.#query
      .updateTable('notification_mails')
      .set({
        ...{ state, tried_at: atMs, attempts: mail.attempts + 1, claim: '', claimed_until: 0 },
        ...{ last_fault: fault ?? null, last_word: word ?? null },
        ...(nextMs !== undefined && { due_at: nextMs }),
      })
      .where('id', '=', mail.id)
      .where('claim', '=', mail.claim)
      .execute();
  }

  async drop({ id, claim }: ClaimedMail): Promise<void> {
    await this.#query
      .deleteFrom('notification_mails')
      .where('id', '=', id)
      .where('claim', '=', claim)
      .execute();
  }

  async figures(): Promise<MailFigures> {
    const counted = await this.#query
      .selectFrom('notification_mails')
      .select((eb) => [
        'state',
        eb.fn.countAll<number>().as('count'),
        eb.fn.min('created_at').as('oldest'),
      ])
      .where('state', '!=', 'sent')
      .groupBy('state')
      .execute();
    const of = (state: MailState) => counted.find((row) => row.state === state);
    const last = await this.#query
      .selectFrom('notification_mails')
      .select(['last_fault', 'last_word'])
      .where('tried_at', 'is not', null)
      .orderBy('tried_at', 'desc')
      .limit(1)
      .executeTakeFirst();
    return {
      waiting: of('waiting')?.count ?? 0,
      oldestAtMs: of('waiting')?.oldest ?? null,
      failed: (of('refused')?.count ?? 0) + (of('given-up')?.count ?? 0),
      lastFault: last && faultIn(last),
    };
  }

  async removeOld(beforeMs: number, limit: number): Promise<number> {
    const ended = this.#query
      .selectFrom('notification_mails')
      .select('id')
      .where('created_at', '<', beforeMs)
      .where('claim', '=', '')
      .orderBy('created_at')
      .limit(limit);
    const { numDeletedRows } = await this.#query
      .deleteFrom('notification_mails')
      .where('id', 'in', ended)
      .executeTakeFirst();
    return Number(numDeletedRows);
  }

  get #query() {
    return this.database.query<Tables>();
  }
}

const faultIn = ({ last_fault, last_word }: Pick<MailsTable, 'last_fault' | 'last_word'>) =>
  last_fault === null ? undefined : { fault: last_fault as MailFault, word: last_word ?? '' };
