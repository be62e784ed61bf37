import { createHash } from 'node:crypto';
import type { EditingPresence } from '../../documents/index.js';
import type { Clock } from '../../platform/clock/clock.js';
import { isAppError } from '../../platform/errors/app-error.js';
import {
  AUTOSAVE_USERDATA,
  type CommandOutcome,
  type DocumentServer,
} from '../document-server/document-server.js';
import type { AutosaveAnswer, AutosaveFigures } from './autosave-figures.js';
import type { AutosaveTurns } from './autosave-turns.js';

/** Commands on their way at a time: each starts an assembly there, which takes a core for seconds. */
const AT_A_TIME = 4;
/** A pass asks for twice the share that falls into it, so that what an outage delayed is made up in half a span. */
const CATCH_UP = 2;
const LEAST_PER_PASS = 2;
/** Sixty passes in a span, but neither idle ones every moment nor seconds of delay. */
const PASSES_PER_SPAN = 60;
const [SHORTEST_PASS_MS, LONGEST_PASS_MS] = [250, 5_000];
/** Whether it was switched on. */
const LOOK_WHILE_OFF_MS = 2_000;
/** After the first failure; doubled with each further one. */
const FIRST_PAUSE_MS = 5_000;
const LONGEST_PAUSE_MS = 5 * 60_000;
/** Answers that say: our signature does not count. All others would get the same. */
const REFUSALS: readonly unknown[] = [6, 7];

interface OpenKey {
  readonly documentId: string;
  readonly documentKey: string;
}

interface DueKey extends OpenKey {
  /** When it was last asked for, as the database said. */
  readonly lastMs: number;
}

const ANSWERS = {
  done: 'saving',
  'nothing-to-do': 'nothing-to-save',
  'unknown-key': 'unknown-key',
} as const satisfies Record<CommandOutcome, AutosaveAnswer>;

export interface AutosaveLog {
  log(fields: object): void;
  warn(fields: object): void;
}

export interface AutosaveParts {
  readonly settings: { readonly autosaveSeconds: number };
  readonly presence: EditingPresence;
  readonly turns: AutosaveTurns;
  readonly server: DocumentServer;
  readonly figures: AutosaveFigures;
  readonly clock: Clock;
  readonly logger: AutosaveLog;
}

/**
 * Saves by the clock, in passes over what people have open:
 *
 * 1. Who edits is read, as the Document Server reported it. Nobody: nothing is asked.
 * 2. A key that is seen for the first time gets its place in the span, from a hash of its name: people who come at
 *    nine o'clock are not all saved at the same moment.
 * 3. Of the keys whose turn it is, those that wait longest are asked first, a few in each pass and at a time.
 * 4. The instance that advances the time of the key in the database sends the command. The time counts from then on
 *    whatever becomes of the command: an answer that is lost may hide a save that was started.
 * 5. The file comes as a callback, like every save. Where nothing changed there is none (error 4).
 * 6. While the Document Server does not answer, this instance asks nothing and takes no turns.
 */
export class Autosave {
  #spanMs = 0;
  #failures = 0;
  #pausedUntilMs = 0;

  constructor(private readonly parts: AutosaveParts) {}

  /** Until the next pass. */
  get everyMs(): number {
    const { autosaveSeconds } = this.parts.settings;
    if (autosaveSeconds === 0) return LOOK_WHILE_OFF_MS;
    const share = (autosaveSeconds * 1000) / PASSES_PER_SPAN;
    return Math.min(Math.max(share, SHORTEST_PASS_MS), LONGEST_PASS_MS);
  }

  async run(stop: AbortSignal): Promise<void> {
    // Administrators change it while the service runs, but not within a pass.
    this.#spanMs = this.parts.settings.autosaveSeconds * 1000;
    if (this.#spanMs === 0 || this.parts.clock.nowMs() < this.#pausedUntilMs) return;
    const open = await this.#openKeys();
    const due = await this.#due(open);
    const share = Math.ceil((CATCH_UP * open.length * this.everyMs) / this.#spanMs);
    const queue = due.slice(0, Math.max(LEAST_PER_PASS, share));
    const work = async (): Promise<void> => {
      for (let key = queue.shift(); key !== undefined; key = queue.shift()) {
        if (stop.aborted || this.#isPaused) return;
        await this.#take(key);
      }
    };
    await Promise.all(Array.from({ length: AT_A_TIME }, work));
  }

  get #isPaused(): boolean {
    return this.parts.clock.nowMs() < this.#pausedUntilMs;
  }

  async #openKeys(): Promise<readonly OpenKey[]> {
    const present = await this.parts.presence.listPresent();
    const byKey = new Map(present.map((editor) => [editor.documentKey, editor]));
    return [...byKey.values()];
  }

  async #due(open: readonly OpenKey[]): Promise<readonly DueKey[]> {
    const { turns, clock, figures } = this.parts;
    const lastOf = await turns.lastOf(open.map(({ documentKey }) => documentKey));
    const nowMs = clock.nowMs();
    const due: DueKey[] = [];
    for (const key of open) {
      const lastMs = lastOf.get(key.documentKey);
      if (lastMs === 0) await turns.advance(key.documentKey, { fromMs: 0, toMs: this.#place(key) });
      else if (lastMs !== undefined && lastMs + this.#spanMs <= nowMs) due.push({ ...key, lastMs });
    }
    figures.passed(lastOf.size);
    return due.toSorted((a, b) => a.lastMs - b.lastMs);
  }

  /** Its first turn comes after half a span to a whole one. */
  #place({ documentKey }: OpenKey): number {
    const hash = createHash('sha256').update(documentKey).digest().readUInt32BE();
    return this.parts.clock.nowMs() - (hash % (this.#spanMs / 2));
  }

  async #take({ documentId, documentKey, lastMs }: DueKey): Promise<void> {
    const { presence, turns, clock, figures } = this.parts;
    // The list is as old as this pass; meanwhile the last one may have left.
    if ((await presence.editorsUnder(documentId, documentKey)).length === 0) return;
    const nowMs = clock.nowMs();
    if (!(await turns.advance(documentKey, { fromMs: lastMs, toMs: nowMs }))) return;
    figures.asked({ lateMs: nowMs - lastMs - this.#spanMs, spanMs: this.#spanMs });
    figures.answered(await this.#ask(documentId, documentKey));
  }

  async #ask(documentId: string, documentKey: string): Promise<AutosaveAnswer> {
    try {
      const outcome = await this.parts.server.forceSave(documentKey, AUTOSAVE_USERDATA);
      this.#answers();
      return ANSWERS[outcome];
    } catch (error) {
      if (!isAppError(error, 'editor-connector/server-unreachable')) throw error;
      const { commandError } = error.data;
      if (commandError !== undefined && !REFUSALS.includes(commandError)) {
        this.#answers();
        this.parts.logger.warn({
          documentId,
          reason: 'autosave of this document failed',
          err: error,
        });
        return 'failed';
      }
      this.#pause(error);
      return commandError === undefined ? 'unreachable' : 'refused';
    }
  }

  #answers(): void {
    if (this.#failures === 0) return;
    this.#failures = 0;
    this.parts.figures.paused(false);
    this.parts.logger.log({ msg: 'autosave goes on: the Document Server answers again' });
  }

  #pause(error: unknown): void {
    // Commands that were on their way together fail together.
    if (this.#isPaused) return;
    const pauseMs = Math.min(FIRST_PAUSE_MS * 2 ** this.#failures, LONGEST_PAUSE_MS);
    this.#failures++;
    this.#pausedUntilMs = this.parts.clock.nowMs() + pauseMs;
    this.parts.figures.paused(true);
    this.parts.logger.warn({
      msg: `autosave pauses for ${pauseMs / 1000} seconds: the Document Server does not answer`,
      err: error,
    });
  }
}
