import { apply, compose, transform, type TextOperation } from './text-operation.js';

/** A change on its way to the server, made on top of the server's `revision`. */
export interface OutgoingChange {
  readonly revision: number;
  readonly operation: TextOperation;
}

/**
 * One person's copy of a text that several people edit: shows own typing at once, has one change on
 * its way at a time, and gathers what is typed meanwhile. The server's order decides.
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

  /** An own change; returns what to send now, if anything. */
  change(operation: TextOperation): OutgoingChange | undefined {
    this.#text = apply(this.#text, operation);
    if (this.#sent !== undefined) {
      this.#waiting = this.#waiting === undefined ? operation : compose(this.#waiting, operation);
      return undefined;
    }
    this.#sent = operation;
    return { revision: this.#revision, operation };
  }

  /** The server took the own change; returns what to send next, if anything. */
  acknowledged(): OutgoingChange | undefined {
    this.#revision++;
    this.#sent = this.#waiting;
    this.#waiting = undefined;
    return this.#sent && { revision: this.#revision, operation: this.#sent };
  }

  /** Somebody else's change; returns it as it applies to the text shown here. */
  receive(operation: TextOperation): TextOperation {
    this.#revision++;
    let theirs = operation;
    if (this.#sent !== undefined) [theirs, this.#sent] = transform(theirs, this.#sent);
    if (this.#waiting !== undefined) [theirs, this.#waiting] = transform(theirs, this.#waiting);
    this.#text = apply(this.#text, theirs);
    return theirs;
  }
}

/** The server's copy: brings every change on top of what others did meanwhile. */
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

  /** Takes a change made on top of `revision`; returns it as everybody else must make it. */
  take({ revision, operation }: OutgoingChange): TextOperation {
    let change = operation;
    for (const earlier of this.#history.slice(revision)) [, change] = transform(earlier, change);
    this.#text = apply(this.#text, change);
    this.#history.push(change);
    return change;
  }
}
