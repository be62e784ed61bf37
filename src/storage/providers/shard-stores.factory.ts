import { setTimeout as delay } from 'node:timers/promises';
import { proveStore } from './provider-proofs.js';
import { bareStoreOf, sturdy } from './open-shard-store.factory.js';
import { DirectoryShardStore } from './shard-store.directory.js';
import { S3ShardStore } from './shard-store.s3.js';
import type { Clock } from '../../platform/clock/clock.js';
import type { Metrics } from '../../platform/health/metrics.js';
import type { ProviderSettings } from './provider-settings.js';
import type { LaneFigures } from './lane.js';
import type { LimitedShards } from './limited-shards.js';
import { describeWeakness } from './shard-store.js';
import type { ShardStore } from './shard-store.js';

export interface OpeningTools {
  readonly clock: Clock;
  readonly newProbeName: () => string;
  readonly log: {
    log(message: string): void;
    warn(message: string): void;
    error(message: string, error: unknown): void;
  };
}

interface Place {
  readonly bare: DirectoryShardStore | S3ShardStore;
  readonly store: LimitedShards;
  /** Ready, and proved by what a save does; false until then. */
  isProved: boolean;
  proving: Promise<void> | undefined;
  note: string | undefined;
}

/** A disk answers within this, or is away; the start goes on without it. */
const READY_WITHIN_MS = 3_000;

/** The stores of all configured providers. One that cannot be used fails later, alone. */
export class ShardStores {
  readonly all: readonly ShardStore[];

  private constructor(
    private readonly places: readonly Place[],
    private readonly tools: OpeningTools,
  ) {
    this.all = places.map(({ store }) => store);
  }

  /** Waits a while for directories, which should be ready before the first write; never for a server elsewhere. */
  static async open(
    providers: readonly ProviderSettings[],
    tools: OpeningTools,
  ): Promise<ShardStores> {
    const places = providers.map((provider): Place => {
      const bare = bareStoreOf(provider);
      const store = sturdy(bare);
      return { bare, store, isProved: false, proving: undefined, note: undefined };
    });
    const stores = new ShardStores(places, tools);
    const ready = places.map(async (place) => {
      const isReady = stores.#makeReady(place);
      void stores.#prove(place, isReady);
      await isReady.catch(() => undefined);
    });
    await Promise.race([Promise.all(ready), delay(READY_WITHIN_MS, undefined, { ref: false })]);
    return stores;
  }

  /** What is known of a place beside that it works. One that did not at first is tried again. */
  noteOf(provider: string): string | undefined {
    const place = this.places.find(({ bare }) => bare.provider === provider);
    if (place === undefined) return undefined;
    if (!place.isProved) void this.#prove(place);
    return place.note;
  }

  /** The process is about to end: nobody waits long for who hangs. */
  hurry(): void {
    for (const { bare } of this.places) if (bare instanceof DirectoryShardStore) bare.lane.hurry();
  }

  /** Called by Nest when nothing is asked any more. */
  async onApplicationShutdown(): Promise<void> {
    await Promise.all(this.all.map((store) => store.close()));
  }

  /** The numbers of each provider's lane. */
  describeTo(metrics: Metrics): void {
    const { places } = this;
    const ofDirectories = (name: string, help: string, of: (figures: LaneFigures) => number) =>
      metrics.gauge({
        name,
        help,
        labelNames: ['provider'],
        collect() {
          for (const { bare } of places)
            if (bare instanceof DirectoryShardStore)
              this.set({ provider: bare.provider }, of(bare.lane.figures));
        },
      });
    metrics.gauge({
      name: 'kontor_storage_provider_operations',
      help: 'Operations at each provider that run, and that wait for their turn.',
      labelNames: ['provider', 'are'],
      collect() {
        for (const { store } of places) {
          const { provider, figures } = store;
          this.set({ provider, are: 'running' }, figures.running);
          this.set({ provider, are: 'waiting' }, figures.waiting);
        }
      },
    });
    ofDirectories(
      'kontor_storage_lane_stuck',
      '1 while a directory does not answer: a call there has not returned.',
      ({ isStuck }) => Number(isStuck),
    );
    ofDirectories(
      'kontor_storage_lane_times_stuck',
      'How often a directory stopped answering since the start.',
      ({ timesStuck }) => timesStuck,
    );
    ofDirectories(
      'kontor_storage_lane_abandoned_threads',
      'Threads that hang in a call at a directory, and that nobody waits for.',
      ({ abandoned }) => abandoned,
    );
  }

  /** Buckets need nothing made before they are written to. */
  async #makeReady({ bare }: Place): Promise<void> {
    if (bare instanceof DirectoryShardStore) await bare.prepare(this.tools.clock.nowMs());
  }

  #prove(place: Place, isReady?: Promise<void>): Promise<void> {
    const end = (): void => {
      place.proving = undefined;
    };
    return (place.proving ??= this.#proveOnce(place, isReady).finally(end));
  }

  /** Does what a save does, and says once what that is worth there. */
  async #proveOnce(place: Place, isReady = this.#makeReady(place)): Promise<void> {
    const { bare, store } = place;
    const { provider } = bare;
    try {
      await isReady;
      if (bare instanceof S3ShardStore) place.note = await this.#examine(bare);
      else await this.#saveAt(store);
      if (store.weakness !== undefined) {
        place.note = describeWeakness(store.weakness);
        this.tools.log.warn(`provider ${provider} works; ${place.note}`);
      }
      place.isProved = true;
    } catch (error) {
      this.tools.log.error(`provider ${provider} is not usable`, error);
    }
  }

  async #saveAt(store: ShardStore): Promise<void> {
    const failure = await proveStore(store, this.tools.newProbeName());
    if (failure !== undefined) throw new Error(failure.message);
  }

  async #examine(store: S3ShardStore): Promise<string> {
    const { conditionalPut, checksMd5 } = await store.examine();
    const note = `conditional PUT ${said(conditionalPut)}, Content-MD5 enforced ${said(checksMd5)}`;
    this.tools.log.log(`provider ${store.provider}: ${note}`);
    await store.prepare(this.tools.clock.nowMs());
    return note;
  }
}

const said = (can: boolean): string => (can ? 'yes' : 'no');
