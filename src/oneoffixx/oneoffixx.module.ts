import { createHash } from 'node:crypto';
import { CACHE_MANAGER, CacheModule } from '@nestjs/cache-manager';
import { Logger, Module, type OnApplicationBootstrap } from '@nestjs/common';
import type { Cache } from 'cache-manager';
import { Clock } from '../platform/clock/clock.js';
import { provideSettings } from '../platform/config/settings.js';
import { provideClass } from '../platform/injection/provide-class.js';
import { StoredSettings } from '../platform/config/stored-settings.js';
import { Redis } from '../platform/redis/redis.js';
import { BackendConnection } from './backend-connection.http.js';
import { CacheTimeoutSetting, StoredCacheTimeout } from './cache-timeout.js';
import { FileCredentials } from './credentials.file.js';
import { Grants } from './grants.js';
import { Impersonation } from './grants.js';
import { KeptCredentials } from './kept-credentials.js';
import { CachedLists } from './cached-lists.js';
import { BoundedListStore } from './cached-lists.js';
import {
  OneoffixxSettings,
  oneoffixxSettings,
  type TemplateBackendSettings,
} from './oneoffixx.config.js';
import { PersonSid } from './grants.js';
import { TemplateBackend } from './template-backend.js';
import { HttpTemplateBackend } from './template-backend.http.js';
import { CatalogueSources, PresentSources, TemplateCatalogue } from './template-catalogue.js';
import { readTemplateTypes } from './oneoffixx.config.js';
import { TemplatesController } from './templates.controller.js';

const LOOPBACK = /^https?:\/\/(?:localhost|127\.|\[::1\])/;

/** The client of the backend; all people share its connections. */
const client = {
  provide: TemplateBackend,
  inject: [OneoffixxSettings],
  useFactory: ({ backend }: OneoffixxSettings) =>
    backend && new HttpTemplateBackend(new BackendConnection(backend.origin), backend),
};

/** Grants and cached lists of people; undefined without a backend. */
const sources = {
  provide: PresentSources,
  inject: [
    OneoffixxSettings,
    { token: TemplateBackend, optional: true },
    { token: PersonSid, optional: true },
    CACHE_MANAGER,
    Clock,
  ],
  useFactory: (
    all: OneoffixxSettings,
    backend: TemplateBackend | undefined,
    people: PersonSid | undefined,
    cache: Cache,
    clock: Clock,
  ) => {
    const { backend: settings } = all;
    if (settings === undefined || backend === undefined) return undefined;
    const credentials = new KeptCredentials(
      new FileCredentials(settings.credentialsFile),
      ({ code, data }) => new Logger(KeptCredentials.name).warn({ code, ...data }),
    );
    // Now, so that there are some to keep; who asks first hears what is wrong with them.
    void credentials.read().catch(() => undefined);
    return new PresentSources(all, (fakeSid) => {
      const asked = { ...settings, fakeSid };
      const impersonation = new Impersonation(credentials, people, backend, clock, asked);
      const grants = new Grants((accountId) => impersonation.grantFor(accountId), clock);
      return new CatalogueSources(
        backend,
        grants,
        new CachedLists(cache, clock, cacheNameOf(asked)),
      );
    });
  },
};

const catalogue = {
  provide: TemplateCatalogue,
  inject: [{ token: PresentSources, optional: true }, CacheTimeoutSetting],
  useFactory: (from: PresentSources | undefined, timeout: CacheTimeoutSetting) =>
    new TemplateCatalogue(from, timeout, readTemplateTypes()),
};

/** Identifies the backend in cache keys: another backend, API or impersonated person needs other entries. */
const cacheNameOf = ({
  origin,
  servicePath,
  scope,
  api,
  fakeSid,
}: TemplateBackendSettings & { readonly fakeSid: string }): string =>
  createHash('sha256')
    .update(JSON.stringify([origin, servicePath, scope, api, fakeSid === '' ? null : fakeSid]))
    .digest('base64url')
    .slice(0, 12);

@Module({
  imports: [
    CacheModule.registerAsync({
      inject: [{ token: Redis, optional: true }],
      useFactory: async (redis: Redis | undefined) => {
        const own = new BoundedListStore();
        if (redis === undefined) return { stores: [own] };
        const { SharedListStore } = await import('./list-store.redis.js');
        return { stores: [new SharedListStore(redis, own)] };
      },
    }),
  ],
  controllers: [TemplatesController],
  providers: [
    provideSettings(OneoffixxSettings, oneoffixxSettings),
    client,
    sources,
    catalogue,
    { ...provideClass(StoredCacheTimeout, [StoredSettings]), provide: CacheTimeoutSetting },
  ],
  exports: [TemplateCatalogue, OneoffixxSettings],
})
export class OneoffixxModule implements OnApplicationBootstrap {
  readonly #logger = new Logger(OneoffixxModule.name);

  constructor(private readonly settings: OneoffixxSettings) {}

  onApplicationBootstrap(): void {
    const { backend, fakeSid } = this.settings;
    if (backend !== undefined && fakeSid !== '') {
      this.#logger.warn('ONEOFFIXX_FAKE_SID is set: everybody uses the templates of one person');
    }
    if (backend?.origin.startsWith('http://') && !LOOPBACK.test(backend.origin)) {
      this.#logger.warn('ONEOFFIXX_PROTOCOL is http: credentials cross the network readably');
    }
  }
}
