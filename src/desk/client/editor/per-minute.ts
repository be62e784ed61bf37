/** Counts what happened within the last minute, by name. */
export class PerMinute {
  readonly #times = new Map<string, number[]>();

  /** Whether it may happen once more now, and counts it; without a limit always. */
  allows(name: string, limit: number | undefined): boolean {
    if (limit === undefined) return true;
    const now = performance.now();
    const times = (this.#times.get(name) ?? []).filter((time) => time >= now - 60_000);
    this.#times.set(name, times);
    if (times.length >= limit) return false;
    times.push(now);
    return true;
  }
}
