import { z } from 'zod';
import { settingsPart } from '../platform/config/settings.js';

export abstract class ThinningSettings {
  abstract readonly isOn: boolean;
  /** Every step stays for this long. */
  abstract readonly allHours: number;
  /** One step of each hour stays for this long; after that the last one of its editing session. */
  abstract readonly hourlyDays: number;
}

export const thinningSettings = settingsPart<ThinningSettings>(
  'thinning',
  z
    .object({
      KONTOR_THINNING: z.enum(['on', 'off'], { error: 'must be on or off' }).default('on'),
      KONTOR_THINNING_ALL_HOURS: z.coerce.number().min(1).max(87_600).default(24),
      KONTOR_THINNING_HOURLY_DAYS: z.coerce.number().min(0).max(3650).default(7),
    })
    .transform((env) => ({
      isOn: env.KONTOR_THINNING === 'on',
      allHours: env.KONTOR_THINNING_ALL_HOURS,
      hourlyDays: env.KONTOR_THINNING_HOURLY_DAYS,
    })),
);
