import { Body, Controller, Get, Patch } from '@nestjs/common';
import { ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import { Audited } from '../platform/audit/audited-route.js';
import { ForClients } from '../platform/http/client-scopes.js';
import { z } from 'zod';
import { CurrentActor } from '../platform/http/current-actor.js';
import type { Actor } from '../platform/identity/actor.js';
import { MAX_CACHE_SECONDS } from './cache-timeout.js';
import { ManageCacheTimeout } from './manage-cache-timeout.use-case.js';

const settingsSchema = z.object({
  oneoffixx_cache_timeout: z
    .number()
    .int()
    .min(0)
    .max(MAX_CACHE_SECONDS)
    .describe('seconds that answers of the template backend are kept; 0: not at all'),
});
type SettingsBody = z.infer<typeof settingsSchema>;

const toSettings = (seconds: number): SettingsBody => ({ oneoffixx_cache_timeout: seconds });

@ApiTags('Templates')
@Controller('api/settings')
@ForClients({ read: 'admin', write: 'admin' })
export class SettingsController {
  constructor(private readonly cacheTimeout: ManageCacheTimeout) {}

  @Get()
  @ApiOperation({ summary: 'What administrators can change while the service runs' })
  @ApiOkResponse({ standardSchema: settingsSchema })
  async show(@CurrentActor() actor: Actor) {
    return toSettings(await this.cacheTimeout.show(actor));
  }

  @Audited('settings.changed')
  @Patch()
  @ApiOperation({ summary: 'Change how long answers of the template backend are kept' })
  @ApiOkResponse({ standardSchema: settingsSchema })
  async change(
    @CurrentActor() actor: Actor,
    @Body({ schema: settingsSchema.strict() }) body: SettingsBody,
  ) {
    return toSettings(await this.cacheTimeout.change(actor, body.oneoffixx_cache_timeout));
  }
}
