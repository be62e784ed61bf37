import type { StagedVersion } from '../../version-archive/index.js';
import type { EditingSessions } from './editing-sessions.js';

/** So many sessions of one document key get a copy; each costs a fifth of a millisecond of a save. */
const MAX_COPIES = 64;

/**
 * Lets sessions open what is saved while they last, so that reloading the page asks for no passphrase. Best effort:
 * a save never fails because of it, and whoever gets no copy opens the version with the document's key.
 */
export class SessionKeys {
  constructor(
    private readonly sessions: EditingSessions,
    private readonly warn: (fields: object) => void,
  ) {}

  /** The public keys of the sessions that edit this content. */
  async recipientsOf(documentKey: string): Promise<readonly string[]> {
    try {
      const recipients = await this.#recipients(documentKey);
      return [...new Set(recipients.values())];
    } catch (error) {
      this.warn({ documentKey, err: error });
      return [];
    }
  }

  /** Adds the copies that were sealed while the version was staged to their sessions. */
  async give(documentKey: string, versionNumber: number, { stored }: StagedVersion): Promise<void> {
    const { keyCopies = [] } = stored;
    if (keyCopies.length === 0) return;
    try {
      const headers = new Map(keyCopies.map(({ recipient, ageHeader }) => [recipient, ageHeader]));
      const ofSessions = [...(await this.#recipients(documentKey))].flatMap(([id, recipient]) => {
        const ageHeader = headers.get(recipient);
        return ageHeader === undefined ? [] : [[id, ageHeader] as const];
      });
      await this.sessions.addKey(documentKey, versionNumber, new Map(ofSessions));
    } catch (error) {
      this.warn({ documentKey, versionNumber, err: error });
    }
  }

  async #recipients(documentKey: string): Promise<ReadonlyMap<string, string>> {
    const sessions = await this.sessions.listOf(documentKey);
    const pairs = sessions.flatMap(({ sessionId, sessionRecipient }) =>
      sessionRecipient === null ? [] : [[sessionId, sessionRecipient] as const],
    );
    return new Map(pairs.slice(-MAX_COPIES));
  }
}
