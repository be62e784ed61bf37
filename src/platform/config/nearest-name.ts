/** Names further apart than this are not offered as a correction. */
const MOST_SLIPS = 4;

/** The known name that a wrong one was probably meant to be; undefined when none is near. */
export function nearestOf(
  name: string,
  known: readonly string[],
  mostSlips = MOST_SLIPS,
): string | undefined {
  const ranked = known.map((other) => ({ other, slips: slipsBetween(name, other) }));
  const best = ranked.sort(
    (a, b) => a.slips - b.slips || sharedStart(name, b.other) - sharedStart(name, a.other),
  )[0];
  return best !== undefined && best.slips <= mostSlips ? best.other : undefined;
}

/** How many letters both begin with. */
function sharedStart(one: string, other: string): number {
  let length = 0;
  while (length < one.length && one[length] === other[length]) length++;
  return length;
}

/** Letters to add, remove or change to get from one to the other (Levenshtein). */
function slipsBetween(from: string, to: string): number {
  let row = Array.from({ length: to.length + 1 }, (_, i) => i);
  for (let i = 1; i <= from.length; i++) {
    const next = [i];
    for (let j = 1; j <= to.length; j++) {
      const change = (row[j - 1] ?? 0) + (from[i - 1] === to[j - 1] ? 0 : 1);
      next.push(Math.min(change, (row[j] ?? 0) + 1, (next[j - 1] ?? 0) + 1));
    }
    row = next;
  }
  return row[to.length] ?? 0;
}
