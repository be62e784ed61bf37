import type { Clock } from '../../platform/clock/clock.js';
import { isAppError } from '../../platform/errors/app-error.js';
import type { ObjectIndex } from '../object-store.js';
import type { ObjectRef, StoredObject } from '../object-store.js';
import type { Claim, MaintenanceIndex, Purpose } from './maintenance-index.js';

const LEASE_MS = 10 * 60_000;
const OBJECTS_AT_ONCE = 32;
/** After a failure an object waits 15 s, then twice as long each time, up to an hour. */
const FIRST_WAIT_MS = 15_000;
const MAX_WAIT_MS = 60 * 60_000;
const SCRUB_AGAIN_MS = 10 * 60_000;

/** What maintenance did, for metrics and logs. */
export type MaintenanceEvent =
  | { readonly what: 'found' | 'rebuilt' | 'moved' | 'verified'; readonly shards: number }
  | {
      readonly what: 'bad';
      readonly versionId: string;
      readonly index: number;
      readonly reason: string;
    }
  | { readonly what: 'waiting' | 'unrecoverable'; readonly versionId: string }
  | { readonly what: 'failed'; readonly versionId: string; readonly error: unknown };

/** One pass: how objects are claimed, and what is done with each. */
export interface Pass {
  readonly purpose: Purpose;
  readonly claim: (index: MaintenanceIndex, claim: Claim) => Promise<readonly ObjectRef[]>;
  /** Returns false when something is left to do, for a later pass. */
  readonly work: (stored: StoredObject) => Promise<boolean>;
}

export interface ClaimQueueParts {
  readonly objects: ObjectIndex;
  readonly index: MaintenanceIndex;
  readonly clock: Clock;
  /** Names this instance. */
  readonly instance: string;
  readonly report: (event: MaintenanceEvent) => void;
}

/** Claims due objects a few at a time and works on one after the other, until none is due or it is to stop. */
export class ClaimQueue {
  constructor(private readonly parts: ClaimQueueParts) {}

  async run(pass: Pass, stop: AbortSignal): Promise<void> {
    const { index, clock, instance: by } = this.parts;
    for (;;) {
      const nowMs = clock.nowMs();
      const claim = { by, limit: OBJECTS_AT_ONCE, nowMs, untilMs: nowMs + LEASE_MS };
      const refs = await pass.claim(index, claim);
      if (refs.length === 0) return;
      for (const ref of refs) await this.#runOne(pass, ref, stop);
      stop.throwIfAborted();
    }
  }

  /** The claim always ends; an object that is not done is due again later. */
  async #runOne({ purpose, work }: Pass, ref: ObjectRef, stop: AbortSignal): Promise<void> {
    const { objects, index, instance: by, report } = this.parts;
    const { versionId } = ref;
    let isDone = false;
    try {
      const stored = await objects.findObject(ref);
      isDone = stored === undefined || (await work(stored));
    } catch (error) {
      if (stop.aborted) isDone = true;
      else if (isAppError(error, 'storage/unrecoverable')) {
        report({ what: 'unrecoverable', versionId });
      } else report({ what: 'failed', versionId, error });
    } finally {
      const retryAtMs = isDone ? undefined : await this.#retryAtMs(purpose, versionId);
      await index.release({ versionId, by, purpose, retryAtMs });
    }
  }

  async #retryAtMs(purpose: Purpose, versionId: string): Promise<number> {
    const now = this.parts.clock.nowMs();
    if (purpose === 'scrub') return now + SCRUB_AGAIN_MS;
    const attempts = await this.parts.index.attemptsOf(versionId);
    return now + Math.min(MAX_WAIT_MS, FIRST_WAIT_MS * 2 ** attempts);
  }
}
