import { createHash } from 'node:crypto';
import { CACHE_MANAGER, CacheModule } from '@nestjs/cache-manager';
import { Logger, Module, type OnApplicationBootstrap } from '@nestjs/common';
import type { Cache } from 'cache-manager';
import { Clock } from '../platform/clock/clock.js';
import { provideSettings } from '../platform/config/settings.js';
import { Database } from '../platform/database/database.js';
import { Redis } from '../platform/redis/redis.js';
import { BackendConnection } from './backend-connection.http.js';
import { KyselyCacheTimeoutSetting } from './cache-timeout.kysely.js';
import { CacheTimeoutSetting } from './cache-timeout.js';
import { FileCredentials } from './credentials.file.js';
import { Grants } from './grants.js';
import { Impersonation } from './grants.js';
import { CachedLists } from './cached-lists.js';
import { BoundedListStore } from './cached-lists.js';
import { ManageCacheTimeout } from './manage-cache-timeout.use-case.js';
import {
  OneoffixxSettings,
  oneoffixxSettings,
  type TemplateBackendSettings,
} from './oneoffixx.config.js';
import { PersonSid } from './grants.js';
import { SettingsController } from './settings.controller.js';
import { TemplateBackend } from './template-backend.js';
import { HttpTemplateBackend } from './template-backend.http.js';
import { CatalogueSources, TemplateCatalogue } from './template-catalogue.js';
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
  provide: CatalogueSources,
  inject: [
    OneoffixxSettings,
    { token: TemplateBackend, optional: true },
    { token: PersonSid, optional: true },
    CACHE_MANAGER,
    Clock,
  ],
  useFactory: (
    { backend: settings }: OneoffixxSettings,
    backend: TemplateBackend | undefined,
    people: PersonSid | undefined,
    cache: Cache,
    clock: Clock,
  ) => {
    if (settings === undefined || backend === undefined) return undefined;
    const credentials = new FileCredentials(settings.credentialsFile);
    const impersonation = new Impersonation(credentials, people, backend, clock, settings);
    const grants = new Grants((accountId) => impersonation.grantFor(accountId), clock);
    return new CatalogueSources(
      backend,
      grants,
      new CachedLists(cache, clock, cacheNameOf(settings)),
    );
  },
};

const catalogue = {
  provide: TemplateCatalogue,
  inject: [{ token: CatalogueSources, optional: true }, CacheTimeoutSetting],
  useFactory: (from: CatalogueSources | undefined, timeout: CacheTimeoutSetting) =>
    new TemplateCatalogue(from, timeout, readTemplateTypes()),
};

/** Identifies the backend in cache keys: another backend, API or impersonated person needs other entries. */
const cacheNameOf = ({
  origin,
  servicePath,
  scope,
  api,
  fakeSid,
}: TemplateBackendSettings): string =>
  createHash('sha256')
    .update(JSON.stringify([origin, servicePath, scope, api, fakeSid ?? null]))
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
  controllers: [TemplatesController, SettingsController],
  providers: [
    provideSettings(OneoffixxSettings, oneoffixxSettings),
    client,
    sources,
    catalogue,
    {
      provide: CacheTimeoutSetting,
      inject: [Database, Clock],
      useFactory: (database: Database, clock: Clock) =>
        new KyselyCacheTimeoutSetting(database, clock),
    },
    ManageCacheTimeout,
  ],
  exports: [TemplateCatalogue, OneoffixxSettings],
})
export class OneoffixxModule implements OnApplicationBootstrap {
  readonly #logger = new Logger(OneoffixxModule.name);

  constructor(private readonly settings: OneoffixxSettings) {}

  onApplicationBootstrap(): void {
    const { backend } = this.settings;
    if (backend?.fakeSid !== undefined) {
      this.#logger.warn('ONEOFFIXX_FAKE_SID is set: everybody uses the templates of one person');
    }
    if (backend?.origin.startsWith('http://') && !LOOPBACK.test(backend.origin)) {
      this.#logger.warn('ONEOFFIXX_PROTOCOL is http: credentials cross the network readably');
    }
  }
}
