import { z } from 'zod';
import { settingsPart } from '../platform/config/settings.js';

export abstract class AuditSettings {
  /** Entries are kept for this long; then whole sealed days are removed. */
  abstract readonly days: number;
}

export const auditSettings = settingsPart<AuditSettings>(
  'audit',
  z
    .object({ KONTOR_AUDIT_DAYS: z.coerce.number().int().min(1).max(36_500).default(3650) })
    .transform((env) => ({ days: env.KONTOR_AUDIT_DAYS })),
);
