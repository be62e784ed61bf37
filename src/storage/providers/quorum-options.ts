import type { Timing } from './timing.js';

export interface QuorumOptions {
  /** So many shards must be durable. */
  readonly needed: number;
  /** A provider is late when it needs longer than this and four times the median of the others. */
  readonly lateAfterMs: number;
  /** Whoever needs longer than this is given up even when too few are left. */
  readonly giveUpAfterMs: number;
  /** Measures both. */
  readonly timing: Timing;
}

const TIMES_THE_MEDIAN = 4;

/**
 * Waits for work at several providers, each of which tells whether it succeeded and never rejects. Once enough
 * have, the others get a while longer; nobody is needed where enough have it already. Answers which are late.
 */
export function lateOnes(
  works: readonly Promise<boolean>[],
  options: QuorumOptions,
  /** False for who gets no time beyond that of the others. */
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
        // A tick of the real clock: for answers that are there already.
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

/** Waits for work that need not be done, and no longer than for a late provider; what is late goes on alone. */
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
