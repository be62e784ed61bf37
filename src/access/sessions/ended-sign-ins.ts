import type { SignInRepository } from '../sign-in/sign-in.repository.js';

/** Sign-ins that somebody ended before they expired, for modules with something that began in one. */
export class EndedSignIns {
  constructor(private readonly signIns: SignInRepository) {}

  /** When each ended, by id: those that ended at `sinceMs` or later, within the last day. */
  since(sinceMs: number): Promise<ReadonlyMap<string, number>> {
    return this.signIns.endedSince(sinceMs);
  }

  /** Those of the given ones that ended so. */
  among(ids: readonly string[]): Promise<ReadonlySet<string>> {
    return this.signIns.haveEnded([...new Set(ids)]);
  }
}
