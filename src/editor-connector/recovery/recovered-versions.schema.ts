import { z } from 'zod';
import { REASONS } from '../../version-archive/index.js';
import type { TitledPage } from '../../documents/index.js';
import { ID_PATTERN } from '../../platform/clock/ids.js';
import {
  cursorNumber,
  cursorOf,
  cursorBigint,
  nextCursor,
  pageQuery,
} from '../../platform/http/paging.js';
import type { DatedNotice } from '../saving/recovered-versions.repository.js';

export const recoveredVersionsQuery = z.strictObject(
  pageQuery(z.tuple([cursorBigint, z.string().regex(ID_PATTERN), cursorNumber]), 100),
);
export type RecoveredVersionsQuery = z.output<typeof recoveredVersionsQuery>;

export const recoveredVersionsSchema = z
  .object({
    recovered_versions: z
      .array(
        z.object({
          document_id: z.string(),
          title: z.string(),
          version: z.int(),
          found_at: z.iso.datetime(),
          reason: z
            .enum(REASONS)
            .nullable()
            .describe('Why it was set apart; null: it was recovered, and is in the history'),
        }),
      )
      .describe('Newest first'),
    next_cursor: nextCursor,
  })
  .meta({ id: 'RecoveredVersions' });

export const recoveredVersionsToWire = ({
  rows,
  next,
}: TitledPage<DatedNotice>): z.infer<typeof recoveredVersionsSchema> => ({
  recovered_versions: rows.map(({ documentId, title, number, foundAtMs, reason }) => ({
    document_id: documentId,
    title,
    version: number,
    found_at: new Date(foundAtMs).toISOString(),
    reason,
  })),
  next_cursor: cursorOf(next && [next.foundAtMs, next.documentId, next.number]),
});

export const recoveredVersionParams = z.object({
  document_id: z.string(),
  version: z.coerce.number().int().min(1),
});
export type RecoveredVersionParams = z.output<typeof recoveredVersionParams>;
