import { z } from 'zod';
import { etagOf } from './etags.js';

/** Of every list; an answer of this length stays below a few hundred kilobytes. */
export const MAX_PAGE = 200;
const MAX_CURSOR = 2000;

/** A text in a cursor, such as a name. PostgreSQL takes no U+0000 in a text. */
export const cursorText = z.string().refine((text) => !text.includes('\0'));
/** Numbers in a cursor, such as a time in ms. PostgreSQL refuses one that its column cannot hold. */
export const cursorBigint = z.int().min(0);
export const cursorNumber = z.int().min(0).max(2_147_483_647);

/**
 * Members of the query of a list in pages: `limit`, by default as many as a page can have, and `cursor`, read into the
 * position it stands for; an empty one is the beginning. A cursor is not signed: it only says where to go on, so
 * another one shows nothing more.
 */
export const pageQuery = <Position>(position: z.ZodType<Position>, defaultLimit = MAX_PAGE) => ({
  cursor: z
    .string()
    .max(MAX_CURSOR)
    .transform((cursor, context): Position | undefined => {
      if (cursor === '') return undefined;
      const { success, data } = position.safeParse(written(cursor));
      if (success) return data;
      context.addIssue('must be next_cursor of the page before');
      return z.NEVER;
    })
    .optional()
    .describe('next_cursor of the page before'),
  limit: z.coerce
    .number()
    .int()
    .min(1)
    .max(MAX_PAGE)
    .default(defaultLimit)
    .describe('Of a page, at most'),
});

export const nextCursor = z.string().nullable().describe('Null on the last page');

/** Opaque to clients; `undefined`, for null: there is no further page. */
export const cursorOf = (position: readonly unknown[] | undefined): string | null =>
  position === undefined ? null : Buffer.from(JSON.stringify(position)).toString('base64url');

/**
 * A page of what was found with `limit + 1`: one more than fits shows that another page follows. `last`: the row that it
 * follows; undefined on the last page.
 */
export function cutToPage<Row>(
  found: readonly Row[],
  limit: number,
): { readonly rows: readonly Row[]; readonly last: Row | undefined } {
  const rows = found.slice(0, limit);
  return { rows, last: found.length > limit ? rows.at(-1) : undefined };
}

/** The same, with a cursor to the page that follows. */
export function pageOf<Row>(
  found: readonly Row[],
  limit: number,
  positionOf: (last: Row) => readonly unknown[],
): { readonly rows: readonly Row[]; readonly next_cursor: string | null } {
  const { rows, last } = cutToPage(found, limit);
  return { rows, next_cursor: cursorOf(last && positionOf(last)) };
}

/**
 * Where members of a list are changed with `If-Match`, the ETag of its first page has to change with every page: its
 * cursor then also holds the state of the whole list. Nothing else reads it.
 */
export const stateOf = (list: readonly unknown[]): string => etagOf(JSON.stringify(list));

function written(cursor: string): unknown {
  try {
    return JSON.parse(Buffer.from(cursor, 'base64url').toString());
  } catch {
    return undefined;
  }
}
