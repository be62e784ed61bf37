import { setTimeout as delay } from 'node:timers/promises';
import type { Clock } from '../../platform/clock/clock.js';
import type { Storage } from '../create-storage.js';
import type { KeyringIndex } from '../keyrings/keyring-index.js';
import type { ObjectIndex } from '../object-store.js';
import { trusting } from '../seal/signing-key.js';
import { ByteRateLimiter } from './byte-rate-limiter.js';
import { ClaimQueue, type MaintenanceEvent } from './claim-queue.js';
import { DrainControl, type ProviderStates } from './drain-control.js';
import { KeyringScrub, type KeyringScrubIndex } from './keyring-scrub.js';
import type { MaintenanceIndex, MaintenanceTasks } from './maintenance-index.js';
import { MaintenancePasses } from './maintenance-passes.js';
import { DAY_MS, MaintenanceSchedule } from './maintenance-schedule.js';
import { OrphanCollection, type HeldObjects, type OrphanRegister } from './orphan-collection.js';
import { ProviderEvacuation } from './provider-evacuation.js';
import { ShardCheck } from './shard-check.js';
import { StorageMaintenance } from './storage-maintenance.js';

/** What the database knows. */
export interface MaintenancePorts {
  readonly objects: ObjectIndex;
  readonly keyrings: KeyringIndex;
  readonly index: MaintenanceIndex;
  readonly states: ProviderStates;
  readonly tasks: MaintenanceTasks;
  readonly orphans: OrphanRegister;
  readonly keyringScrub: KeyringScrubIndex;
}

export interface MaintenanceLimits {
  readonly scrubDays: number;
  readonly orphanDays: number;
  readonly scrubBytesPerSecond: number;
  readonly repairBytesPerSecond: number;
}

export interface MaintenanceContext {
  readonly clock: Clock;
  readonly held: HeldObjects;
  /** Names this instance. */
  readonly instance: string;
  readonly report: (event: MaintenanceEvent) => void;
}

export interface Maintenance {
  readonly service: StorageMaintenance;
  readonly drains: DrainControl;
  readonly schedule: MaintenanceSchedule;
}

/** Builds the maintenance of a storage; used by the Nest module and the tests. */
export function createMaintenance(
  storage: Storage,
  limits: MaintenanceLimits,
  ports: MaintenancePorts,
  context: MaintenanceContext,
): Maintenance {
  const { providers, profiles, keyrings } = storage;
  const { objects, index, states, orphans } = ports;
  const { clock, instance, report } = context;
  const signers = trusting(storage.identity.signing);
  const check = new ShardCheck(providers, signers);
  const repairLimiter = limiterOf(limits.repairBytesPerSecond);
  const scrubLimiter = limiterOf(limits.scrubBytesPerSecond);
  const drains = new DrainControl(providers, states, storage.neededProviders);
  const schedule = new MaintenanceSchedule(ports.tasks, clock, instance, limits.scrubDays);
  const service = new StorageMaintenance({
    drains,
    schedule,
    passes: new MaintenancePasses({
      queue: new ClaimQueue({ objects, index, clock, instance, report }),
      repair: { objects, index, providers, profiles, check },
      repairLimiter,
      scrubLimiter,
      report,
    }),
    keyrings,
    keyringScrub: new KeyringScrub({
      index: ports.keyringScrub,
      providers,
      keyrings,
      signers,
      limiter: scrubLimiter,
    }),
    evacuation: new ProviderEvacuation({
      providers,
      states,
      index,
      keyrings: ports.keyrings,
      orphans,
    }),
    orphans: new OrphanCollection({
      register: orphans,
      providers,
      held: context.held,
      clock,
      minAgeMs: limits.orphanDays * DAY_MS,
    }),
  });
  return { service, drains, schedule };
}

const limiterOf = (bytesPerSecond: number): ByteRateLimiter =>
  new ByteRateLimiter(
    bytesPerSecond,
    () => performance.now(),
    async (ms, signal) => {
      await delay(ms, undefined, { signal });
    },
  );
