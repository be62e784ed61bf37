import { z } from 'zod';
import { settingsPart } from '../platform/config/settings.js';

export abstract class AutosaveSettings {
  /** What people type is stored here at least this often while they edit. 0: only by their button and at the end. */
  abstract readonly autosaveSeconds: number;
}

/** More often, the Document Server does little else than assemble files. */
const SHORTEST_SECONDS = 5;
/** A day: a longer span protects nothing. */
const LONGEST_SECONDS = 24 * 60 * 60;
const BOUNDS = `must be 0 (off), or ${SHORTEST_SECONDS} to ${LONGEST_SECONDS} seconds`;

const seconds = <T extends z.ZodNumber | z.ZodCoercedNumber>(number: T) =>
  number
    .int()
    .min(0, BOUNDS)
    .max(LONGEST_SECONDS, BOUNDS)
    .refine((value) => value === 0 || value >= SHORTEST_SECONDS, BOUNDS)
    .describe('0: never; else 5 to 86400');

export const autosaveSettings = settingsPart<AutosaveSettings>(
  'autosave',
  z
    .object({
      KONTOR_AUTOSAVE_SECONDS: seconds(z.coerce.number({ error: BOUNDS })).default(300),
    })
    .transform((env) => ({ autosaveSeconds: env.KONTOR_AUTOSAVE_SECONDS })),
  { autosaveSeconds: { name: 'autosave_seconds', schema: seconds(z.number({ error: BOUNDS })) } },
);
