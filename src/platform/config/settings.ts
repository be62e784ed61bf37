import { ConfigService } from '@nestjs/config';
import type { FactoryProvider, Type } from '@nestjs/common';
import type { z } from 'zod';
import { SettingsError } from './settings-error.js';

/** The environment as the process got it, plus what `.env` adds. */
export type Env = Readonly<Record<string, string | undefined>>;

/**
 * One module's share of the settings: a schema over the whole environment that yields the module's
 * typed settings. Declared in `<module>.config.ts`, listed in `src/settings.ts`.
 */
export interface SettingsPart<T = unknown> {
  readonly name: string;
  readonly schema: z.ZodType<T>;
}

export const settingsPart = <T>(name: string, schema: z.ZodType<T>): SettingsPart<T> => ({
  name,
  schema,
});

/** Reads every part from one environment; all faults are reported together. Values are never printed. */
export function readSettings(parts: readonly SettingsPart[], env: Env): Record<string, unknown> {
  const settings: Record<string, unknown> = {};
  const issues = new Set<string>();
  for (const part of parts) {
    const result = part.schema.safeParse(env);
    if (result.success) settings[part.name] = result.data;
    else for (const issue of result.error.issues) issues.add(describe(issue));
  }
  if (issues.size > 0) throw new SettingsError([...issues]);
  return settings;
}

const describe = (issue: z.core.$ZodIssue): string =>
  issue.path.length > 0 ? `${issue.path.join('.')}: ${issue.message}` : issue.message;

/** Provides a part's settings under `token` (an abstract class with the same readonly fields). */
export const provideSettings = <T>(
  token: abstract new () => T,
  part: SettingsPart<T>,
): FactoryProvider<T> => ({
  provide: token as Type<T>,
  inject: [ConfigService],
  useFactory: (config: ConfigService) => config.getOrThrow<T>(part.name),
});
