import { z } from 'zod';
import { LIVE_SETTINGS } from './live-parts.js';
import type { SettingNow } from './manage-settings.use-case.js';

export const changeSettingsSchema = z
  .strictObject(
    Object.fromEntries(
      LIVE_SETTINGS.map(({ name, schema }) => [name, schema.nullable().optional()]),
    ),
  )
  .describe('`null` restores the value of the environment, or the default');
export type ChangeSettings = Readonly<Record<string, unknown>>;

const detailSchema = z.object({
  value: z.union([z.string(), z.number(), z.boolean()]),
  default: z
    .union([z.string(), z.number(), z.boolean()])
    .describe('of the environment, or the default'),
  changed_by: z.string().nullable().describe('A username; null: on the command line, or nobody'),
  changed_at: z.iso.datetime().nullable(),
});

export const settingsSchema = z
  .object({
    ...Object.fromEntries(LIVE_SETTINGS.map(({ name, schema }) => [name, schema])),
    details: z.record(z.string(), detailSchema),
  })
  .meta({ id: 'Settings' });

export const settingsToWire = (settings: readonly SettingNow[]) => ({
  ...Object.fromEntries(settings.map(({ name, value }) => [name, value])),
  details: Object.fromEntries(
    settings.map(({ name, value, initial, changedBy, changedAtMs }) => [
      name,
      {
        value,
        default: initial,
        changed_by: changedBy,
        changed_at: changedAtMs === null ? null : new Date(changedAtMs).toISOString(),
      },
    ]),
  ),
});
