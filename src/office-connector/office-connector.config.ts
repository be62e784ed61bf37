import { z } from 'zod';
import { settingsPart } from '../platform/config/settings.js';

export abstract class OfficeConnectorSettings {
  /** Days after which a document without content is cleaned up. */
  abstract readonly shadowDays: number;
}

const days = <T extends z.ZodNumber | z.ZodCoercedNumber>(number: T) =>
  number
    .int('must be a whole number of days')
    .min(1, 'must be at least 1 day')
    .max(3650, 'must be at most 3650 days')
    .describe('Days after which a document from a template that never got content is cleaned up');

const officeConnectorEnv = z.looseObject({
  KONTOR_SHADOW_DAYS: days(z.coerce.number({ error: 'must be a number of days' })).default(30),
});

export const officeConnectorSettings = settingsPart<OfficeConnectorSettings>(
  'office-connector',
  officeConnectorEnv.transform((env) => ({
    shadowDays: env.KONTOR_SHADOW_DAYS,
  })),
  {
    shadowDays: { name: 'shadow_days', schema: days(z.number()) },
  },
);
