import { setTimeout as delay } from 'node:timers/promises';
import type { Clock } from '../../platform/clock/clock.js';
import type { Storage } from '../create-storage.js';
import { trusting } from '../seal/signing-key.js';
import type { KeyringIndex } from '../keyrings/keyring-index.js';
import type { ObjectIndex } from '../object-index.js';
import type { HeldObjects } from './held-objects.js';
import type { KeyringScrubIndex } from './keyring-scrub-index.js';
import { KeyringScrub } from './keyring-scrub.js';
import { ByteRateLimiter } from './byte-rate-limiter.js';
import { ProviderEvacuation } from './provider-evacuation.js';
import type { ProviderStates } from './provider-states.js';
import { ShardCheck } from './shard-check.js';
import { StorageMaintenance } from './storage-maintenance.js';
import { OrphanCollection } from './orphan-collection.js';
import type { OrphanRegister } from './orphan-register.js';
import type { MaintenanceIndex } from './maintenance-index.js';
import { MaintenancePasses, type MaintenanceEvent } from './maintenance-passes.js';
import type { MaintenanceTasks } from './maintenance-tasks.js';

export interface MaintenancePorts {
  readonly objects: ObjectIndex;
  readonly keyrings: KeyringIndex;
  readonly maintenance: MaintenanceIndex;
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

export interface MaintenanceOutside {
  readonly clock: Clock;
  readonly held: HeldObjects;
  /** Names this instance. */
  readonly by: string;
  readonly did: (what: MaintenanceEvent) => void;
}

/** Maintenance on a storage, from its ports; the module, the command line and the tests build it with this. */
export function createMaintenance(
  storage: Storage,
  settings: MaintenanceLimits,
  ports: MaintenancePorts,
  outside: MaintenanceOutside,
): StorageMaintenance {
  const { providers, profiles, signing } = storage;
  const { clock, by, did } = outside;
  const signers = trusting(signing);
  const pace = (bytesPerSecond: number): ByteRateLimiter =>
    new ByteRateLimiter(bytesPerSecond, () => performance.now(), wait);
  const scrubLimiter = pace(settings.scrubBytesPerSecond);
  const rounds = new MaintenancePasses({
    objects: ports.objects,
    maintenance: ports.maintenance,
    providers,
    profiles,
    check: new ShardCheck(providers, signers),
    clock,
    by,
    did,
    scrubLimiter,
    repairLimiter: pace(settings.repairBytesPerSecond),
  });
  return new StorageMaintenance({
    by,
    clock,
    settings,
    providers,
    keyrings: storage.keyrings,
    index: ports.maintenance,
    states: ports.states,
    tasks: ports.tasks,
    rounds,
    scrubLimiter,
    keyringScrub: new KeyringScrub(ports.keyringScrub, providers, storage.keyrings, signers),
    emptying: new ProviderEvacuation(ports.keyrings, ports.orphans, providers),
    orphans: new OrphanCollection(ports.orphans, providers, outside.held, clock),
  });
}

const wait = async (ms: number, signal: AbortSignal): Promise<void> => {
  await delay(ms, undefined, { signal });
};
