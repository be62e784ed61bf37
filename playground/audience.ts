import type { EditorEvent } from './headless-editor.js';
import type { Participant } from './participant.js';

/** Everybody who has one document open. */
export class Audience implements Iterable<Participant> {
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

  tell(event: EditorEvent, except?: Participant): void {
    for (const participant of this.#participants) {
      if (participant !== except) participant.send(event);
    }
  }

  tellWhoIsHere(): void {
    const participants = [...this.#participants].map(({ connection, id, opening, editing }) => ({
      connection,
      id,
      name: opening.user.name,
      editing,
    }));
    this.tell({ type: 'participants', participants });
  }

  [Symbol.iterator](): Iterator<Participant> {
    return this.#participants.values();
  }
}
