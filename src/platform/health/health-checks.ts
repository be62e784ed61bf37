import { setTimeout as delay } from 'node:timers/promises';

export interface HealthCheck {
  /** As shown to admins, e.g. `database`. */
  readonly name: string;
  /** If a required check fails, the instance is not ready. Other checks are only shown as failing. */
  readonly required: boolean;
  /** Resolves with an optional detail if all is well, rejects if not. Should stop when `signal` aborts. */
  run(signal: AbortSignal): Promise<string | void>;
}

export interface CheckResult {
  readonly name: string;
  readonly required: boolean;
  readonly ok: boolean;
  readonly detail: string | undefined;
}

const TIMEOUT_MS = 2_000;

/** The health checks of this instance; modules register their own at start. */
export class HealthChecks {
  readonly #checks: HealthCheck[] = [];
  #isLeaving = false;

  constructor(private readonly timeoutMs = TIMEOUT_MS) {}

  register(check: HealthCheck): void {
    this.#checks.push(check);
  }

  /** Makes the instance not ready, because it is about to end. */
  leave(): void {
    this.#isLeaving = true;
  }

  get isLeaving(): boolean {
    return this.#isLeaving;
  }

  runAll(): Promise<readonly CheckResult[]> {
    return Promise.all(this.#checks.map((check) => this.#run(check)));
  }

  async #run(check: HealthCheck): Promise<CheckResult> {
    const { name, required } = check;
    const limit = new AbortController();
    try {
      const detail = await Promise.race([check.run(limit.signal), this.#tooLate(limit.signal)]);
      return { name, required, ok: true, detail: detail ?? undefined };
    } catch (error) {
      return {
        name,
        required,
        ok: false,
        detail: error instanceof Error ? error.message : 'failed',
      };
    } finally {
      limit.abort();
    }
  }

  async #tooLate(signal: AbortSignal): Promise<never> {
    await delay(this.timeoutMs, undefined, { signal });
    throw new Error(`no answer within ${this.timeoutMs} ms`);
  }
}

export const isReady = (results: readonly CheckResult[]): boolean =>
  results.every(({ ok, required }) => ok || !required);
