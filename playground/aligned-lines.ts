/** Indexes of a line in the old and in the new text; one is missing if the line was added or removed. */
interface AlignedLine {
  readonly before: number | undefined;
  readonly after: number | undefined;
}

/** Limit of the work. Texts that need more have so little in common that pairing in order is good enough. */
const MAX_COMPARISONS = 4_000_000;

/** Pairs equal lines; between them, pairs changed lines in order; the rest was added or removed. */
export function align(before: readonly string[], after: readonly string[]): AlignedLine[] {
  let start = 0;
  while (start < before.length && start < after.length && before[start] === after[start]) start++;
  let same = 0;
  const most = Math.min(before.length, after.length) - start;
  while (same < most && before[before.length - 1 - same] === after[after.length - 1 - same]) same++;
  const middle = equalPairs(
    before.slice(start, before.length - same),
    after.slice(start, after.length - same),
  ).map(([i, j]): [number, number] => [i + start, j + start]);
  const pairs = [
    ...Array.from({ length: start }, (_, i): [number, number] => [i, i]),
    ...middle,
    ...Array.from({ length: same }, (_, i): [number, number] => [
      before.length - same + i,
      after.length - same + i,
    ]),
  ];
  return withGaps(pairs, [before.length, after.length]);
}

function withGaps(
  pairs: [number, number][],
  [oldCount, newCount]: [number, number],
): AlignedLine[] {
  const result: AlignedLine[] = [];
  let [i, j] = [0, 0];
  for (const [nextOld, nextNew] of [...pairs, [oldCount, newCount] as const]) {
    while (i < nextOld || j < nextNew) {
      result.push({
        before: i < nextOld ? i++ : undefined,
        after: j < nextNew ? j++ : undefined,
      });
    }
    if (i < oldCount || j < newCount) result.push({ before: i++, after: j++ });
  }
  return result;
}

/** The longest common subsequence of lines, as index pairs. */
function equalPairs(before: readonly string[], after: readonly string[]): [number, number][] {
  if (before.length * after.length > MAX_COMPARISONS) return [];
  const width = after.length + 1;
  const lengths = new Uint32Array((before.length + 1) * width);
  for (let i = before.length - 1; i >= 0; i--) {
    for (let j = after.length - 1; j >= 0; j--) {
      lengths[i * width + j] =
        before[i] === after[j]
          ? lengths[(i + 1) * width + j + 1]! + 1
          : Math.max(lengths[(i + 1) * width + j]!, lengths[i * width + j + 1]!);
    }
  }
  const pairs: [number, number][] = [];
  let [i, j] = [0, 0];
  while (i < before.length && j < after.length) {
    if (before[i] === after[j]) pairs.push([i++, j++]);
    else if (lengths[(i + 1) * width + j]! >= lengths[i * width + j + 1]!) i++;
    else j++;
  }
  return pairs;
}
