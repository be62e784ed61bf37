import { sql } from 'kysely';
import type { Database } from '../../platform/database/database.js';

/** More than these are better looked for in the person's list: a page of it is soon full. */
export const MOST_FEW = 500;
/** The index knows three letters in a row, not fewer. */
const LEAST_LETTERS = 3;

interface TitleRow {
  document_id: string;
}

/** How titles are searched: without regard to case. */
export const searchForm = (text: string): string => text.normalize('NFC').toLowerCase();

/** An index of all titles, kept by triggers (migrations/20261129T1770-documents-title-search.ts). */
export class TitleIndex {
  constructor(private readonly database: Database) {}

  /**
   * Ids of all documents that can have this part in their title: whose they are is not looked at, and a few may have its
   * letters in another order. Undefined when there are more than MOST_FEW, or the part is too short to tell.
   */
  async few(part: string): Promise<readonly string[] | undefined> {
    const form = searchForm(part);
    // SQLite reads no further than a zero.
    if ([...form].length < LEAST_LETTERS || form.includes('\0')) return undefined;
    const found =
      this.database.engine === 'postgres'
        ? sql<TitleRow>`select document_id from search_titles
            where parts @> title_parts(${form}) limit ${MOST_FEW + 1}`
        : sql<TitleRow>`select document_id from search_titles where n in (
            select rowid from search_title_parts where search_title_parts match ${quoted(form)}
            limit ${MOST_FEW + 1})`;
    const { rows } = await found.execute(this.database.query());
    return rows.length > MOST_FEW ? undefined : rows.map((row) => row.document_id);
  }
}

/** A string of the language of SQLite's full-text search: nothing in it has a special meaning. */
const quoted = (text: string): string => `"${text.replaceAll('"', '""')}"`;
