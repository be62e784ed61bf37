import type { EndedSignIns } from '../../access/index.js';
import type { Clock } from '../../platform/clock/clock.js';
import type { DocumentServer } from '../document-server/document-server.js';
import {
  OPENINGS_KEPT_MS,
  type EditorOpening,
  type EditorOpenings,
} from '../sessions/editor-openings.js';
import type { SessionEndings } from '../sessions/session-endings.js';
import type { EditorsReported } from './reported-presence.js';

/** Clocks of instances differ, and a transaction is seen some time after the moment that it names. */
const OVERLAP_MS = 30_000;

/**
 * Ends what people opened in a sign-in that was ended: their sessions, and with them the file's address and the key;
 * and the Document Server makes them viewers. It knows people and no sign-ins, so somebody who edits the same document
 * on another device too is stopped there as well and opens it again. Whoever was signed out everywhere, disabled, or
 * given another password, is found by `EditorRightsWatchdog`.
 */
export class SignedOutEditors {
  /** What ended before is done. At the start: all that can still have an opening. */
  #doneUntilMs: number | undefined;

  constructor(
    private readonly signIns: EndedSignIns,
    private readonly openings: EditorOpenings,
    private readonly endings: SessionEndings,
    private readonly server: DocumentServer,
    private readonly clock: Clock,
  ) {}

  /** What fails is tried again by the next run. */
  async run(): Promise<void> {
    const nowMs = this.clock.nowMs();
    const ended = await this.signIns.since(
      this.#doneUntilMs === undefined ? nowMs - OPENINGS_KEPT_MS : this.#doneUntilMs - OVERLAP_MS,
    );
    const openings = await this.openings.ofSignIns([...ended.keys()]);
    await this.endings.end(openings.map(({ sessionId }) => sessionId));
    const stopped = new Set<string>();
    for (const opening of openings) {
      const editor = `${opening.documentKey} ${opening.accountId}`;
      if (stopped.has(editor) || (await this.#cameBack(opening, ended))) continue;
      stopped.add(editor);
      await this.server.drop(opening.documentKey, [opening.accountId]);
    }
    this.#doneUntilMs = nowMs;
  }

  /** Stops those who came back with what a page still had after its sign-in was ended. */
  async stopReturned({ documentKey, accountIds }: EditorsReported): Promise<void> {
    const openings = await this.openings.under(documentKey, accountIds);
    const ended = await this.signIns.among(openings.map(({ signInId }) => signInId));
    if (ended.size === 0) return;
    const returned = [...Map.groupBy(openings, ({ accountId }) => accountId)]
      .filter(([, theirs]) => theirs.every(({ signInId }) => ended.has(signInId)))
      .map(([accountId]) => accountId);
    if (returned.length > 0) await this.server.drop(documentKey, returned);
  }

  /** They opened it again since, in a sign-in that goes on. */
  async #cameBack(
    { documentKey, accountId, signInId }: EditorOpening,
    ended: ReadonlyMap<string, number>,
  ): Promise<boolean> {
    const endedAtMs = ended.get(signInId) ?? 0;
    const later = (await this.openings.under(documentKey, [accountId])).filter(
      (opening) => opening.openedAtMs > endedAtMs,
    );
    const over = await this.signIns.among(later.map((opening) => opening.signInId));
    return later.some((opening) => !over.has(opening.signInId));
  }
}
