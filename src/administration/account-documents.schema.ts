import { z } from 'zod';
import type { OwnedDocument } from '../documents/index.js';
import { cursorText, nextCursor, pageQuery } from '../platform/http/paging.js';

export const accountDocumentsQuery = z.strictObject(pageQuery(z.tuple([cursorText])));
export type AccountDocumentsQuery = z.output<typeof accountDocumentsQuery>;

const time = z.iso.datetime();

export const accountDocumentsSchema = z
  .object({
    documents: z
      .array(
        z.object({
          id: z.string(),
          file_type: z.string(),
          state: z.enum(['shadow', 'active']),
          custody: z.enum(['managed', 'zero-knowledge']),
          size: z.int().nullable().describe('Of the current version; null without one'),
          shares: z.int().describe('With how many people and groups it is shared'),
          created_at: time,
          updated_at: time,
          deleted_at: time.nullable(),
        }),
      )
      .describe('In the order in which they were made, also deleted ones; without titles'),
    total: z.int().describe('Of all pages'),
    next_cursor: nextCursor,
  })
  .meta({ id: 'AccountDocuments' });

const timeOf = (ms: number): string => new Date(ms).toISOString();

export const ownedDocumentToWire = (document: OwnedDocument) => ({
  id: document.id,
  file_type: document.fileType,
  state: document.state,
  custody: document.custody,
  size: document.size,
  shares: document.shares,
  created_at: timeOf(document.createdAtMs),
  updated_at: timeOf(document.updatedAtMs),
  deleted_at: document.deletedAtMs === null ? null : timeOf(document.deletedAtMs),
});
