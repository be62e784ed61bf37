import type { Author } from './edited-content.js';
import type { EditorEvent } from './headless-editor.js';
import type { Opening } from './opening.js';

/** One open socket: one person in one tab. */
export class Participant {
  readonly #send: (event: EditorEvent) => void;
  readonly #close: (code: number, reason: string) => void;
  editing: boolean;
  /** Their co-editing was ended: they hear of no more changes, and of no more people. */
  isDropped = false;

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

/** What the real server still sends to those whose co-editing was ended. */
const EVEN_WHEN_DROPPED: ReadonlySet<string> = new Set(['meta', 'updateVersion', 'warning']);

/** The open sockets of one document. */
export class Participants implements Iterable<Participant> {
  readonly #participants = new Set<Participant>();

  get editors(): Participant[] {
    return [...this.#participants].filter((participant) => participant.editing);
  }

  /** Ids of the people who edit; the same person in two tabs is one. */
  get users(): string[] {
    return [...new Set(this.editors.map(({ id }) => id))];
  }

  get isEmpty(): boolean {
    return this.#participants.size === 0;
  }

  has(participant: Participant): boolean {
    return this.#participants.has(participant);
  }

  add(participant: Participant): void {
    this.#participants.add(participant);
  }

  delete(participant: Participant): boolean {
    return this.#participants.delete(participant);
  }

  clear(): void {
    this.#participants.clear();
  }

  send(event: EditorEvent, except?: Participant): void {
    for (const participant of this.#participants) {
      const hears = !participant.isDropped || EVEN_WHEN_DROPPED.has(event.type);
      if (participant !== except && hears) participant.send(event);
    }
  }

  sendParticipants(): void {
    const participants = [...this.#participants].map(({ connection, id, opening, editing }) => ({
      connection,
      id,
      name: opening.user.name,
      editing,
    }));
    this.send({ type: 'participants', participants });
  }

  [Symbol.iterator](): Iterator<Participant> {
    return this.#participants.values();
  }
}
