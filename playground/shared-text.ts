import { apply, compose, transform, type TextOperation } from './text-operation.js';

/** A change that is sent to the server, based on the server's `revision`. */
export interface OutgoingChange {
  readonly revision: number;
  readonly operation: TextOperation;
}

/**
 * One person's copy of a text that several people edit. Shows local changes at once, sends one at a time and collects
 * what is typed until the server has confirmed it. The server decides the order of changes.
 */
export class SharedText {
  #text: string;
  #revision: number;
  #sent: TextOperation | undefined;
  #waiting: TextOperation | undefined;

  constructor(text: string, revision: number) {
    this.#text = text;
    this.#revision = revision;
  }

  get text(): string {
    return this.#text;
  }

  get hasUnsent(): boolean {
    return this.#sent !== undefined;
  }

  /** Applies a local change; returns the change to send now, if any. */
  change(operation: TextOperation): OutgoingChange | undefined {
    this.#text = apply(this.#text, operation);
    if (this.#sent !== undefined) {
      this.#waiting = this.#waiting === undefined ? operation : compose(this.#waiting, operation);
      return undefined;
    }
    this.#sent = operation;
    return { revision: this.#revision, operation };
  }

  /** The server confirmed the local change; returns the change to send next, if any. */
  acknowledged(): OutgoingChange | undefined {
    this.#revision++;
    this.#sent = this.#waiting;
    this.#waiting = undefined;
    return this.#sent && { revision: this.#revision, operation: this.#sent };
  }

  /** Applies a remote change; returns it transformed for the text shown here. */
  receive(operation: TextOperation): TextOperation {
    this.#revision++;
    let theirs = operation;
    if (this.#sent !== undefined) [theirs, this.#sent] = transform(theirs, this.#sent);
    if (this.#waiting !== undefined) [theirs, this.#waiting] = transform(theirs, this.#waiting);
    this.#text = apply(this.#text, theirs);
    return theirs;
  }
}

/** The server's copy: transforms each change against those that arrived before it. */
export class OrderedText {
  #text: string;
  readonly #history: TextOperation[] = [];

  constructor(text: string) {
    this.#text = text;
  }

  get text(): string {
    return this.#text;
  }

  get revision(): number {
    return this.#history.length;
  }

  /** Applies a change based on `revision`; returns it transformed for all other participants. */
  take({ revision, operation }: OutgoingChange): TextOperation {
    let change = operation;
    for (const earlier of this.#history.slice(revision)) [, change] = transform(earlier, change);
    this.#text = apply(this.#text, change);
    this.#history.push(change);
    return change;
  }
}
