import type { StoredSettings } from '../platform/config/stored-settings.js';

export interface CacheTimeout {
  /** How long lists are cached; 0: not at all. */
  readonly seconds: number;
  /** New after each change, also when an earlier value is restored: entries cached before are not used again. */
  readonly revision: number;
}

/** 30 days, as in the original integration. */
export const DEFAULT_CACHE_SECONDS = 2_592_000;
export const MAX_CACHE_SECONDS = 365 * 24 * 60 * 60;
export const CACHE_TIMEOUT = 'oneoffixx_cache_timeout';

export abstract class CacheTimeoutSetting {
  /** The value that is in effect on every instance. */
  abstract current(): Promise<CacheTimeout>;
}

/** One small read per request; not of the copy that each instance has, so that a change takes effect everywhere at once. */
export class StoredCacheTimeout extends CacheTimeoutSetting {
  constructor(private readonly stored: Pick<StoredSettings, 'find'>) {
    super();
  }

  async current(): Promise<CacheTimeout> {
    const found = await this.stored.find(CACHE_TIMEOUT);
    const { value, changedAtMs: revision } = found ?? { value: undefined, changedAtMs: 0 };
    return { seconds: typeof value === 'number' ? value : DEFAULT_CACHE_SECONDS, revision };
  }
}
