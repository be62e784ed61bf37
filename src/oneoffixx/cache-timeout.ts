export interface CacheTimeout {
  /** How long lists are cached; 0: not at all. */
  readonly seconds: number;
  /** New after each change, also when an earlier value is restored: entries cached before are not used again. */
  readonly revision: number;
}

/** 30 days, as in the original integration. */
export const DEFAULT_CACHE_SECONDS = 2_592_000;
export const MAX_CACHE_SECONDS = 365 * 24 * 60 * 60;

export abstract class CacheTimeoutSetting {
  /** The value that is in effect on every instance. */
  abstract current(): Promise<CacheTimeout>;

  /** Once this resolves, `current` returns the new value on every instance. */
  abstract change(seconds: number): Promise<CacheTimeout>;
}
