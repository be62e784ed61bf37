/**
 * A change of a text as an operational transformation: a positive number keeps that many characters, a negative one
 * removes them, a string is inserted. `transform` resolves concurrent changes.
 */
export type TextOperation = readonly (number | string)[];

const push = (operation: (number | string)[], part: number | string): void => {
  if (part === 0 || part === '') return;
  const last = operation.at(-1);
  const end = operation.length - 1;
  if (typeof part === 'string') {
    if (typeof last === 'string') operation[end] = last + part;
    // Inserting before removing is equivalent to the reverse; one normal form makes them comparable.
    else if (typeof last === 'number' && last < 0) {
      const before = operation[end - 1];
      if (typeof before === 'string') operation[end - 1] = before + part;
      else operation.splice(end, 0, part);
    } else operation.push(part);
  } else if (typeof last === 'number' && last > 0 === part > 0) operation[end] = last + part;
  else operation.push(part);
};

/** Replaces `remove` characters at `at` in a text of `length` characters. */
export function splice(
  length: number,
  at: number,
  change: { remove: number; insert: string },
): TextOperation {
  const operation: (number | string)[] = [];
  push(operation, at);
  push(operation, change.insert);
  push(operation, -change.remove);
  push(operation, length - at - change.remove);
  return operation;
}

/** The smallest single replacement that turns one text into the other. */
export function difference(before: string, after: string): TextOperation {
  const most = Math.min(before.length, after.length);
  let start = 0;
  while (start < most && before[start] === after[start]) start++;
  let end = 0;
  while (end < most - start && before[before.length - 1 - end] === after[after.length - 1 - end])
    end++;
  return splice(before.length, start, {
    remove: before.length - start - end,
    insert: after.slice(start, after.length - end),
  });
}

export const isOperation = (value: unknown): value is TextOperation =>
  Array.isArray(value) &&
  value.every((part) => typeof part === 'string' || (Number.isSafeInteger(part) && part !== 0));

export const lengthBefore = (operation: TextOperation): number =>
  operation.reduce<number>(
    (sum, part) => (typeof part === 'number' ? sum + Math.abs(part) : sum),
    0,
  );

export function apply(text: string, operation: TextOperation): string {
  if (lengthBefore(operation) !== text.length) throw new RangeError('change does not fit the text');
  let position = 0;
  let result = '';
  for (const part of operation) {
    if (typeof part === 'string') result += part;
    else {
      if (part > 0) result += text.slice(position, position + part);
      position += Math.abs(part);
    }
  }
  return result;
}

/** Reads an operation component by component; a number can be read in parts. */
class Pieces {
  readonly #parts: (number | string)[];

  constructor(operation: TextOperation) {
    this.#parts = [...operation];
  }

  get next(): number | string | undefined {
    return this.#parts[0];
  }

  insertion(): string | undefined {
    return typeof this.next === 'string' ? (this.#parts.shift() as string) : undefined;
  }

  take(count: number): void {
    const part = this.#parts[0] as number;
    const rest = Math.abs(part) - count;
    if (rest === 0) this.#parts.shift();
    else this.#parts[0] = Math.sign(part) * rest;
  }
}

const shorter = (left: number | string | undefined, right: number | string | undefined): number => {
  if (typeof left !== 'number' || typeof right !== 'number')
    throw new RangeError('changes do not fit');
  return Math.min(Math.abs(left), Math.abs(right));
};

/**
 * Transforms two concurrent changes of the same text: returns the first to be applied after the second, and the second
 * to be applied after the first. When both insert at the same position, the text of the first comes first.
 */
export function transform(
  first: TextOperation,
  second: TextOperation,
): [TextOperation, TextOperation] {
  const [a, b] = [new Pieces(first), new Pieces(second)];
  const [afterB, afterA]: [(number | string)[], (number | string)[]] = [[], []];
  while (a.next !== undefined || b.next !== undefined) {
    const inserted = a.insertion();
    const other = inserted === undefined ? b.insertion() : undefined;
    if (inserted !== undefined) {
      push(afterB, inserted);
      push(afterA, inserted.length);
    } else if (other !== undefined) {
      push(afterB, other.length);
      push(afterA, other);
    } else {
      const count = shorter(a.next, b.next);
      const [keepsA, keepsB] = [(a.next as number) > 0, (b.next as number) > 0];
      if (keepsA && keepsB) {
        push(afterB, count);
        push(afterA, count);
      } else if (keepsB) push(afterB, -count);
      else if (keepsA) push(afterA, -count);
      a.take(count);
      b.take(count);
    }
  }
  return [afterB, afterA];
}

/** Combines two successive changes into one. */
export function compose(first: TextOperation, second: TextOperation): TextOperation {
  const [a, b] = [new Pieces(first), new Pieces(second)];
  const result: (number | string)[] = [];
  while (a.next !== undefined || b.next !== undefined) {
    if (typeof a.next === 'number' && a.next < 0) {
      push(result, a.next);
      a.take(-a.next);
    } else if (typeof b.next === 'string') push(result, b.insertion()!);
    else composePiece({ a, b, result });
  }
  return result;
}

function composePiece({
  a,
  b,
  result,
}: {
  a: Pieces;
  b: Pieces;
  result: (number | string)[];
}): void {
  if (typeof b.next !== 'number') throw new RangeError('changes do not fit');
  const inserted = a.insertion();
  if (inserted === undefined) {
    const count = shorter(a.next, b.next);
    push(result, Math.sign(b.next) * count);
    a.take(count);
    b.take(count);
    return;
  }
  let rest = inserted;
  while (rest !== '') {
    if (typeof b.next !== 'number') {
      if (b.next === undefined) throw new RangeError('changes do not fit');
      push(result, b.insertion()!);
      continue;
    }
    const count = Math.min(rest.length, Math.abs(b.next));
    if (b.next > 0) push(result, rest.slice(0, count));
    rest = rest.slice(count);
    b.take(count);
  }
}

/** The position of a caret at `position` after a remote change. */
export function moveCaret(position: number, operation: TextOperation): number {
  let [before, moved] = [0, position];
  for (const part of operation) {
    if (before > position) break;
    if (typeof part === 'string') {
      if (before < position) moved += part.length;
    } else {
      if (part < 0) moved -= Math.min(-part, position - before);
      before += Math.abs(part);
    }
  }
  return Math.max(0, moved);
}
