import { z } from 'zod';
import { REASONS } from '../../version-archive/index.js';
import type { TitledNotice } from './recovery-notices.use-case.js';

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
      .describe('the newest hundred, newest first'),
  })
  .meta({ id: 'RecoveredVersions' });

export const recoveredVersionsToWire = (
  notices: readonly TitledNotice[],
): z.infer<typeof recoveredVersionsSchema> => ({
  recovered_versions: notices.map(({ documentId, title, number, foundAtMs, reason }) => ({
    document_id: documentId,
    title,
    version: number,
    found_at: new Date(foundAtMs).toISOString(),
    reason,
  })),
});

export const recoveredVersionParams = z.object({
  document_id: z.string(),
  version: z.coerce.number().int().min(1),
});
export type RecoveredVersionParams = z.output<typeof recoveredVersionParams>;
