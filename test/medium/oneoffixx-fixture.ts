import 'reflect-metadata';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Global, Module } from '@nestjs/common';
import { NestFactory } from '@nestjs/core';
import { FastifyAdapter, type NestFastifyApplication } from '@nestjs/platform-fastify';
import { AccessModule, accessSettings, ManageAccounts } from '../../src/access/index.js';
import { configureApp } from '../../src/configure-app.js';
import { AdministrationModule } from '../../src/administration/index.js';
import { AuditLogModule } from '../../src/audit/index.js';
import { DirectoryModule, directorySettings } from '../../src/directory/index.js';
import {
  OneoffixxModule,
  oneoffixxSettings,
  PersonSid,
  TemplateCatalogue,
} from '../../src/oneoffixx/index.js';
import { ClockModule } from '../../src/platform/clock/clock.module.js';
import { SettingsModule } from '../../src/platform/config/config.module.js';
import { httpSettings, type HttpSettings } from '../../src/platform/http/http.config.js';
import { platformSettings } from '../../src/platform/config/platform.config.js';
import { readSettings } from '../../src/platform/config/settings.js';
import { DatabaseModule } from '../../src/platform/database/database.module.js';
import { EventsModule } from '../../src/platform/events/domain-events.js';
import { healthSettings } from '../../src/platform/health/health.config.js';
import { HealthModule } from '../../src/platform/health/health.module.js';
import { OpenApiModule } from '../../src/platform/http/openapi.module.js';
import type { AppError } from '../../src/platform/errors/app-error.js';
import type { Actor } from '../../src/platform/identity/actor.js';
import { RedisModule } from '../../src/platform/redis/redis.module.js';
import { PinoLogger } from '../../src/platform/logging/pino-logger.js';
import {
  OneoffixxSimulator,
  type OneoffixxSimulatorOptions,
} from '../../playground/oneoffixx-simulator.js';

export const firstCredentials = {
  clientId: '5ab1f2a4-4f6d-4b4e-9c5e-2f0a4d0b7c11',
  clientSecret: 'first-secret-of-the-client',
  presharedKey: 'first-preshared-key',
};

export const sidOf = (username: string): string => `S-1-5-21-1-2-3-${username}`;

/** People called `nobody…` have no SID. */
class KnownSids extends PersonSid {
  async sidOf(username: string): Promise<string | undefined> {
    return username.startsWith('nobody') ? undefined : sidOf(username);
  }
}

@Global()
@Module({ providers: [{ provide: PersonSid, useClass: KnownSids }], exports: [PersonSid] })
class SidsModule {}

@Module({})
class OneoffixxApp {}

export const actor = (username: string, isAdmin = false): Actor => ({
  id: username,
  username,
  displayName: username,
  isAdmin,
  locale: 'de',
});

export interface OneoffixxFixture {
  readonly backend: OneoffixxSimulator;
  readonly app: NestFastifyApplication;
  readonly catalogue: TemplateCatalogue;
  /** Everything that was logged. */
  readonly logged: string[];
  readonly credentialsFile: string;
  writeCredentials(text: string): Promise<void>;
  /** One more instance of Kontor on the same database. */
  another(): Promise<NestFastifyApplication>;
  stop(): Promise<void>;
}

type Options = Partial<OneoffixxSimulatorOptions> & {
  readonly env?: Readonly<Record<string, string>>;
};

export const credentialsText = (credentials = firstCredentials): string =>
  JSON.stringify({
    client_id: credentials.clientId,
    client_secret: credentials.clientSecret,
    preshared_key: credentials.presharedKey,
  });

/** Kontor's template client with a simulator backend on a port of its own. alice and admin can sign in. */
export async function startOneoffixxFixture(options: Options = {}): Promise<OneoffixxFixture> {
  const folder = await mkdtemp(join(tmpdir(), 'kontor-oneoffixx-'));
  const file = join(folder, 'oneoffixx.json');
  const backend = await OneoffixxSimulator.start({
    credentials: firstCredentials,
    ...options,
  });
  const logged: string[] = [];
  const all = {
    KONTOR_PROFILE: 'playground',
    KONTOR_DATA_DIR: join(folder, 'data'),
    ONEOFFIXX_PROTOCOL: 'http',
    ONEOFFIXX_HOSTNAME: backend.hostname,
    ONEOFFIXX_CREDENTIALS_FILE: file,
    ONEOFFIXX_API: options.api ?? '2019',
    ONEOFFIXX_DOUBLE_ENCODE_BUG: String(options.doubleEncodeBug ?? false),
    ...options.env,
  };
  // As the environment is read: an empty value is none.
  const env = Object.fromEntries(Object.entries(all).filter(([, value]) => value !== ''));
  const running: NestFastifyApplication[] = [];
  const another = async () => {
    const app = await startApp(env, logged);
    running.push(app);
    return app;
  };
  const writeCredentials = (text: string) => writeFile(file, text, { mode: 0o600 });
  await writeCredentials(credentialsText(options.credentials));
  const app = await another();
  return {
    backend,
    app,
    catalogue: app.get(TemplateCatalogue),
    logged,
    credentialsFile: file,
    writeCredentials,
    another,
    async stop() {
      await Promise.all(running.map((each) => each.close()));
      await backend.dispose();
      await rm(folder, { recursive: true, force: true });
    },
  };
}

async function startApp(env: Record<string, string>, logged: string[]) {
  const parts = [platformSettings, accessSettings, healthSettings, directorySettings, httpSettings];
  const settings = readSettings([...parts, oneoffixxSettings], env);
  const platform = [ClockModule, DatabaseModule, EventsModule, HealthModule, OpenApiModule];
  const ours = [
    RedisModule,
    DirectoryModule,
    AccessModule,
    SidsModule,
    OneoffixxModule,
    AuditLogModule,
    AdministrationModule,
  ];
  const app = await NestFactory.create<NestFastifyApplication>(
    { module: OneoffixxApp, imports: [SettingsModule.holding(settings), ...platform, ...ours] },
    new FastifyAdapter(),
    { logger: new KeepingLogger(logged), abortOnError: false, bodyParser: false },
  );
  await configureApp(app, settings.http as HttpSettings);
  await app.init();
  await app.getHttpAdapter().getInstance().ready();
  await app.get(ManageAccounts).addMissing([
    { username: 'alice', password: 'alice', displayName: 'Alice' },
    { username: 'admin', password: 'admin', isAdmin: true },
  ]);
  return app;
}

/** Silent, but keeps every line as it would have been written. */
class KeepingLogger extends PinoLogger {
  constructor(private readonly lines: string[]) {
    super('silent');
  }

  override warn(message: unknown, ...more: unknown[]): void {
    this.lines.push(JSON.stringify([message, ...more]));
  }

  override error(message: unknown, ...more: unknown[]): void {
    this.lines.push(JSON.stringify([message, ...more]));
  }

  override debug(message: unknown, ...more: unknown[]): void {
    this.lines.push(JSON.stringify([message, ...more]));
  }
}

/** What asking failed with. */
export const failureOf = async (asking: Promise<unknown>): Promise<AppError> =>
  asking.then(
    () => {
      throw new Error('this should have failed');
    },
    (error: AppError) => error,
  );

/** As an administrator does. */
export const changeTimeout = async (app: NestFastifyApplication, seconds: number) => {
  const answer = await app.inject({
    method: 'PATCH',
    url: '/api/settings',
    headers: { authorization: `Bearer ${await tokenOf(app, 'admin')}` },
    payload: { oneoffixx_cache_timeout: seconds },
  });
  if (answer.statusCode !== 200) throw new Error(answer.body);
};

export const tokenOf = async (app: NestFastifyApplication, name: string): Promise<string> => {
  const payload = { username: name, password: name };
  const answer = await app.inject({ method: 'POST', url: '/api/auth/token', payload });
  return answer.json().access_token;
};
