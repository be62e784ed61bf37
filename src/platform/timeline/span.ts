import { channel } from 'node:diagnostics_channel';

/** What is published on `kontor:span` when a step ends. Times are those of `performance.now()`. */
export interface Span {
  /** A plain name, without ids: it goes into tables. */
  readonly name: string;
  readonly startMs: number;
  readonly endMs: number;
  /** Of a step that a thread did for this one: how long the thread worked at it. */
  readonly workedMs?: number;
}

/**
 * Nobody listens unless a program is loaded into the process for it, as `npm run bench -- trace` does; then a step
 * costs one look at a boolean.
 */
const spans = channel('kontor:span');

/** Runs a step of the work for a request, and says how long it took when somebody listens. */
export async function span<Result>(name: string, work: () => Promise<Result>): Promise<Result> {
  if (!spans.hasSubscribers) return work();
  const startMs = performance.now();
  try {
    return await work();
  } finally {
    publishSpan({ name, startMs });
  }
}

/** The same for a step that waits for nothing. */
export function spanSync<Result>(name: string, work: () => Result): Result {
  if (!spans.hasSubscribers) return work();
  const startMs = performance.now();
  try {
    return work();
  } finally {
    publishSpan({ name, startMs });
  }
}

/** A step that ends now. */
export function publishSpan(step: Omit<Span, 'endMs'>): void {
  if (spans.hasSubscribers) spans.publish({ ...step, endMs: performance.now() } satisfies Span);
}
