import type { Version, VersionAuthor } from './version.js';

type StoredAuthor = readonly [
  username: string,
  displayName: string | null,
  fromMs: number,
  toMs: number,
];

/** Null where the author says it all. */
export function writeAuthors({ author, authors, createdAtMs }: Version): string | null {
  const [first] = authors;
  const isPlain = authors.length === 1 && first?.username === author && first.toMs === createdAtMs;
  if (authors.length === 0 || isPlain) return null;
  return JSON.stringify(
    authors.map(({ username, displayName, fromMs, toMs }): StoredAuthor => [
      ...([username, displayName, fromMs, toMs] as const),
    ]),
  );
}

export function readAuthors(
  stored: string | null,
  { author, createdAtMs }: Pick<Version, 'author' | 'createdAtMs'>,
): readonly VersionAuthor[] {
  if (stored === null) return [soleAuthor(author, createdAtMs)];
  return (JSON.parse(stored) as readonly StoredAuthor[]).map(
    ([username, displayName, fromMs, toMs]) => ({ username, displayName, fromMs, toMs }),
  );
}

export const soleAuthor = (username: string, atMs: number): VersionAuthor => ({
  ...{ username, displayName: null, fromMs: atMs, toMs: atMs },
});
