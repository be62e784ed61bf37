import type { EditingPresence, UnsavedChangesRegister } from '../../documents/index.js';
import type { DocumentKey, DocumentKeys } from './document-keys.js';

/** What an opening must know of a document's keys beyond which one is live. Joins the caller's transaction. */
export class UnsavedKeys {
  constructor(
    private readonly unsaved: UnsavedChangesRegister,
    private readonly presence: EditingPresence,
    private readonly keys: DocumentKeys,
  ) {}

  /** Nothing waits, nothing was given up, nothing failed: the live key is as good as its content. */
  async isPlain(live: DocumentKey): Promise<boolean> {
    if (live.failedFor.length > 0) return false;
    return (await this.unsaved.listOf(live.documentId)).length === 0;
  }

  /**
   * The key whose unsaved changes the next opening brings back: the Document Server keeps them for this key alone,
   * live or closed. While people edit under the live one, others join them; what waits elsewhere goes on waiting.
   */
  async toBringBack(
    documentId: string,
    live: DocumentKey | undefined,
  ): Promise<DocumentKey | undefined> {
    const waiting = (await this.unsaved.listOf(documentId)).filter(({ isGivenUp }) => !isGivenUp);
    for (const { documentKey } of waiting) {
      const key = await this.keys.find(documentKey);
      if (key?.documentId !== documentId) continue;
      if (live === undefined || live.documentKey === documentKey) return key;
      const editors = await this.presence.editorsUnder(documentId, live.documentKey);
      return editors.length > 0 ? undefined : key;
    }
    return undefined;
  }

  /** Whether unsaved changes wait under that key that nobody gave up. */
  async isWaiting({ documentId, documentKey }: DocumentKey): Promise<boolean> {
    const known = await this.unsaved.listOf(documentId);
    return known.some((changes) => changes.documentKey === documentKey && !changes.isGivenUp);
  }

  /** Whether a new opening, of that person, needs another key. Asked when no changes wait under this one. */
  async isSpent(live: DocumentKey, username: string): Promise<boolean> {
    const { documentId, documentKey } = live;
    const known = await this.unsaved.listOf(documentId);
    if (known.some((changes) => changes.documentKey === documentKey)) return true;
    return this.#failsForAll(live, username);
  }

  /**
   * A failed conversion sticks to its key for ever, and hits everybody who opens it. Whoever is there without a
   * complaint has it open: the complaint was about something else. What was saved once was converted once.
   */
  async #failsForAll(live: DocumentKey, username: string): Promise<boolean> {
    const { documentId, documentKey, failedFor, isStored, lastVersion, openedVersion } = live;
    if (failedFor.length === 0 || isStored || lastVersion !== openedVersion) return false;
    const present = await this.presence.editorsUnder(documentId, documentKey);
    return present.every((editor) => editor === username || failedFor.includes(editor));
  }
}
