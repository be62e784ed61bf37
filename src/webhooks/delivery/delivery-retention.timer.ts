import type { RecurringWork } from '../../platform/background/background-work.timer.js';
import type { Clock } from '../../platform/clock/clock.js';
import type { DeliveryLog } from './delivery-log.repository.js';

const DAY_MS = 86_400_000;
/** Long enough to look for an event that somebody misses. */
const DELIVERED_DAYS = 7;
/** Long enough to repair a receiver after a holiday and send again. */
const DEAD_DAYS = 30;
const EVERY_MS = 10 * 60_000;
/** Small statements, so that nobody waits for them. */
const AT_ONCE = 500;

/** Forgets deliveries that ended long ago. What waits ends after three days at most. */
export class DeliveryRetention {
  constructor(
    private readonly log: DeliveryLog,
    private readonly clock: Clock,
  ) {}

  readonly work: RecurringWork = {
    name: 'webhook-retention',
    everyMs: EVERY_MS,
    run: (stop) => this.run(stop),
  };

  async run(stop: AbortSignal): Promise<void> {
    const nowMs = this.clock.nowMs();
    const before = {
      deliveredMs: nowMs - DELIVERED_DAYS * DAY_MS,
      deadMs: nowMs - DEAD_DAYS * DAY_MS,
    };
    while (!stop.aborted && (await this.log.removeEnded(before, AT_ONCE)) === AT_ONCE);
  }
}
