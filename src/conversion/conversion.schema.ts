import { z } from 'zod';
import { targetFormat } from '../documents/index.js';

/** Nonce, sealed text and tag in base64url. */
export const sourceQuery = z.object({ cap: z.string().max(1024) });
export type SourceQuery = z.output<typeof sourceQuery>;

export const convertBody = z.strictObject({
  to: targetFormat,
  /** Of a protected file; the Document Server accepts at most 255 characters. */
  password: z.string().min(1).max(255).optional(),
});
export type ConvertBody = z.output<typeof convertBody>;
