import {
  Global,
  Inject,
  Logger,
  Module,
  Optional,
  type OnApplicationShutdown,
} from '@nestjs/common';
import { PlatformSettings } from '../config/platform.config.js';
import { HealthChecks } from '../health/health-checks.js';
import { Metrics } from '../health/metrics.js';
import { Redis, type RedisWatch } from './redis.js';

/** Undefined without `REDIS_URL`. */
@Global()
@Module({
  providers: [
    {
      provide: Redis,
      inject: [PlatformSettings, HealthChecks, Metrics],
      useFactory: async (
        { redisUrl }: PlatformSettings,
        checks: HealthChecks,
        metrics: Metrics,
      ): Promise<Redis | undefined> => {
        if (redisUrl === undefined) return undefined;
        const redis = await Redis.connect(redisUrl, watched(metrics));
        checks.register({
          name: 'redis',
          required: false,
          run: async () => void (await redis.ask((client) => client.ping())),
        });
        return redis;
      },
    },
  ],
  exports: [Redis],
})
export class RedisModule implements OnApplicationShutdown {
  constructor(@Optional() @Inject(Redis) private readonly redis: Redis | undefined) {}

  async onApplicationShutdown(): Promise<void> {
    await this.redis?.close();
  }
}

function watched(metrics: Metrics): RedisWatch {
  const logger = new Logger(Redis.name);
  const up = metrics.gauge({ name: 'kontor_redis_up', help: '1 while Redis is available.' });
  const asked = metrics.counter({
    name: 'kontor_redis_requests_total',
    help: 'Commands to Redis, by outcome; refused: not sent, because Redis is unavailable.',
    labelNames: ['outcome'],
  });
  return {
    available() {
      up.set(1);
      logger.log('Redis is available');
    },
    unavailable(reason) {
      up.set(0);
      logger.warn({
        reason,
        msg: 'Redis is unavailable: sessions and caches work without it meanwhile',
      });
    },
    asked: (outcome) => asked.inc({ outcome }),
  };
}
