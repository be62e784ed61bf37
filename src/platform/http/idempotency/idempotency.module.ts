import {
  Module,
  type BeforeApplicationShutdown,
  type OnApplicationBootstrap,
} from '@nestjs/common';
import { BackgroundWork } from '../../background/background-work.timer.js';
import { Clock } from '../../clock/clock.js';
import { Ids } from '../../clock/ids.js';
import { Database } from '../../database/database.js';
import { Metrics } from '../../health/metrics.js';
import { provideFrom } from '../../injection/provide-from.js';
import { IdempotencyKeys } from './idempotency-keys.js';
import { KyselyIdempotencyKeys } from './idempotency-keys.kysely.js';
import { IdempotentPosts } from './idempotent-posts.js';

const HOUR_MS = 3_600_000;

/** Two keys of the installation, for answers at rest and for digests; `access` has them, which `platform` may not ask. */
export abstract class IdempotencySecrets {
  abstract readonly sealing: Uint8Array;
  abstract readonly digests: Uint8Array;
}

@Module({
  providers: [
    provideFrom(
      IdempotencyKeys,
      { database: Database, clock: Clock, ids: Ids, secrets: IdempotencySecrets },
      ({ database, clock, ids, secrets }) =>
        new KyselyIdempotencyKeys(database, clock, ids, secrets.sealing),
    ),
    provideFrom(
      IdempotentPosts,
      { keys: IdempotencyKeys, secrets: IdempotencySecrets, metrics: Metrics },
      ({ keys, secrets, metrics }) => new IdempotentPosts(keys, secrets.digests, metrics),
    ),
    {
      provide: BackgroundWork,
      inject: [IdempotencyKeys],
      useFactory: (keys: IdempotencyKeys) =>
        new BackgroundWork([{ name: 'idempotency', everyMs: HOUR_MS, run: () => keys.sweep() }]),
    },
  ],
  exports: [IdempotencyKeys, IdempotentPosts],
})
export class IdempotencyModule implements OnApplicationBootstrap, BeforeApplicationShutdown {
  constructor(private readonly background: BackgroundWork) {}

  onApplicationBootstrap(): void {
    this.background.start();
  }

  async beforeApplicationShutdown(): Promise<void> {
    await this.background.stop();
  }
}
