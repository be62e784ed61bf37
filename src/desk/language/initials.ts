const HUES = 6;

/** "AM" for Alice Muster, "B" for bob. */
export function initialsOf(name: string): string {
  const parts = name
    .trim()
    .split(/[\s._-]+/u)
    .filter(Boolean);
  const letters = [parts.at(0), parts.length > 1 ? parts.at(-1) : undefined];
  return (
    letters
      .map((part) => [...(part ?? '')][0] ?? '')
      .join('')
      .toLocaleUpperCase() || '?'
  );
}

/** A person has the same hue everywhere; six are enough to distinguish a few people. */
export const hueOf = (username: string): number =>
  [...username].reduce((sum, letter) => sum + (letter.codePointAt(0) ?? 0), 0) % HUES;
