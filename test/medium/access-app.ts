import 'reflect-metadata';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Controller, Get, Module, Post } from '@nestjs/common';
import { NestFactory } from '@nestjs/core';
import { FastifyAdapter, type NestFastifyApplication } from '@nestjs/platform-fastify';
import {
  AccessModule,
  accessSettings,
  AdminOnly,
  ManageAccounts,
  OwnPagesOnly,
} from '../../src/access/index.js';
import { AuditLogModule } from '../../src/audit/index.js';
import { DirectoryModule, directorySettings } from '../../src/directory/index.js';
import { configureApp } from '../../src/configure-app.js';
import { Clock } from '../../src/platform/clock/clock.js';
import { FixedClock } from '../fakes/fixed-clock.js';
import { SettingsModule } from '../../src/platform/config/config.module.js';
import { httpSettings, type HttpSettings } from '../../src/platform/http/http.config.js';
import { platformSettings } from '../../src/platform/config/platform.config.js';
import { readSettings, type Env } from '../../src/platform/config/settings.js';
import { DatabaseModule } from '../../src/platform/database/database.module.js';
import { EventsModule } from '../../src/platform/events/domain-events.js';
import { healthSettings } from '../../src/platform/health/health.config.js';
import { HealthModule } from '../../src/platform/health/health.module.js';
import { CurrentActor } from '../../src/platform/http/current-actor.js';
import { OpenApiModule } from '../../src/platform/http/openapi.module.js';
import { Public } from '../../src/platform/http/public.js';
import type { Actor } from '../../src/platform/identity/actor.js';
import { PinoLogger } from '../../src/platform/logging/pino-logger.js';
import { ClockModule } from '../../src/platform/clock/clock.module.js';

/** One route of each kind, all saying who asked. */
@Controller('probe')
class ProbeController {
  @Get()
  read(@CurrentActor() actor: Actor): Actor {
    return actor;
  }

  @Post()
  write(@CurrentActor() actor: Actor): Actor {
    return actor;
  }

  @Get('admin')
  @AdminOnly()
  admin(@CurrentActor() actor: Actor): Actor {
    return actor;
  }

  @Post('form')
  @Public()
  @OwnPagesOnly()
  form(): string {
    return 'taken';
  }
}

@Module({})
class AccessApp {}

export interface RunningAccess {
  readonly app: NestFastifyApplication;
  readonly folder: string;
  stop(): Promise<void>;
}

export const METRICS_TOKEN = 'metrics-0123456789-0123456789-0123456789';

/**
 * The doors of Kontor without the rooms behind them: alice and admin exist, their password is their name.
 * `ldap` are settings of a directory.
 */
export async function startAccess(
  clock: Clock = new FixedClock(),
  ldap: Env = {},
): Promise<RunningAccess> {
  const folder = await mkdtemp(join(tmpdir(), 'kontor-access-'));
  const env = {
    KONTOR_PROFILE: 'playground',
    KONTOR_DATA_DIR: join(folder, 'data'),
    KONTOR_METRICS_TOKEN: METRICS_TOKEN,
    ...ldap,
  };
  const parts = [platformSettings, accessSettings, healthSettings, directorySettings, httpSettings];
  const settings = readSettings(parts, env);
  const platform = [clockModule(clock), DatabaseModule, EventsModule, HealthModule, OpenApiModule];
  const modules = [...platform, DirectoryModule, AccessModule, AuditLogModule];
  const app = await NestFactory.create<NestFastifyApplication>(
    {
      module: AccessApp,
      imports: [SettingsModule.holding(settings), ...modules],
      controllers: [ProbeController],
    },
    new FastifyAdapter(),
    { logger: new PinoLogger('silent'), abortOnError: false, bodyParser: false },
  );
  await configureApp(app, settings.http as HttpSettings);
  await app.init();
  await app.getHttpAdapter().getInstance().ready();
  await app.get(ManageAccounts).addMissing([
    { username: 'alice', password: 'alice', displayName: 'Alice Ärmel', sid: 'S-1-5-21-1' },
    { username: 'admin', password: 'admin', isAdmin: true },
  ]);
  return {
    app,
    folder,
    async stop() {
      await app.close();
      await rm(folder, { recursive: true, force: true });
    },
  };
}

const clockModule = (clock: Clock) => ({
  module: ClockModule,
  providers: [{ provide: Clock, useValue: clock }],
});
