import { Logger } from '@nestjs/common';
import { DEADLINE_MS } from '../../mail/index.js';
import type { RecurringWork } from '../../platform/background/background-work.timer.js';
import type { Clock } from '../../platform/clock/clock.js';
import type { Ids } from '../../platform/clock/ids.js';
import type { MailCounts } from './mail-counts.js';
import type { MailSending } from './send-mail.js';
import type { WaitingMails } from './waiting-mails.repository.js';

/** Connections of one instance; servers allow few from one address. */
const AT_ONCE = 3;
const LOOK_MS = 5_000;
/** Longer than an attempt, and the statements around it on a slow database. */
const LEASE_MS = 2 * DEADLINE_MS;
/** While the server takes no mail at all, one attempt by each of the workers is enough. */
const PAUSE_MS = 30_000;

/** Kept as long as deliveries of events: long enough to look for a mail that somebody misses. */
const KEPT_MS = 7 * 86_400_000;
const RETENTION_MS = 10 * 60_000;
const REMOVED_AT_ONCE = 500;

export interface MailRoundsParts {
  readonly mails: WaitingMails;
  readonly sending: MailSending;
  readonly counts: MailCounts;
  readonly clock: Clock;
  readonly ids: Ids;
}

/** Sends what is due, a few at a time. A mail is claimed by one instance, until it is done or its lease ends. */
export class MailRounds {
  readonly #logger = new Logger('Mail');
  readonly #sending = new Set<Promise<void>>();
  #pausedUntilMs = 0;

  constructor(private readonly parts: MailRoundsParts) {}

  readonly work: RecurringWork = {
    name: 'mails',
    everyMs: LOOK_MS,
    run: (stop) => this.look(stop),
  };

  readonly retention: RecurringWork = {
    name: 'mail-retention',
    everyMs: RETENTION_MS,
    run: async (stop) => {
      const { mails, clock } = this.parts;
      const before = clock.nowMs() - KEPT_MS;
      while (!stop.aborted && (await mails.removeOld(before, REMOVED_AT_ONCE)) === REMOVED_AT_ONCE);
    },
  };

  /** Resolves when nothing is due any more, or the server takes nothing. */
  async look(stop: AbortSignal): Promise<void> {
    for (let i = 0; i < AT_ONCE; i++) {
      const sending = this.#sendAll(stop).finally(() => this.#sending.delete(sending));
      this.#sending.add(sending);
    }
    // Also those of a look that began before: what is due may be on its way.
    await Promise.all(this.#sending);
  }

  async #sendAll(stop: AbortSignal): Promise<void> {
    const { mails, sending, counts, clock, ids } = this.parts;
    while (!stop.aborted) {
      const nowMs = clock.nowMs();
      if (nowMs < this.#pausedUntilMs) return;
      const lease = { claim: ids.next(), nowMs, untilMs: nowMs + LEASE_MS };
      const mail = await mails.claim(lease);
      if (mail === undefined) return;
      const result = await sending.send(mail);
      if (result === 'dropped') continue;
      counts.count(result === 'unusable' ? 'failed' : result);
      if (result === 'given-up')
        this.#logger.warn({ msg: 'a mail was given up', account: mail.accountId });
      if (result === 'unusable') this.#pausedUntilMs = clock.nowMs() + PAUSE_MS;
    }
  }
}
