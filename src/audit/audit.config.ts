import { z } from 'zod';
import { settingsPart } from '../platform/config/settings.js';

export abstract class AuditSettings {
  /** Entries are kept for this long; then whole sealed days are removed. */
  abstract readonly days: number;
}

const days = <T extends z.ZodNumber | z.ZodCoercedNumber>(number: T) =>
  number.int().min(1).max(36_500).describe('Days that audit entries are kept');

export const auditSettings = settingsPart<AuditSettings>(
  'audit',
  z
    .object({ KONTOR_AUDIT_DAYS: days(z.coerce.number()).default(3650) })
    .transform((env) => ({ days: env.KONTOR_AUDIT_DAYS })),
  { days: { name: 'audit_days', schema: days(z.number()) } },
);
