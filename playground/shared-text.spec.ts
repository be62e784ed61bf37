import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { OrderedText, SharedText, type OutgoingChange } from './shared-text.js';
import { difference, type TextOperation } from './text-operation.js';

/** Two people and a server with messages under way; `deliver` moves one message. */
class Table {
  readonly server: OrderedText;
  readonly people: SharedText[];
  readonly #up: OutgoingChange[][] = [[], []];
  readonly #down: (TextOperation | 'taken')[][] = [[], []];

  constructor(text: string) {
    this.server = new OrderedText(text);
    this.people = [new SharedText(text, 0), new SharedText(text, 0)];
  }

  type(who: number, makes: (text: string) => string): void {
    const person = this.people[who]!;
    this.#send(who, person.change(difference(person.text, makes(person.text))));
  }

  deliver(who: number): boolean {
    const [message] = this.#down[who]!.splice(0, 1);
    if (message === 'taken') this.#send(who, this.people[who]!.acknowledged());
    else if (message) this.people[who]!.receive(message);
    const [change] = this.#up[who]!.splice(0, 1);
    if (change) {
      this.#down[1 - who]!.push(this.server.take(change));
      this.#down[who]!.push('taken');
    }
    return message !== undefined || change !== undefined;
  }

  #send(who: number, change: OutgoingChange | undefined): void {
    if (change) this.#up[who]!.push(change);
  }
}

describe('shared text', () => {
  it('should end with the same text for everybody, however messages cross', () => {
    const step = fc.record({
      who: fc.integer({ min: 0, max: 1 }),
      at: fc.nat(30),
      insert: fc.option(fc.string({ maxLength: 4 }), { nil: '' }),
      remove: fc.nat(3),
      deliver: fc.boolean(),
    });
    fc.assert(
      fc.property(
        fc.string({ maxLength: 20 }),
        fc.array(step, { maxLength: 25 }),
        (text, steps) => {
          const table = new Table(text);
          for (const { who, at, insert, remove, deliver } of steps) {
            if (deliver) table.deliver(who);
            else table.type(who, (t) => t.slice(0, at) + insert + t.slice(at + remove));
          }
          for (let moved = true; moved;)
            moved = [table.deliver(0), table.deliver(1)].includes(true);
          expect(table.people.map((person) => person.text)).toEqual([
            table.server.text,
            table.server.text,
          ]);
        },
      ),
    );
  });

  it('should lose nothing when two people type into different lines', () => {
    const table = new Table('first\nsecond');
    for (const letter of 'abc') {
      table.type(0, (text) => text.replace('\n', `${letter}\n`));
      table.type(1, (text) => text + letter);
    }
    for (let moved = true; moved;) moved = [table.deliver(0), table.deliver(1)].includes(true);
    expect(table.server.text).toBe('firstabc\nsecondabc');
  });
});
