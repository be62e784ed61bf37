import { Controller, Delete, Get, HttpCode, Param } from '@nestjs/common';
import {
  ApiBearerAuth,
  ApiNoContentResponse,
  ApiOkResponse,
  ApiOperation,
  ApiTags,
} from '@nestjs/swagger';
import { ForClients } from '../platform/http/client-scopes.js';
import { PlatformSettings } from '../platform/config/platform.config.js';
import { CurrentActor } from '../platform/http/current-actor.js';
import type { Actor } from '../platform/identity/actor.js';
import { noSuchNotification } from './notifications.errors.js';
import { Notifications } from './notifications.js';
import { notificationsSchema, notificationToWire } from './notifications.schema.js';

@ApiTags('Notifications')
@ApiBearerAuth()
@Controller('api/notifications')
@ForClients({ read: 'documents:read', write: 'documents:write' })
export class NotificationsController {
  constructor(
    private readonly notifications: Notifications,
    private readonly settings: PlatformSettings,
  ) {}

  @ApiOperation({ summary: 'The notifications of the person, newest first' })
  @ApiOkResponse({ standardSchema: notificationsSchema })
  @Get()
  async list(@CurrentActor() actor: Actor) {
    const listed = await this.notifications.listOf(actor);
    return {
      notifications: listed.map((each) => notificationToWire(each, this.settings.publicUrl)),
    };
  }

  @ApiOperation({ summary: 'Puts one away' })
  @ApiNoContentResponse()
  @HttpCode(204)
  @Delete(':id')
  async remove(@CurrentActor() actor: Actor, @Param('id') id: string) {
    if (!(await this.notifications.remove(actor, id))) throw noSuchNotification(id);
  }
}
