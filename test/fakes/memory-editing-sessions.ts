import type { Clock } from '../../src/platform/clock/clock.js';
import {
  EditingSessions,
  KEYS_PER_SESSION,
  type EditingSession,
  type SessionKey,
} from '../../src/editor-connector/editing-sessions.js';

interface Kept {
  readonly session: EditingSession;
  readonly keys: SessionKey[];
}

/** Editing sessions as the port asks, in memory. */
export class MemoryEditingSessions extends EditingSessions {
  readonly #sessions = new Map<string, Kept>();

  constructor(
    private readonly clock: Clock,
    private readonly maxSessions = Infinity,
  ) {
    super();
  }

  async keep(session: EditingSession): Promise<void> {
    this.#sessions.set(session.sessionId, { session, keys: [] });
    const [oldest] = this.#sessions.keys();
    if (this.#sessions.size > this.maxSessions && oldest !== undefined) await this.end(oldest);
  }

  async find(sessionId: string): Promise<EditingSession | undefined> {
    return this.#live(sessionId)?.session;
  }

  async listOf(documentKey: string): Promise<readonly EditingSession[]> {
    return [...this.#sessions.keys()].flatMap((id) => {
      const session = this.#live(id)?.session;
      return session?.documentKey === documentKey ? [session] : [];
    });
  }

  async end(sessionId: string): Promise<void> {
    this.#sessions.get(sessionId)?.session.wrappedKey.fill(0);
    this.#sessions.delete(sessionId);
  }

  async endAllOf(documentKey: string, openedBeforeMs: number): Promise<void> {
    for (const { sessionId, releasedAtMs } of await this.listOf(documentKey)) {
      if (releasedAtMs < openedBeforeMs) await this.end(sessionId);
    }
  }

  async addKey(
    documentKey: string,
    versionNumber: number,
    ageHeaders: ReadonlyMap<string, string>,
  ): Promise<void> {
    for (const [sessionId, ageHeader] of ageHeaders) {
      const kept = this.#live(sessionId);
      if (kept?.session.documentKey !== documentKey) continue;
      kept.keys.push({ versionNumber, ageHeader });
      if (kept.keys.length > KEYS_PER_SESSION) kept.keys.shift();
    }
  }

  async keysOf(sessionId: string): Promise<readonly SessionKey[]> {
    return [...(this.#live(sessionId)?.keys ?? [])];
  }

  async sweep(): Promise<void> {
    for (const { session } of this.#sessions.values()) {
      if (session.expiresAtMs <= this.clock.nowMs()) await this.end(session.sessionId);
    }
  }

  #live(sessionId: string): Kept | undefined {
    const kept = this.#sessions.get(sessionId);
    return kept !== undefined && kept.session.expiresAtMs > this.clock.nowMs() ? kept : undefined;
  }
}
