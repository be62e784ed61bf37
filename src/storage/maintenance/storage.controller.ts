import { Controller, Get, HttpCode, Param, Post } from '@nestjs/common';
import { ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import { Audited } from '../../platform/audit/audited-route.js';
import { ForClients } from '../../platform/http/client-scopes.js';
import { CurrentActor } from '../../platform/http/current-actor.js';
import type { Actor } from '../../platform/identity/actor.js';
import { StorageAdministration } from './storage-administration.use-case.js';
import { storageSchema, toStorage, type StorageBody } from './storage.schema.js';

/** For administrators. */
@ApiTags('Operations')
@Controller('api/storage')
@ForClients({ read: 'admin', write: 'admin' })
export class StorageController {
  constructor(private readonly storage: StorageAdministration) {}

  @Get()
  @ApiOperation({ summary: 'How the providers and what they keep stand; for administrators' })
  @ApiOkResponse({ standardSchema: storageSchema })
  async show(@CurrentActor() actor: Actor): Promise<StorageBody> {
    return toStorage(await this.storage.show(actor));
  }

  @Audited('settings.changed', { storage: 'name' })
  @Post('providers/:name/drain')
  @HttpCode(202)
  @ApiOperation({ summary: 'No new shards there; those that are there move elsewhere' })
  async drain(@CurrentActor() actor: Actor, @Param('name') name: string): Promise<void> {
    await this.storage.drain(actor, name);
  }

  @Audited('settings.changed', { storage: 'name' })
  @Post('providers/:name/undrain')
  @HttpCode(202)
  @ApiOperation({ summary: 'The provider takes shards again' })
  async undrain(@CurrentActor() actor: Actor, @Param('name') name: string): Promise<void> {
    await this.storage.undrain(actor, name);
  }

  @Audited('settings.changed')
  @Post('scrub')
  @HttpCode(202)
  @ApiOperation({ summary: 'Verify every shard now, within the usual rate limit' })
  async scrub(@CurrentActor() actor: Actor): Promise<void> {
    await this.storage.scrub(actor);
  }
}
