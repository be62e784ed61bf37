import { Body, Controller, Get, Patch } from '@nestjs/common';
import { ApiBearerAuth, ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import { AdminOnly } from '../access/index.js';
import { Audited } from '../platform/audit/audited-route.js';
import { ForClients } from '../platform/http/client-scopes.js';
import { CurrentActor } from '../platform/http/current-actor.js';
import type { Actor } from '../platform/identity/actor.js';
import { ManageSettings } from './manage-settings.use-case.js';
import {
  changeSettingsSchema,
  settingsSchema,
  settingsToWire,
  type ChangeSettings,
} from './settings.schema.js';

@ApiTags('Administration')
@ApiBearerAuth()
@AdminOnly()
@ForClients({ read: 'admin', write: 'admin' })
@Controller('api/settings')
export class SettingsController {
  constructor(private readonly settings: ManageSettings) {}

  @ApiOperation({ summary: 'What administrators can change while the service runs' })
  @ApiOkResponse({ standardSchema: settingsSchema })
  @Get()
  async show() {
    return settingsToWire(await this.settings.show());
  }

  @ApiOperation({ summary: 'Change some of it; in effect on all instances within five seconds' })
  @ApiOkResponse({ standardSchema: settingsSchema })
  @Audited('settings.changed')
  @Patch()
  async change(
    @CurrentActor() actor: Actor,
    @Body({ schema: changeSettingsSchema }) body: ChangeSettings,
  ) {
    return settingsToWire(await this.settings.change(actor.id, body));
  }
}
