import { z } from 'zod';
import { settingsPart } from '../platform/config/settings.js';

export abstract class DocumentsSettings {
  /** Upload and save limit of one file, plaintext bytes. */
  abstract readonly maxFileBytes: number;
}

const documentsEnv = z.object({
  KONTOR_MAX_FILE_BYTES: z.coerce
    .number({ error: 'must be a number of bytes' })
    .int('must be a whole number of bytes')
    .min(1, 'must be at least 1 byte')
    .default(104_857_600),
});

export const documentsSettings = settingsPart<DocumentsSettings>(
  'documents',
  documentsEnv.transform((env) => ({ maxFileBytes: env.KONTOR_MAX_FILE_BYTES })),
);
