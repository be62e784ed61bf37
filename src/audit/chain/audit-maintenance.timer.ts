import { Logger } from '@nestjs/common';
import type { RecurringWork } from '../../platform/background/background-work.timer.js';
import type { Clock } from '../../platform/clock/clock.js';
import type { AuditSettings } from '../audit.config.js';
import type { KyselyAuditLog } from '../log/audit-log.kysely.js';
import type { AuditFigures } from './audit-figures.js';
import type { KyselyChain } from './chain.kysely.js';
import { sentenceOf, verifyChain } from './verify-chain.js';
import type { ChainWatch } from './chain-watch.kysely.js';

const SECOND_MS = 1000;
const MINUTE_MS = 60 * SECOND_MS;
const HOUR_MS = 60 * MINUTE_MS;
const DAY_MS = 24 * HOUR_MS;
/** A page of the chain takes far less than the rest of a minute. */
const GOING_ON_MS = 15 * SECOND_MS;

export interface AuditMaintenanceParts {
  readonly chain: KyselyChain;
  readonly watch: ChainWatch;
  readonly log: KyselyAuditLog;
  readonly figures: AuditFigures;
  readonly clock: Clock;
  readonly settings: AuditSettings;
}

/** What every instance does for the log in the background; beside others, each does what is left. */
export class AuditMaintenance {
  readonly #logger = new Logger('Audit');

  constructor(private readonly parts: AuditMaintenanceParts) {}

  get works(): readonly RecurringWork[] {
    return [
      { name: 'audit-chain', everyMs: SECOND_MS, run: (stop) => this.link(stop) },
      { name: 'audit-seal', everyMs: MINUTE_MS, run: () => this.parts.chain.seal() },
      { name: 'audit-retention', everyMs: HOUR_MS, run: (stop) => this.removeOld(stop) },
      { name: 'audit-verify', everyMs: MINUTE_MS, run: (stop) => this.verifyDaily(stop) },
    ];
  }

  async link(stop?: AbortSignal): Promise<void> {
    await this.parts.log.recordWaiting();
    await this.parts.log.recordCounted();
    await this.parts.chain.link(stop);
    await this.parts.watch.look();
  }

  /** At the end of an instance: nothing that it counted or wrote waits for another one. */
  async finish(): Promise<void> {
    await this.parts.log.recordWaiting();
    await this.parts.log.recordCounted(true);
    await this.parts.chain.link();
  }

  async removeOld(stop: AbortSignal): Promise<void> {
    const cutoffMs = this.parts.clock.nowMs() - this.parts.settings.days * DAY_MS;
    const removed = await this.parts.chain.removeBefore(cutoffMs, stop);
    if (removed > 0) this.#logger.log({ msg: 'old audit entries removed', entries: removed });
  }

  /** One instance a day. If it ends before it is through, another one begins within two minutes. */
  async verifyDaily(stop?: AbortSignal): Promise<void> {
    const { figures, chain } = this.parts;
    if (!(await figures.claimVerification(DAY_MS))) return;
    const { entries, faults } = await verifyChain(chain, this.#goingOn(stop)).catch(
      async (error: unknown) => {
        // Without the database another one begins after a minute.
        await figures.verificationStopped().catch(() => undefined);
        throw error;
      },
    );
    const [first] = faults;
    if (first !== undefined)
      this.#logger.error({
        msg: 'the audit log is broken',
        first: sentenceOf(first),
        faults: faults.length,
      });
    await figures.verified(entries, first);
  }

  #goingOn(stop: AbortSignal | undefined): () => Promise<void> {
    const { figures, clock } = this.parts;
    let saidAtMs = clock.monotonicMs();
    return async () => {
      stop?.throwIfAborted();
      if (clock.monotonicMs() - saidAtMs < GOING_ON_MS) return;
      saidAtMs = clock.monotonicMs();
      await figures.verificationGoesOn();
    };
  }
}
