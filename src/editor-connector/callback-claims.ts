import { z } from 'zod';
import type { CallbackReport } from './callback.js';

/**
 * The claims of a callback. Browser configs and commands are signed with the same secret on many servers, so
 * what could be one of those is refused: `status` must be there, `document` and `editorConfig` must not.
 */
export const callbackClaims: z.ZodType<CallbackReport> = z.object({
  key: z.string().min(1).max(255),
  status: z.int(),
  users: z.array(z.string().max(240)).max(10_000).optional(),
  url: z.string().max(8192).optional(),
  filetype: z
    .string()
    .regex(/^[a-zA-Z0-9]{1,10}$/)
    .transform((text) => text.toLowerCase())
    .optional(),
  history: z
    .object({ serverVersion: z.string().max(100).optional(), changes: z.unknown().optional() })
    .optional(),
  lastsave: z.string().max(100).optional(),
  notmodified: z.boolean().nullish(),
  iat: z.number(),
  document: z.undefined().optional(),
  editorConfig: z.undefined().optional(),
});
