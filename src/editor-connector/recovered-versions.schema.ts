import { z } from 'zod';
import type { ToldRecovery } from './list-my-recovered-versions.use-case.js';

export const recoveredVersionsSchema = z
  .object({
    recovered_versions: z
      .array(
        z.object({
          document_id: z.string(),
          title: z.string(),
          version: z.int(),
          found_at: z.iso.datetime(),
        }),
      )
      .describe('the newest hundred, newest first'),
  })
  .meta({ id: 'RecoveredVersions' });

export const recoveredVersionsToWire = (
  told: readonly ToldRecovery[],
): z.infer<typeof recoveredVersionsSchema> => ({
  recovered_versions: told.map(({ documentId, title, number, foundAtMs }) => ({
    document_id: documentId,
    title,
    version: number,
    found_at: new Date(foundAtMs).toISOString(),
  })),
});

export const recoveredVersionParams = z.object({
  document_id: z.string(),
  version: z.coerce.number().int().min(1),
});
export type RecoveredVersionParams = z.output<typeof recoveredVersionParams>;
