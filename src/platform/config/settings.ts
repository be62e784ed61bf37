import { RENAMED, SettingsError, type Env } from './environment.js';
import { ConfigService } from '@nestjs/config';
import type { FactoryProvider, Type } from '@nestjs/common';
import { z } from 'zod';
import { LiveSettings, type LiveMembers } from './live-settings.js';
import { nearestOf } from './nearest-name.js';

export type { Env } from './environment.js';

/**
 * One module's share of the settings: a schema over the whole environment that yields the module's
 * typed settings. Declared in `<module>.config.ts`, listed in `src/settings.ts`.
 */
export interface SettingsPart<T = unknown> {
  readonly name: string;
  readonly schema: z.ZodType<T>;
  /** The members that administrators may change while the service runs. */
  readonly live?: LiveMembers<T>;
}

export const settingsPart = <T>(
  name: string,
  schema: z.ZodType<T>,
  live: SettingsPart<T>['live'] = {},
): SettingsPart<T> => ({ name, schema, live });

/** Reads every part from one environment and reports all faults together. Never prints a value. */
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
  inject: [ConfigService, LiveSettings],
  useFactory: (config: ConfigService, live: LiveSettings) =>
    live.over(part, config.getOrThrow<T>(part.name)),
});

/** Only names with these prefixes are checked: an environment is full of other programs' variables. */
const OURS = /^(?:KONTOR|EUROOFFICE|ONEOFFIXX|LDAP|OIDC|SMTP)_/;

/** Read outside the settings parts: by name patterns, by the playground, by docker-compose.yml. */
const ELSEWHERE = [
  ...['KONTOR_SIMULATOR_PORT', 'KONTOR_SIMULATOR_ONEOFFIXX_PORT'],
  'KONTOR_SIMULATOR_COMMAND_DELAY_MS',
  ...['KONTOR_BIND', 'KONTOR_DB_PASSWORD', 'KONTOR_BALANCER_BIND', 'KONTOR_CALLBACK_URL'],
  'EUROOFFICE_LINK_SECRET',
  ...Object.keys(RENAMED),
];
const PATTERNS = [
  /^KONTOR_S3_\w+_(?:ACCESS_KEY_ID|SECRET_ACCESS_KEY)$/,
  /^OIDC_\w+_CLIENT_SECRET$/,
];

/** One sentence for each name that looks like a setting and is none, with the nearest setting. */
export function unknownNames(env: Env, parts: readonly SettingsPart[]): string[] {
  const known = [...parts.flatMap(namesOf), ...ELSEWHERE];
  return Object.keys(env)
    .filter((name) => OURS.test(name) && !known.includes(name))
    .filter((name) => !PATTERNS.some((pattern) => pattern.test(name)))
    .map((name) => {
      const nearest = nearestOf(name, known);
      const hint =
        nearest === undefined ? 'docs/settings.md lists them all' : `did you mean ${nearest}?`;
      return `${name} is not a setting of Kontor and has no effect; ${hint}`;
    });
}

/** The variables a part reads, from its schema. */
export function namesOf({ schema }: SettingsPart): string[] {
  const described = z.toJSONSchema(schema, { io: 'input', unrepresentable: 'any' });
  return Object.keys(described.properties ?? {});
}
