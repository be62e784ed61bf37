const SECOND = 1000;
const MINUTE = 60 * SECOND;
const HOUR = 60 * MINUTE;

/** Part of the HTTP contract. */
const RETRY_AFTER_MS = [
  ...[5 * SECOND, 30 * SECOND, 5 * MINUTE, 30 * MINUTE],
  ...[2 * HOUR, 5 * HOUR, 10 * HOUR],
];
const THEN_EVERY_MS = 12 * HOUR;
const GIVE_UP_AFTER_MS = 3 * 24 * HOUR;

/**
 * When to try again after the `attempts`-th attempt failed; undefined when three days would have passed by then: the
 * delivery is over.
 */
export function nextAttemptMs(
  attempts: number,
  waitingSinceMs: number,
  nowMs: number,
): number | undefined {
  const nextMs = nowMs + (RETRY_AFTER_MS[attempts - 1] ?? THEN_EVERY_MS);
  return nextMs - waitingSinceMs > GIVE_UP_AFTER_MS ? undefined : nextMs;
}
