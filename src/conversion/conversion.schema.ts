import { z } from 'zod';

/** Nonce, sealed text and tag in base64url. */
export const sourceQuery = z.object({ cap: z.string().max(1024) });
export type SourceQuery = z.output<typeof sourceQuery>;

const extension = z
  .string()
  .max(16)
  .regex(/^[a-z0-9]+$/, 'must be a file extension in lower case, such as pdf');

export const convertBody = z.strictObject({
  to: extension,
  /** Of a protected file; the Document Server accepts at most 255 characters. */
  password: z.string().min(1).max(255).optional(),
});
export type ConvertBody = z.output<typeof convertBody>;
