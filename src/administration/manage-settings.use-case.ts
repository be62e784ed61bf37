import type { LiveSettings } from '../platform/config/live-settings.js';
import type { StoredSettings } from '../platform/config/stored-settings.js';
import type { People } from '../platform/identity/people.js';
import { faultOf, TOLD } from '../platform/language/schema-faults.js';
import { badValue, noSuchSetting } from './administration.errors.js';
import { LIVE_SETTINGS } from './live-parts.js';

export interface SettingNow {
  readonly name: string;
  /** In effect on this instance; on the others within seconds. */
  readonly value: unknown;
  readonly initial: unknown;
  /** Whether somebody gave another value than the environment. */
  readonly isGiven: boolean;
  /** A username; null: on the command line, or nobody. */
  readonly changedBy: string | null;
  readonly changedAtMs: number | null;
}

/** What may change while the service runs. Routes and pages that use it are for administrators. */
export class ManageSettings {
  constructor(
    private readonly live: LiveSettings,
    private readonly stored: StoredSettings,
    private readonly people: People,
  ) {}

  async show(): Promise<readonly SettingNow[]> {
    const stored = await this.stored.all();
    const ids = [...stored.values()].flatMap(({ changedBy }) => changedBy ?? []);
    const named = await this.people.named(ids);
    return this.live.declared.map(({ name, initial }) => {
      const given = stored.get(name);
      const { changedBy = null, changedAtMs = null } = given ?? {};
      return {
        ...{ name, initial, changedAtMs },
        value: this.live.meaningOf(name, given?.value),
        isGiven: given?.value !== undefined,
        changedBy: changedBy === null ? null : (named.get(changedBy)?.username ?? changedBy),
      };
    });
  }

  /**
   * `null` restores the initial value. All or none; in effect here once this resolves. `by`: an account's id, or null
   * for the command line.
   * @throws administration/no-such-setting, administration/bad-value
   */
  async change(
    by: string | null,
    changes: Readonly<Record<string, unknown>>,
  ): Promise<readonly SettingNow[]> {
    const checked = Object.entries(changes).map(
      ([name, value]) => [name, value === null ? undefined : this.#checked(name, value)] as const,
    );
    if (checked.length > 0) await this.stored.change(new Map(checked), by);
    return this.show();
  }

  #checked(name: string, value: unknown): unknown {
    const setting = LIVE_SETTINGS.find((each) => each.name === name);
    if (setting === undefined)
      throw noSuchSetting(
        name,
        LIVE_SETTINGS.map((each) => each.name),
      );
    const parsed = setting.schema.safeParse(value, TOLD);
    if (parsed.success) return parsed.data;
    throw badValue(name, faultOf(parsed.error.issues[0]!));
  }
}

/** A value that somebody typed: a number where the setting has numbers, and nothing else can be read as one. */
export const typedValue = (name: string, typed: string): string | number => {
  const number = /^-?\d+(?:\.\d+)?$/.test(typed.trim()) ? Number(typed) : undefined;
  const setting = LIVE_SETTINGS.find((each) => each.name === name);
  const isNumber = number !== undefined && setting?.schema.safeParse(typed).success !== true;
  return isNumber ? number : typed.trim();
};
