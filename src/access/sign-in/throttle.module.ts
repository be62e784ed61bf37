import { Clock } from '../../platform/clock/clock.js';
import { Metrics } from '../../platform/health/metrics.js';
import { Redis } from '../../platform/redis/redis.js';
import { AccessSettings } from '../access.config.js';
import { SigningSecrets } from '../signing-secrets.js';
import { FailureCounts, MemoryFailureCounts } from './failure-counts.js';
import { DeviceCookies, KnownCallers } from './known-callers.js';
import { SignInRepository } from './sign-in.repository.js';
import { SignInThrottle } from './sign-in-throttle.js';
import { SignInMetrics } from './sign-in.use-case.js';

/** Who has to wait, and who is known. Part of `AccessModule`. */
export const throttleProviders = [
  {
    provide: FailureCounts,
    inject: [Clock, SigningSecrets, { token: Redis, optional: true }],
    useFactory: async (clock: Clock, secrets: SigningSecrets, redis?: Redis) => {
      const own = new MemoryFailureCounts(clock);
      if (redis === undefined) return own;
      // Loaded only with Redis, as all code that uses it.
      const { SharedFailureCounts } = await import('./failure-counts.redis.js');
      return new SharedFailureCounts(redis, own, secrets.keyFor('access/sign-in-throttle'));
    },
  },
  {
    provide: SignInThrottle,
    inject: [FailureCounts, AccessSettings],
    useFactory: (counts: FailureCounts, { freeFailuresOfStrangers }: AccessSettings) =>
      new SignInThrottle(counts, freeFailuresOfStrangers),
  },
  {
    provide: DeviceCookies,
    inject: [SigningSecrets, Clock, AccessSettings],
    useFactory: (secrets: SigningSecrets, clock: Clock, { publicUrl }: AccessSettings) =>
      new DeviceCookies(secrets.keyFor('access/device-cookie'), clock, publicUrl),
  },
  {
    provide: KnownCallers,
    inject: [SignInRepository, DeviceCookies, Clock, SigningSecrets],
    useFactory: (
      repository: SignInRepository,
      devices: DeviceCookies,
      clock: Clock,
      secrets: SigningSecrets,
    ) => new KnownCallers(repository, devices, clock, secrets.keyFor('access/known-address')),
  },
  {
    provide: SignInMetrics,
    inject: [{ token: Metrics, optional: true }],
    useFactory: (metrics?: Metrics) => new SignInMetrics(metrics),
  },
];
