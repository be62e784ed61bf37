import type { Clock } from '../../platform/clock/clock.js';
import type { KeyReleases } from './key-releases.repository.js';

const KEPT_MS = 90 * 24 * 60 * 60 * 1000;

/** People are told of the last three months. */
export class OldReleases {
  constructor(
    private readonly releases: KeyReleases,
    private readonly clock: Clock,
  ) {}

  sweep(): Promise<void> {
    return this.releases.removeBefore(this.clock.nowMs() - KEPT_MS);
  }
}
