import { isDeepStrictEqual } from 'node:util';
import { Logger } from '@nestjs/common';
import type { Clock } from '../../platform/clock/clock.js';
import { SmallFile } from '../../platform/config/small-file.js';
import type { OpenIdProvider } from './openid-provider.js';
import { OpenIdProviders } from './openid-provider.js';
import {
  ProvidersFileFault,
  providersIn,
  unreadable,
  type OpenIdSettings,
} from './openid.config.js';

/** How often the file is looked at, at most. */
const LOOK_MS = 1000;

/**
 * Reads the file again while the server runs. A file with faults, or that cannot be read, changes nothing, and is
 * reported in the log; a provider that is new in it needs its secret in the environment, so a start.
 */
export class FileOpenIdProviders extends OpenIdProviders {
  readonly atStart: readonly OpenIdProvider[];
  readonly #logger = new Logger(OpenIdProviders.name);
  readonly #file: SmallFile | undefined;
  #providers: readonly OpenIdProvider[];
  #lookedAtMs = Number.NEGATIVE_INFINITY;
  #faults: readonly string[] = [];

  constructor(
    private readonly settings: OpenIdSettings,
    private readonly clock: Clock,
  ) {
    super();
    this.atStart = settings.providers;
    this.#providers = settings.providers;
    this.#file = settings.file === undefined ? undefined : new SmallFile(settings.file);
  }

  async all(): Promise<readonly OpenIdProvider[]> {
    const now = this.clock.monotonicMs();
    if (this.#file !== undefined && now - this.#lookedAtMs >= LOOK_MS) {
      this.#lookedAtMs = now;
      await this.#look(this.#file);
    }
    return this.#providers;
  }

  async #look(file: SmallFile): Promise<void> {
    let faults: readonly string[] = [];
    try {
      const providers = providersIn(await contentOf(file), file.path, this.settings.secrets);
      // A secret is never another one: it comes from the environment.
      if (!isDeepStrictEqual(providers, this.#providers)) {
        const msg = 'OIDC_PROVIDERS was read again';
        this.#logger.log({ msg, providers: providers.length });
      }
      this.#providers = providers;
    } catch (error) {
      if (!(error instanceof ProvidersFileFault)) throw error;
      faults = error.faults;
      const msg = 'OIDC_PROVIDERS cannot be used; what it said before still counts';
      if (!isDeepStrictEqual(faults, this.#faults)) this.#logger.error({ msg, faults });
    }
    this.#faults = faults;
  }
}

async function contentOf(file: SmallFile): Promise<Uint8Array> {
  try {
    return await file.read();
  } catch (error) {
    throw unreadable(file.path, error);
  }
}
