import type { EndedSignIns } from '../../access/index.js';
import type { Clock } from '../../platform/clock/clock.js';
import type { DocumentServer } from '../document-server/document-server.js';
import type { EditorOpening, EditorOpenings } from '../sessions/editor-openings.js';
import type { SessionEndings } from '../sessions/session-endings.js';
import type { EditorsReported } from './reported-presence.js';

/** Longer ago no sign-in can have ended that something here was opened in: none lasts so long. */
const SIGN_INS_ENDED_MS = 24 * 60 * 60_000;
/** Clocks of instances differ, and a transaction is seen some time after the moment that it names. */
const OVERLAP_MS = 30_000;

/**
 * Ends what people opened in a sign-in that was ended: their sessions, and with them the file's address and the key;
 * and the Document Server drops them, whether they edit or look on. It knows people and no sign-ins, so somebody who edits the same document
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
      this.#doneUntilMs === undefined ? nowMs - SIGN_INS_ENDED_MS : this.#doneUntilMs - OVERLAP_MS,
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
    const ended = await this.signIns.among(signInsOf(openings));
    if (ended.size === 0) return;
    const isOver = ({ signInId }: EditorOpening) => signInId !== undefined && ended.has(signInId);
    const returned = [...Map.groupBy(openings, ({ accountId }) => accountId)]
      .filter(([, theirs]) => theirs.every(isOver))
      .map(([accountId]) => accountId);
    if (returned.length > 0) await this.server.drop(documentKey, returned);
  }

  /** They opened it again since, in a sign-in that goes on. */
  async #cameBack(
    { documentKey, accountId, signInId }: EditorOpening,
    ended: ReadonlyMap<string, number>,
  ): Promise<boolean> {
    const endedAtMs = ended.get(signInId ?? '') ?? 0;
    const later = (await this.openings.under(documentKey, [accountId])).filter(
      (opening) => opening.openedAtMs > endedAtMs,
    );
    const over = await this.signIns.among(signInsOf(later));
    return later.some((opening) => opening.signInId === undefined || !over.has(opening.signInId));
  }
}

const signInsOf = (openings: readonly EditorOpening[]): readonly string[] =>
  openings.flatMap(({ signInId }) => (signInId === undefined ? [] : [signInId]));
