import {
  nextAttemptMs as nextOf,
  type RetrySchedule,
} from '../../platform/background/retry-schedule.js';

const SECOND = 1000;
const MINUTE = 60 * SECOND;
const HOUR = 60 * MINUTE;

/** Part of the HTTP contract. */
const SCHEDULE: RetrySchedule = {
  afterMs: [
    ...[5 * SECOND, 30 * SECOND, 5 * MINUTE, 30 * MINUTE],
    ...[2 * HOUR, 5 * HOUR, 10 * HOUR],
  ],
  thenEveryMs: 12 * HOUR,
  giveUpAfterMs: 3 * 24 * HOUR,
};

/**
 * When to try again after the `attempts`-th attempt failed; undefined when three days would have passed by then: the
 * delivery is over.
 */
export const nextAttemptMs = (
  attempts: number,
  waitingSinceMs: number,
  nowMs: number,
): number | undefined => nextOf(SCHEDULE, { attempts, waitingSinceMs, nowMs });
