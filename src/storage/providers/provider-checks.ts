import type { HealthChecks } from '../../platform/health/health-checks.js';
import type { ObjectStore } from '../object-store.js';

interface Places {
  readonly all: readonly { readonly provider: string }[];
  /** What is known of a place beside that it works. */
  noteOf(provider: string): string | undefined;
}

type Probes = ReturnType<ObjectStore['probeProviders']>;

/**
 * One health check a provider, `storage-place <name>`: a row of its own on the status page. None is required:
 * with some places away documents still open, and mostly save.
 */
export class ProviderChecks {
  #probes: Probes | undefined;

  constructor(
    private readonly checks: HealthChecks,
    private readonly objects: ObjectStore,
    private readonly places: Places,
  ) {}

  /** Called by Nest once the module is made. */
  onModuleInit(): void {
    for (const { provider } of this.places.all) {
      this.checks.register({
        name: `storage-place ${provider}`,
        required: false,
        run: () => this.#check(provider),
      });
    }
  }

  async #check(provider: string): Promise<string | undefined> {
    const probe = (await this.#probeOnce()).find(({ name }) => name === provider);
    if (probe?.ok !== true) throw new Error(probe?.error ?? 'not among the providers');
    return this.places.noteOf(provider);
  }

  /** All checks run at the same time and share one round of probes. */
  #probeOnce(): Probes {
    this.#probes ??= this.objects.probeProviders().finally(() => (this.#probes = undefined));
    return this.#probes;
  }
}
