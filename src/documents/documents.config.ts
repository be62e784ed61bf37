import { z } from 'zod';
import { settingsPart } from '../platform/config/settings.js';
import { FILE_FAMILIES, type FileFamily } from './formats/blank-files.js';

export abstract class DocumentsSettings {
  /** Upload and save limit of one file, plaintext bytes. */
  abstract readonly maxFileBytes: number;
  /** Of new documents, for people who did not choose. */
  abstract readonly newFiles: FileFamily;
}

const bytes = <T extends z.ZodNumber | z.ZodCoercedNumber>(number: T) =>
  number
    .int('must be a whole number of bytes')
    .min(1, 'must be at least 1 byte')
    .describe('Upload and save limit of one file');

const documentsEnv = z.object({
  KONTOR_MAX_FILE_BYTES: bytes(z.coerce.number({ error: 'must be a number of bytes' })).default(
    104_857_600,
  ),
  KONTOR_NEW_FILES: z
    .enum(FILE_FAMILIES, { error: 'must be ooxml (.docx, .xlsx, .pptx) or odf (.odt, .ods, .odp)' })
    .default('ooxml'),
});

export const documentsSettings = settingsPart<DocumentsSettings>(
  'documents',
  documentsEnv.transform((env) => ({
    maxFileBytes: env.KONTOR_MAX_FILE_BYTES,
    newFiles: env.KONTOR_NEW_FILES,
  })),
  { maxFileBytes: { name: 'max_file_bytes', schema: bytes(z.number()) } },
);
