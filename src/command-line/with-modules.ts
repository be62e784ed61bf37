import {
  Module,
  type DynamicModule,
  type INestApplicationContext,
  type Type,
} from '@nestjs/common';
import { NestFactory } from '@nestjs/core';
import { AccessModule, accessSettings } from '../access/index.js';
import { AuditLogModule } from '../audit/index.js';
import { ClockModule } from '../platform/clock/clock.module.js';
import { SettingsModule } from '../platform/config/config.module.js';
import { platformSettings } from '../platform/config/platform.config.js';
import { readSettings, type Env, type SettingsPart } from '../platform/config/settings.js';
import { DatabaseModule } from '../platform/database/database.module.js';
import { EventsModule } from '../platform/events/domain-events.js';
import { PinoLogger } from '../platform/logging/pino-logger.js';
import { WebhookOutboxModule } from '../webhooks/index.js';

/** The modules and settings that a command needs. */
export interface Needs {
  readonly env: Env;
  readonly settings: readonly SettingsPart[];
  readonly modules: readonly (Type | DynamicModule)[];
}

@Module({})
class CommandModule {}

/** Opens the modules on the database, also while a server runs on it, and closes them again. */
export async function withModules<Result>(
  needs: Needs,
  work: (modules: INestApplicationContext) => Promise<Result>,
): Promise<Result> {
  const settings = readSettings([platformSettings, accessSettings, ...needs.settings], needs.env);
  const imports = [
    ...[SettingsModule.holding(settings), ClockModule, DatabaseModule, EventsModule],
    // What a command changes has its entry in the audit log, and applications hear of it.
    ...[AccessModule, AuditLogModule, WebhookOutboxModule],
  ];
  const context = await NestFactory.createApplicationContext(
    { module: CommandModule, imports: [...imports, ...needs.modules] },
    { logger: new PinoLogger('silent'), abortOnError: false },
  );
  try {
    return await work(context);
  } finally {
    await context.close();
  }
}
