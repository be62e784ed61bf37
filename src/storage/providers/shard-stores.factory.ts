import { setTimeout as delay } from 'node:timers/promises';
import { proveStore } from './provider-proofs.js';
import { Bucket } from './bucket.s3.js';
import { DirectoryShardStore } from './shard-store.directory.js';
import { S3ShardStore } from './shard-store.s3.js';
import type { Clock } from '../../platform/clock/clock.js';
import type { Metrics } from '../../platform/health/metrics.js';
import type { ProviderSettings } from './provider-settings.js';
import type { LaneFigures } from './lane.js';
import { retrying, withConcurrencyLimit, type LimitedShards } from './shard-store-decorators.js';
import { describeWeakness } from './shard-store.js';
import type { ShardStore } from './shard-store.js';

const RETRIES = { attempts: 3, firstDelayMs: 50 };

/** The store of one provider with retries and a concurrency limit. Sends nothing to the provider yet. */
export const openShardStore = (settings: ProviderSettings): ShardStore =>
  hardened(bareStore(settings));

export const hardened = (store: ShardStore): LimitedShards =>
  withConcurrencyLimit(retrying(store, RETRIES));

const bareStore = (settings: ProviderSettings): DirectoryShardStore | S3ShardStore =>
  settings.kind === 'directory'
    ? new DirectoryShardStore(settings.name, settings.directory)
    : new S3ShardStore(settings.name, new Bucket(settings));

export interface OpeningTools {
  readonly clock: Clock;
  readonly newProbeName: () => string;
  readonly log: {
    log(message: string): void;
    warn(message: string): void;
    error(message: string, error: unknown): void;
  };
}

interface OpenedProvider {
  readonly bare: DirectoryShardStore | S3ShardStore;
  readonly store: LimitedShards;
  /** True once a write like that of a save has succeeded. */
  isProved: boolean;
  proving: Promise<void> | undefined;
  note: string | undefined;
}

/** The start does not wait longer for a directory; a working disk answers within this time. */
const READY_WITHIN_MS = 3_000;

/** The stores of all configured providers. A provider that does not work fails on its own, when it is used. */
export class ShardStores {
  readonly all: readonly ShardStore[];

  private constructor(
    private readonly providers: readonly OpenedProvider[],
    private readonly tools: OpeningTools,
  ) {
    this.all = providers.map(({ store }) => store);
  }

  /** Waits a few seconds for directories, which should be ready before the first write; never for a bucket. */
  static async open(
    settings: readonly ProviderSettings[],
    tools: OpeningTools,
  ): Promise<ShardStores> {
    const providers = settings.map((each): OpenedProvider => {
      const bare = bareStore(each);
      const store = hardened(bare);
      return { bare, store, isProved: false, proving: undefined, note: undefined };
    });
    const stores = new ShardStores(providers, tools);
    const ready = providers.map(async (opened) => {
      const isReady = stores.#makeReady(opened);
      void stores.#prove(opened, isReady);
      await isReady.catch(() => undefined);
    });
    await Promise.race([Promise.all(ready), delay(READY_WITHIN_MS, undefined, { ref: false })]);
    return stores;
  }

  /** What else is known of a provider that works. One that was not proved yet is proved again in the background. */
  noteOf(provider: string): string | undefined {
    const opened = this.providers.find(({ bare }) => bare.provider === provider);
    if (opened === undefined) return undefined;
    if (!opened.isProved) void this.#prove(opened);
    return opened.note;
  }

  /** The process is about to end: directories that hang are given up sooner. */
  hurry(): void {
    for (const { bare } of this.providers)
      if (bare instanceof DirectoryShardStore) bare.lane.hurry();
  }

  /** Called by Nest after the last request. */
  async onApplicationShutdown(): Promise<void> {
    await Promise.all(this.all.map((store) => store.close()));
  }

  /** Metrics of each provider. */
  describeTo(metrics: Metrics): void {
    const { providers } = this;
    const ofDirectories = (name: string, help: string, of: (figures: LaneFigures) => number) =>
      metrics.gauge({
        name,
        help,
        labelNames: ['provider'],
        collect() {
          for (const { bare } of providers)
            if (bare instanceof DirectoryShardStore)
              this.set({ provider: bare.provider }, of(bare.lane.figures));
        },
      });
    metrics.gauge({
      name: 'kontor_storage_provider_operations',
      help: 'Operations at each provider that are running, and that wait.',
      labelNames: ['provider', 'state'],
      collect() {
        for (const { store } of providers) {
          const { provider, figures } = store;
          this.set({ provider, state: 'running' }, figures.running);
          this.set({ provider, state: 'waiting' }, figures.waiting);
        }
      },
    });
    ofDirectories(
      'kontor_storage_lane_stuck',
      '1 while a directory does not answer: a call to it has not returned.',
      ({ isStuck }) => Number(isStuck),
    );
    ofDirectories(
      'kontor_storage_lane_times_stuck',
      'How often a directory stopped answering since the start.',
      ({ timesStuck }) => timesStuck,
    );
    ofDirectories(
      'kontor_storage_lane_abandoned_threads',
      'Threads that hang in a call to a directory and were given up.',
      ({ abandoned }) => abandoned,
    );
  }

  /** Buckets need no preparation. */
  async #makeReady({ bare }: OpenedProvider): Promise<void> {
    if (bare instanceof DirectoryShardStore) await bare.prepare(this.tools.clock.nowMs());
  }

  #prove(opened: OpenedProvider, isReady?: Promise<void>): Promise<void> {
    const end = (): void => {
      opened.proving = undefined;
    };
    return (opened.proving ??= this.#proveOnce(opened, isReady).finally(end));
  }

  /** Writes as a save does, and logs once what a save is worth there. */
  async #proveOnce(opened: OpenedProvider, isReady = this.#makeReady(opened)): Promise<void> {
    const { bare, store } = opened;
    const { provider } = bare;
    try {
      await isReady;
      if (bare instanceof S3ShardStore) opened.note = await this.#examine(bare);
      else await this.#proveDirectory(store);
      if (store.weakness !== undefined) {
        opened.note = describeWeakness(store.weakness);
        this.tools.log.warn(`provider ${provider} works; ${opened.note}`);
      }
      opened.isProved = true;
    } catch (error) {
      this.tools.log.error(`provider ${provider} is not usable`, error);
    }
  }

  async #proveDirectory(store: ShardStore): Promise<void> {
    const failure = await proveStore(store, this.tools.newProbeName());
    if (failure !== undefined) throw new Error(failure.message);
  }

  async #examine(store: S3ShardStore): Promise<string> {
    const { conditionalPut, checksMd5 } = await store.examine();
    const note = `conditional PUT ${yesNo(conditionalPut)}, Content-MD5 enforced ${yesNo(checksMd5)}`;
    this.tools.log.log(`provider ${store.provider}: ${note}`);
    await store.prepare(this.tools.clock.nowMs());
    return note;
  }
}

const yesNo = (can: boolean): string => (can ? 'yes' : 'no');
