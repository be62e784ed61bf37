import type { z } from 'zod';

/** A setting that administrators may change while the service runs. */
export interface LiveSetting {
  /** As the API and the command line call it. */
  readonly name: string;
  /** The values it may have: JSON. */
  readonly schema: z.ZodType;
}

/** Which members of a part of the settings those are. */
export type LiveMembers<T> = { readonly [member in keyof T]?: LiveSetting };

export interface DeclaredSetting extends LiveSetting {
  /** The value without anybody's change: of the environment, or the default. */
  readonly initial: unknown;
}

/**
 * The values that administrators gave, over those of the environment. Every instance has its own copy, refreshed from
 * the database (`StoredSettings`).
 */
export class LiveSettings {
  readonly #declared = new Map<string, DeclaredSetting>();
  #given: ReadonlyMap<string, unknown> = new Map();

  /**
   * The part's settings, of which the live members have the value of the moment. Whoever needs one reads it when it is
   * needed, and keeps no copy.
   */
  over<T>(part: { readonly live?: LiveMembers<T> }, own: T): T {
    const live = Object.entries(part.live ?? {}) as [string & keyof T, LiveSetting][];
    if (live.length === 0) return own;
    const present = { ...own };
    for (const [member, setting] of live) {
      this.#declared.set(setting.name, { ...setting, initial: own[member] });
      Object.defineProperty(present, member, {
        enumerable: true,
        get: () => this.valueOf(setting.name),
      });
    }
    return present;
  }

  get declared(): readonly DeclaredSetting[] {
    return [...this.#declared.values()];
  }

  /** What a stored value means: `undefined`, and what another version of Kontor stored, is the initial one. */
  meaningOf(name: string, given: unknown): unknown {
    const setting = this.#declared.get(name);
    if (given === undefined) return setting?.initial;
    const parsed = setting?.schema.safeParse(given);
    return parsed?.success === true ? parsed.data : setting?.initial;
  }

  /** The value in effect on this instance. */
  valueOf(name: string): unknown {
    return this.meaningOf(name, this.#given.get(name));
  }

  /** Takes what the database has. */
  replace(given: ReadonlyMap<string, unknown>): void {
    this.#given = given;
  }
}
