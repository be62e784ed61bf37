import { z } from 'zod';
import { targetFormat } from '../documents/index.js';

/** Nonce, sealed text and tag in base64url. */
export const sourceQuery = z.object({ cap: z.string().max(1024) });
export type SourceQuery = z.output<typeof sourceQuery>;

export const pictureQuery = z.strictObject({
  version: z.coerce.number().int().min(1).optional(),
  /** 204 in place of 404: browsers log what an `<img>` does not find. */
  or: z.literal('nothing').optional(),
  /** Distinguishes the address from one that a browser has an answer for. */
  try: z.coerce.number().int().optional(),
});
export type PictureQuery = z.output<typeof pictureQuery>;

export const convertBody = z.strictObject({
  to: targetFormat,
  /** Of a protected file; the Document Server accepts at most 255 characters. */
  password: z.string().min(1).max(255).optional(),
});
export type ConvertBody = z.output<typeof convertBody>;
