import { statSync } from 'node:fs';
import { Logger } from '@nestjs/common';
import type { Clock } from '../../platform/clock/clock.js';
import type { OpenIdProvider } from './openid-provider.js';
import { OpenIdProviders } from './openid-provider.js';
import { ProvidersFileFault, readProviders, type OpenIdSettings } from './openid.config.js';

/** How often the file is looked at, at most. */
const LOOK_MS = 1000;

/**
 * Reads the file again when it has changed. A file with faults changes nothing, and is reported in the log; a provider
 * that is new in it needs its secret in the environment, so a start.
 */
export class FileOpenIdProviders extends OpenIdProviders {
  readonly #logger = new Logger(OpenIdProviders.name);
  #providers: readonly OpenIdProvider[];
  #stamp: string;
  #lookedAtMs = Number.NEGATIVE_INFINITY;

  constructor(
    private readonly settings: OpenIdSettings,
    private readonly clock: Clock,
  ) {
    super();
    this.#providers = settings.providers;
    this.#stamp = this.#stampNow();
  }

  all(): readonly OpenIdProvider[] {
    const now = this.clock.monotonicMs();
    if (this.settings.file === undefined || now - this.#lookedAtMs < LOOK_MS)
      return this.#providers;
    this.#lookedAtMs = now;
    const stamp = this.#stampNow();
    if (stamp === this.#stamp) return this.#providers;
    this.#stamp = stamp;
    try {
      this.#providers = readProviders(this.settings.file, this.settings.secrets);
      this.#logger.log({ msg: 'OIDC_PROVIDERS was read again', providers: this.#providers.length });
    } catch (error) {
      if (!(error instanceof ProvidersFileFault)) throw error;
      this.#logger.error({
        msg: 'OIDC_PROVIDERS has changed and cannot be used; what it said before still counts',
        faults: error.faults,
      });
    }
    return this.#providers;
  }

  #stampNow(): string {
    if (this.settings.file === undefined) return '';
    const seen = statSync(this.settings.file, { throwIfNoEntry: false });
    return seen === undefined ? 'none' : `${seen.mtimeMs} ${seen.size} ${seen.ino}`;
  }
}
