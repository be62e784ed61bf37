import { z } from 'zod';
import type { CheckResult } from './health-checks.js';

export const readinessSchema = z.object({
  status: z.enum(['ready', 'not-ready']),
  checks: z
    .array(
      z.object({
        name: z.string(),
        required: z.boolean(),
        ok: z.boolean(),
        detail: z.string().nullable(),
      }),
    )
    .optional()
    .describe('for admins only'),
});
export type Readiness = z.infer<typeof readinessSchema>;

export const toCheck = ({ name, required, ok, detail }: CheckResult) => ({
  name,
  required,
  ok,
  detail: detail ?? null,
});
