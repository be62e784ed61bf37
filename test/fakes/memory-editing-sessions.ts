import type { Clock } from '../../src/platform/clock/clock.js';
import {
  EditingSessions,
  type EditingSession,
} from '../../src/editor-connector/editing-sessions.js';

/** Editing sessions as the port asks, in memory. */
export class MemoryEditingSessions extends EditingSessions {
  readonly #sessions = new Map<string, EditingSession>();

  constructor(
    private readonly clock: Clock,
    private readonly maxSessions = Infinity,
  ) {
    super();
  }

  async keep(session: EditingSession): Promise<void> {
    this.#sessions.set(session.sessionId, session);
    const [oldest] = this.#sessions.keys();
    if (this.#sessions.size > this.maxSessions && oldest !== undefined)
      this.#sessions.delete(oldest);
  }

  async find(sessionId: string): Promise<EditingSession | undefined> {
    const session = this.#sessions.get(sessionId);
    return session !== undefined && session.expiresAtMs > this.clock.nowMs() ? session : undefined;
  }

  async sweep(): Promise<void> {
    for (const { sessionId, expiresAtMs } of this.#sessions.values()) {
      if (expiresAtMs <= this.clock.nowMs()) this.#sessions.delete(sessionId);
    }
  }
}
