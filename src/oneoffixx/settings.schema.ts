import { z } from 'zod';
import { MAX_CACHE_SECONDS } from './cache-timeout.js';

export const settingsSchema = z.object({
  oneoffixx_cache_timeout: z
    .number()
    .int()
    .min(0)
    .max(MAX_CACHE_SECONDS)
    .describe('seconds that answers of the template backend are kept; 0: not at all'),
});
export type SettingsBody = z.infer<typeof settingsSchema>;

export const toSettings = (seconds: number): SettingsBody => ({ oneoffixx_cache_timeout: seconds });
