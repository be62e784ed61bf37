import { z } from 'zod';
import { settingsPart } from '../platform/config/settings.js';
import { FILE_FAMILIES, type FileFamily } from './formats/blank-files.js';

export abstract class DocumentsSettings {
  /** Upload and save limit of one file, plaintext bytes. */
  abstract readonly maxFileBytes: number;
  /** Of new documents, for people who did not choose. */
  abstract readonly newFiles: FileFamily;
  /** Resumable uploads that one person may have under way. */
  abstract readonly uploadsPerPerson: number;
}

const bytes = <T extends z.ZodNumber | z.ZodCoercedNumber>(number: T) =>
  number
    .int('must be a whole number of bytes')
    .min(1, 'must be at least 1 byte')
    .describe('Upload and save limit of one file');

const uploads = <T extends z.ZodNumber | z.ZodCoercedNumber>(number: T) =>
  number
    .int('must be a whole number of uploads')
    .min(1, 'must be at least 1')
    .max(10_000, 'must be at most 10000')
    .describe('Resumable uploads that one person may have under way');

const documentsEnv = z.object({
  KONTOR_MAX_FILE_BYTES: bytes(z.coerce.number({ error: 'must be a number of bytes' })).default(
    104_857_600,
  ),
  KONTOR_NEW_FILES: z
    .enum(FILE_FAMILIES, { error: 'must be ooxml (.docx, .xlsx, .pptx) or odf (.odt, .ods, .odp)' })
    .default('ooxml'),
  KONTOR_UPLOADS_PER_PERSON: uploads(
    z.coerce.number({ error: 'must be a number of uploads' }),
  ).default(50),
});

export const documentsSettings = settingsPart<DocumentsSettings>(
  'documents',
  documentsEnv.transform((env) => ({
    maxFileBytes: env.KONTOR_MAX_FILE_BYTES,
    newFiles: env.KONTOR_NEW_FILES,
    uploadsPerPerson: env.KONTOR_UPLOADS_PER_PERSON,
  })),
  {
    maxFileBytes: { name: 'max_file_bytes', schema: bytes(z.number()) },
    uploadsPerPerson: { name: 'uploads_per_person', schema: uploads(z.number()) },
  },
);
