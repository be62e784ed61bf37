import { Body, Controller, Get, Patch } from '@nestjs/common';
import { ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import { CurrentActor } from '../platform/http/current-actor.js';
import type { Actor } from '../platform/identity/actor.js';
import { ManageCacheTimeout } from './manage-cache-timeout.use-case.js';
import { settingsSchema, toSettings, type SettingsBody } from './settings.schema.js';

@ApiTags('Templates')
@Controller('api/settings')
export class SettingsController {
  constructor(private readonly cacheTimeout: ManageCacheTimeout) {}

  @Get()
  @ApiOperation({ summary: 'What administrators can change while the service runs' })
  @ApiOkResponse({ standardSchema: settingsSchema })
  async show(@CurrentActor() actor: Actor) {
    return toSettings(await this.cacheTimeout.show(actor));
  }

  @Patch()
  @ApiOperation({ summary: 'Change how long answers of the template backend are kept' })
  @ApiOkResponse({ standardSchema: settingsSchema })
  async change(@CurrentActor() actor: Actor, @Body({ schema: settingsSchema }) body: SettingsBody) {
    return toSettings(await this.cacheTimeout.change(actor, body.oneoffixx_cache_timeout));
  }
}
