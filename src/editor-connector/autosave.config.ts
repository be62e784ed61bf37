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

export const autosaveSettings = settingsPart<AutosaveSettings>(
  'autosave',
  z
    .object({
      KONTOR_AUTOSAVE_SECONDS: z.coerce
        .number({ error: BOUNDS })
        .int()
        .max(LONGEST_SECONDS, BOUNDS)
        .refine((seconds) => seconds === 0 || seconds >= SHORTEST_SECONDS, BOUNDS)
        .default(300),
    })
    .transform((env) => ({ autosaveSeconds: env.KONTOR_AUTOSAVE_SECONDS })),
);
