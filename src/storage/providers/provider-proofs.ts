import { setTimeout as delay } from 'node:timers/promises';
import type { HealthChecks } from '../../platform/health/health-checks.js';
import { probeKey } from './keys.js';
import { providerFailureOf, type ProviderFailure } from './provider-fault.js';
import {
  describeWeakness,
  writeWhole,
  type ProviderWeakness,
  type ShardStore,
} from './shard-store.js';

/** Less than health checks wait: a provider that hangs must not hide the results of the others. */
const PROVE_WITHIN_MS = 1_500;
const TOO_LATE: ProviderFailure = {
  fault: 'provider-hangs',
  word: 'NO_ANSWER',
  message: `no answer within ${PROVE_WITHIN_MS} ms`,
  cause: undefined,
};

/**
 * Writes a small shard as a save does, reads it back, compares and removes it. Resolves with why that failed;
 * undefined when the provider works. Never rejects.
 */
export async function proveStore(
  store: ShardStore,
  name: string,
): Promise<ProviderFailure | undefined> {
  const key = probeKey(name);
  const sent = Buffer.from(name);
  const received = Buffer.alloc(sent.length);
  try {
    await writeWhole(store, key, sent);
    const reader = await store.open(key);
    try {
      await reader.read(received, 0);
    } finally {
      await reader.close();
    }
    await store.remove(key);
  } catch (error) {
    return providerFailureOf(error);
  }
  if (received.equals(sent)) return undefined;
  const message = 'answered with other bytes than it was given';
  return { fault: 'provider-other-bytes', word: 'other bytes', message, cause: undefined };
}

/** Proves on request that providers work. */
export class ProviderProofs {
  constructor(
    private readonly stores: readonly ShardStore[],
    private readonly newName: () => string,
    private readonly moreOf: (provider: string) => string | undefined = () => undefined,
  ) {}

  /** What else is known of a provider that works, after it was proved. */
  noteOf(provider: string): string | undefined {
    const weakness = this.weaknessOf(provider);
    return weakness === undefined ? this.moreOf(provider) : describeWeakness(weakness);
  }

  weaknessOf(provider: string): ProviderWeakness | undefined {
    return this.#find(provider)?.weakness;
  }

  /** Why the provider does not work; undefined when it does. */
  async prove(provider: string): Promise<ProviderFailure | undefined> {
    const store = this.#find(provider);
    if (store !== undefined) return proveStore(store, this.newName());
    const message = 'not configured';
    return { fault: 'provider-failed', word: message, message, cause: undefined };
  }

  /** All providers by name, at the same time; one that is slower than 1.5 s has failed. */
  async proveAll(): Promise<ReadonlyMap<string, ProviderFailure | undefined>> {
    const proofs = this.stores.map(async (store) => {
      const late = new AbortController();
      const tooLate = delay(PROVE_WITHIN_MS, TOO_LATE, { ref: false, signal: late.signal });
      tooLate.catch(() => undefined);
      const failure = await Promise.race([proveStore(store, this.newName()), tooLate]);
      late.abort();
      return [store.provider, failure] as const;
    });
    return new Map(await Promise.all(proofs));
  }

  #find(provider: string): ShardStore | undefined {
    return this.stores.find((store) => store.provider === provider);
  }
}

/**
 * One health check for each provider, `storage-place <name>`, with a row of its own on the status page. None is
 * required: while some providers fail, documents still open, and most saves succeed.
 */
export class ProviderChecks {
  #proofs: ReturnType<ProviderProofs['proveAll']> | undefined;

  constructor(
    private readonly checks: HealthChecks,
    private readonly proofs: ProviderProofs,
    private readonly providers: readonly string[],
  ) {}

  /** Called by Nest once the module is made. */
  onModuleInit(): void {
    for (const provider of this.providers) {
      this.checks.register({
        name: `storage-place ${provider}`,
        required: false,
        run: () => this.#check(provider),
      });
    }
  }

  async #check(provider: string): Promise<string | undefined> {
    const failure = (await this.#proveOnce()).get(provider);
    if (failure !== undefined) throw new Error(failure.message);
    return this.proofs.noteOf(provider);
  }

  /** All checks run at the same time and share one proof of each provider. */
  #proveOnce(): ReturnType<ProviderProofs['proveAll']> {
    this.#proofs ??= this.proofs.proveAll().finally(() => (this.#proofs = undefined));
    return this.#proofs;
  }
}
