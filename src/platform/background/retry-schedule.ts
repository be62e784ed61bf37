/** How often something that fails is tried again, and for how long. */
export interface RetrySchedule {
  /** After the first attempt, the second, and so on. */
  readonly afterMs: readonly number[];
  readonly thenEveryMs: number;
  readonly giveUpAfterMs: number;
}

export interface Tried {
  readonly attempts: number;
  readonly waitingSinceMs: number;
  readonly nowMs: number;
}

/** When to try again after the last attempt failed; undefined when it would be too late by then. */
export function nextAttemptMs(schedule: RetrySchedule, tried: Tried): number | undefined {
  const { attempts, waitingSinceMs, nowMs } = tried;
  const nextMs = nowMs + (schedule.afterMs[attempts - 1] ?? schedule.thenEveryMs);
  return nextMs - waitingSinceMs > schedule.giveUpAfterMs ? undefined : nextMs;
}
