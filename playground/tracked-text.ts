/** In the simulator's plain text: `{+added+}` and `[-removed-]` are what tracked changes are in a real document. */
const ADDED = ['{+', '+}'] as const;
const REMOVED = ['[-', '-]'] as const;
const MARKS = [...ADDED, ...REMOVED];

export interface Tracked {
  readonly text: string;
  /** Where the caret belongs: typing goes on inside the mark. */
  readonly caret: number;
}

/** What a reviewer typed, as a tracked change: nothing of the text before is lost, and no mark is broken. */
export function tracked(before: string, after: string): Tracked {
  const start = samePrefix(before, after);
  const end = sameSuffix(before.slice(start), after.slice(start));
  const removed = before.slice(start, before.length - end);
  const added = after.slice(start, after.length - end);
  if (MARKS.some((mark) => removed.includes(mark))) return { text: before, caret: start };
  if (isInAdded(before, start, removed)) return { text: after, caret: start + added.length };
  const marks = [marked(removed, REMOVED), marked(added, ADDED)].join('');
  const text = before.slice(0, start) + marks + before.slice(before.length - end);
  const closing = added === '' ? 0 : ADDED[1].length;
  return { text, caret: start + marks.length - closing };
}

const marked = (text: string, [open, close]: readonly [string, string]): string =>
  text === '' ? '' : open + text + close;

/** What was added during the review may be changed again without a further mark. */
function isInAdded(text: string, start: number, removed: string): boolean {
  const open = text.lastIndexOf(ADDED[0], start - ADDED[0].length);
  if (open < 0) return false;
  const close = text.indexOf(ADDED[1], open);
  return close >= start + removed.length;
}

function samePrefix(a: string, b: string): number {
  let length = 0;
  while (length < a.length && length < b.length && a[length] === b[length]) length++;
  return length;
}

function sameSuffix(a: string, b: string): number {
  let length = 0;
  const most = Math.min(a.length, b.length);
  while (length < most && a.at(-1 - length) === b.at(-1 - length)) length++;
  return length;
}
