import type { Timing } from './timing.js';

export interface QuorumOptions {
  /** How many shards must be durable. */
  readonly needed: number;
  /** A provider is late after this time, and after four times the median of the others. */
  readonly lateAfterMs: number;
  /** After this time a provider is given up, even when too few are left. */
  readonly giveUpAfterMs: number;
  /** The clock for both. */
  readonly timing: Timing;
}

const TIMES_THE_MEDIAN = 4;

/**
 * Waits for work at several providers; each promise resolves with whether it succeeded, and never rejects. Once
 * enough have succeeded, the others get a grace period. Returns the indexes of those that are late.
 */
export function lateOnes(
  works: readonly Promise<boolean>[],
  options: QuorumOptions,
  /** False for providers that get no grace period. */
  isAwaited: (index: number) => boolean = () => true,
): Promise<readonly number[]> {
  if (works.length === 0) return Promise.resolve([]);
  const { timing } = options;
  const startedAt = timing.nowMs();
  const pending = new Set(works.keys());
  const tookMs: number[] = [];
  return new Promise((resolve) => {
    const end = (): void => resolve([...pending]);
    const firstMs = options.needed > 0 ? options.giveUpAfterMs : options.lateAfterMs;
    let callOff = timing.after(firstMs, end);
    const arrived = (index: number, succeeded: boolean): void => {
      pending.delete(index);
      if (succeeded) tookMs.push(timing.nowMs() - startedAt);
      if (pending.size === 0) {
        callOff();
        end();
      } else if (succeeded && tookMs.length === options.needed) {
        callOff();
        const leftMs = graceMs(tookMs, options) - (tookMs.at(-1) as number);
        if ([...pending].some(isAwaited)) callOff = timing.after(Math.max(0, leftMs), end);
        // One turn of the event loop, for answers that have arrived already.
        else setTimeout(end, 0);
      }
    };
    works.forEach((work, index) => void work.then((succeeded) => arrived(index, succeeded)));
  });
}

function graceMs(tookMs: readonly number[], { lateAfterMs }: QuorumOptions): number {
  const median = tookMs[Math.floor(tookMs.length / 2)] as number;
  return Math.max(lateAfterMs, TIMES_THE_MEDIAN * median);
}

/** Waits for optional work until it counts as late; late work continues in the background. */
export async function untilLate(
  works: readonly Promise<unknown>[],
  options: QuorumOptions,
): Promise<void> {
  const done = works.map((work) =>
    work.then(
      () => true,
      () => false,
    ),
  );
  await lateOnes(done, { ...options, needed: 0 });
}
