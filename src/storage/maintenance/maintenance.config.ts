import { z } from 'zod';
import { settingsPart } from '../../platform/config/settings.js';

export abstract class MaintenanceSettings {
  /** Every shard is verified at least once within this many days. */
  abstract readonly scrubDays: number;
  abstract readonly scrubBytesPerSecond: number;
  /** For repairs and for throttle off a provider. Objects at risk do not wait. */
  abstract readonly repairBytesPerSecond: number;
  /** An orphan is removed this many days after it was first seen. */
  abstract readonly orphanDays: number;
}

const MEGABYTE = 1_000_000;
const bytesPerSecond = (name: string, fallback: number) =>
  z.coerce
    .number({ error: `${name} must be a number of bytes` })
    .int()
    .min(65_536)
    .default(fallback);
const days = (fallback: number, least: number) =>
  z.coerce.number().min(least).max(3650).default(fallback);

export const maintenanceSettings = settingsPart<MaintenanceSettings>(
  'storage-maintenance',
  z
    .object({
      KONTOR_SCRUB_DAYS: days(30, 1),
      KONTOR_SCRUB_BYTES_PER_SECOND: bytesPerSecond('KONTOR_SCRUB_BYTES_PER_SECOND', 8 * MEGABYTE),
      KONTOR_REPAIR_BYTES_PER_SECOND: bytesPerSecond(
        'KONTOR_REPAIR_BYTES_PER_SECOND',
        64 * MEGABYTE,
      ),
      KONTOR_ORPHAN_DAYS: days(7, 1),
    })
    .transform((env) => ({
      scrubDays: env.KONTOR_SCRUB_DAYS,
      scrubBytesPerSecond: env.KONTOR_SCRUB_BYTES_PER_SECOND,
      repairBytesPerSecond: env.KONTOR_REPAIR_BYTES_PER_SECOND,
      orphanDays: env.KONTOR_ORPHAN_DAYS,
    })),
);
