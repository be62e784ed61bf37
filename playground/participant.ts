import type { EditorEvent } from './headless-editor.js';
import type { Opening } from './opening.js';
import type { Author } from './edited-content.js';

/** One open socket: one person in one tab. */
export class Participant {
  readonly #send: (event: EditorEvent) => void;
  readonly #close: (code: number, reason: string) => void;
  editing: boolean;

  constructor(
    readonly connection: number,
    readonly opening: Opening,
    socket: { send: (event: EditorEvent) => void; close: (code: number, reason: string) => void },
  ) {
    this.editing = opening.editing;
    this.#send = socket.send;
    this.#close = socket.close;
  }

  get id(): string {
    return this.opening.user.id;
  }

  get author(): Author {
    return { ...this.opening.user, callbackUrl: this.opening.callbackUrl };
  }

  send(event: EditorEvent): void {
    this.#send(event);
  }

  close(code: number, reason: string): void {
    this.#close(code, reason);
  }
}
