import type { EditingPresence, PresentEditor } from '../../documents/index.js';
import type { Clock } from '../../platform/clock/clock.js';
import { isOver, type Standings } from '../../platform/identity/standings.js';
import type { OpenEditors } from './open-editors.js';

/** The Document Server needs a moment to say that somebody is gone; until then it is not told again. */
const TOLD_AGAIN_MS = 10_000;
/** Lost rights are told of at once; this is for what was not heard: the Document Server was away, a process died. */
const RIGHTS_EVERY_MS = 30_000;

/**
 * Ends the editing of people whose account was disabled, who were signed out everywhere, or whose right was taken
 * while nobody could be told. It looks at the database, so it does not matter which instance, or which command
 * line, did it.
 */
export class StandingWatch {
  readonly #toldAtMs = new Map<string, number>();
  #rightsAtMs = 0;

  constructor(
    private readonly presence: EditingPresence,
    private readonly standings: Standings,
    private readonly editors: OpenEditors,
    private readonly clock: Clock,
  ) {}

  async look(): Promise<void> {
    const present = await this.presence.listPresent();
    this.#forgetOld();
    if (present.length === 0) return;
    const unwelcome = new Set([
      ...(await this.#ended(present)),
      ...(await this.#withoutRight(present)),
    ]);
    for (const editor of unwelcome) await this.#stop(editor);
  }

  async #ended(present: readonly PresentEditor[]): Promise<readonly PresentEditor[]> {
    const standings = await this.standings.of([...new Set(present.map((one) => one.username))]);
    return present.filter((one) => isOver(standings.get(one.username), one.arrivedAtMs));
  }

  async #withoutRight(present: readonly PresentEditor[]): Promise<readonly PresentEditor[]> {
    const nowMs = this.clock.nowMs();
    if (nowMs - this.#rightsAtMs < RIGHTS_EVERY_MS) return [];
    this.#rightsAtMs = nowMs;
    const without: PresentEditor[] = [];
    for (const one of present) {
      if (!(await this.editors.mayEdit(one.username, one.documentId))) without.push(one);
    }
    return without;
  }

  async #stop({ documentKey, username }: PresentEditor): Promise<void> {
    const name = `${documentKey} ${username}`;
    if (this.#toldAtMs.has(name)) return;
    await this.editors.stop(documentKey, [username]);
    this.#toldAtMs.set(name, this.clock.nowMs());
  }

  #forgetOld(): void {
    const nowMs = this.clock.nowMs();
    for (const [name, toldAtMs] of this.#toldAtMs) {
      if (nowMs - toldAtMs >= TOLD_AGAIN_MS) this.#toldAtMs.delete(name);
    }
  }
}
