export interface CacheTimeout {
  /** How long lists are kept; 0: not at all. */
  readonly seconds: number;
  /** Another one after each change, also back to an earlier value: what was kept before stays unused. */
  readonly revision: number;
}

/** 30 days, as the original integration. */
export const DEFAULT_CACHE_SECONDS = 2_592_000;
export const MAX_CACHE_SECONDS = 365 * 24 * 60 * 60;

export abstract class CacheTimeoutSetting {
  /** As every instance sees it now. */
  abstract current(): Promise<CacheTimeout>;

  /** From the return on, `current` answers the new value on every instance. */
  abstract change(seconds: number): Promise<CacheTimeout>;
}
