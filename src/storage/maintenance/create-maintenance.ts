import { setTimeout as delay } from 'node:timers/promises';
import type { Clock } from '../../platform/clock/clock.js';
import type { Storage } from '../create-storage.js';
import { trusting } from '../seal/signing-key.js';
import type { KeyringIndex } from '../keyrings/keyring-index.js';
import type { ObjectIndex } from '../object-index.js';
import type { HeldObjects } from './held-objects.js';
import type { KeyringScrubIndex } from './keyring-scrub-index.js';
import { KeyringScrub } from './keyring-scrub.js';
import { Pace } from './byte-rate-limit.js';
import { ProviderEmptying } from './provider-evacuation.js';
import type { ProviderStates } from './provider-states.js';
import { ShardCheck } from './shard-check.js';
import { StorageUpkeep } from './storage-maintenance.js';
import { StrayCollection } from './orphan-collection.js';
import type { StrayRegister } from './orphan-register.js';
import type { UpkeepIndex } from './upkeep-index.js';
import { UpkeepRounds, type UpkeepEvent } from './maintenance-rounds.js';
import type { UpkeepTasks } from './upkeep-tasks.js';

export interface UpkeepPorts {
  readonly objects: ObjectIndex;
  readonly keyrings: KeyringIndex;
  readonly upkeep: UpkeepIndex;
  readonly states: ProviderStates;
  readonly tasks: UpkeepTasks;
  readonly strays: StrayRegister;
  readonly keyringScrub: KeyringScrubIndex;
}

export interface UpkeepLimits {
  readonly scrubDays: number;
  readonly strayDays: number;
  readonly scrubBytesPerSecond: number;
  readonly repairBytesPerSecond: number;
}

export interface UpkeepOutside {
  readonly clock: Clock;
  readonly held: HeldObjects;
  /** Names this instance. */
  readonly by: string;
  readonly did: (what: UpkeepEvent) => void;
}

/** Upkeep on a storage, from its ports; the module, the command line and the tests build it with this. */
export function createUpkeep(
  storage: Storage,
  settings: UpkeepLimits,
  ports: UpkeepPorts,
  outside: UpkeepOutside,
): StorageUpkeep {
  const { providers, shapes, signing } = storage;
  const { clock, by, did } = outside;
  const signers = trusting(signing);
  const pace = (bytesPerSecond: number): Pace =>
    new Pace(bytesPerSecond, () => performance.now(), wait);
  const scrubPace = pace(settings.scrubBytesPerSecond);
  const rounds = new UpkeepRounds({
    objects: ports.objects,
    upkeep: ports.upkeep,
    providers,
    shapes,
    check: new ShardCheck(providers, signers),
    clock,
    by,
    did,
    scrubPace,
    repairPace: pace(settings.repairBytesPerSecond),
  });
  return new StorageUpkeep({
    by,
    clock,
    settings,
    providers,
    keyrings: storage.keyrings,
    index: ports.upkeep,
    states: ports.states,
    tasks: ports.tasks,
    rounds,
    scrubPace,
    keyringScrub: new KeyringScrub(ports.keyringScrub, providers, storage.keyrings, signers),
    emptying: new ProviderEmptying(ports.keyrings, ports.strays, providers),
    strays: new StrayCollection(ports.strays, providers, outside.held, clock),
  });
}

const wait = async (ms: number, signal: AbortSignal): Promise<void> => {
  await delay(ms, undefined, { signal });
};
