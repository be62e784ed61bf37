import { assembleSave, type AssembledSave, type SaveSource } from './assembled-save.js';
import type { Participant } from './participant.js';
import type { CallbackBody } from './document-server-options.js';
import type { SimulatorContext } from './simulator-context.js';

/** `kept`: assembling failed without a file and was not accepted, so the changes stay where they are. */
export type SaveOutcome = 'saved' | 'forgotten' | 'kept';

export interface FinalSaveOptions {
  readonly leaver: Participant;
  readonly callbackUrl: string;
  readonly delayMs: number;
  /** A planned stop does not repeat. */
  readonly repeat: boolean;
}

/** The save after the last editor left: waits, assembles, posts, repeats. It can be called off between its posts. */
export class FinalSave {
  readonly #source: SaveSource;
  readonly #world: SimulatorContext;
  readonly #options: FinalSaveOptions;
  #timer: NodeJS.Timeout | undefined;
  #outcome: Promise<SaveOutcome | undefined> | undefined;
  #calledOff = false;
  #repeats: boolean;
  #posting = false;
  readonly #wake: { up?: () => void } = {};

  constructor(source: SaveSource, options: FinalSaveOptions, world: SimulatorContext) {
    this.#source = source;
    this.#options = options;
    this.#repeats = options.repeat;
    this.#world = world;
  }

  /** A callback is on its way: too late to join. */
  get isPosting(): boolean {
    return this.#posting;
  }

  callOff(): void {
    this.#calledOff = true;
    clearTimeout(this.#timer);
    this.#wake.up?.();
  }

  /** A planned stop waits for nothing. */
  async hurry(): Promise<void> {
    this.#repeats = false;
    clearTimeout(this.#timer);
    this.#wake.up?.();
    await this.#outcome;
  }

  /** `undefined` when it was called off. */
  run(): Promise<SaveOutcome | undefined> {
    return (this.#outcome = this.#run());
  }

  async #run(): Promise<SaveOutcome | undefined> {
    await this.#pause(this.#options.delayMs);
    if (this.#calledOff) return undefined;
    const assembled = assembleSave(this.#source, this.#world);
    const success = await this.#post(this.#body(assembled));
    if (this.#calledOff) return undefined;
    if (success) return 'saved';
    if (!assembled.file) return 'kept';
    this.#world.forgotten.set(this.#source.key, assembled.file);
    return 'forgotten';
  }

  async #post(body: CallbackBody): Promise<boolean> {
    for (let attempt = 1; ; attempt++) {
      this.#posting = true;
      const { success, transient } = await this.#world.callbacks.send(
        this.#options.callbackUrl,
        body,
        attempt,
      );
      this.#posting = false;
      const delay = this.#repeats ? this.#world.retryDelaysMs[attempt - 1] : undefined;
      if (success || !transient || delay === undefined || this.#calledOff) return success;
      await this.#pause(delay);
      if (this.#calledOff) return false;
    }
  }

  #body({ converted, fields }: AssembledSave): CallbackBody {
    const { key, content, fromForgotten } = this.#source;
    const { leaver } = this.#options;
    const last = content.lastChange;
    return {
      key,
      status: converted ? 2 : 3,
      ...fields,
      users: [last?.author.id ?? leaver.id],
      actions: [{ type: 0, userid: leaver.id }],
      lastsave: isoSecond(last?.at ?? this.#world.now()),
      ...(fromForgotten && !last
        ? {}
        : { notmodified: content.changeCount > 0 && content.isForceSaved }),
    };
  }

  #pause(ms: number): Promise<void> {
    return new Promise((resolve) => {
      this.#wake.up = resolve;
      this.#timer = setTimeout(resolve, ms);
    });
  }
}

/** The real server's data base keeps seconds. */
export const isoSecond = (at: number): string =>
  new Date(Math.floor(at / 1000) * 1000).toISOString();
