import { Controller, Get, Param, Post, Redirect } from '@nestjs/common';
import { Notifications } from '../../notifications/index.js';
import { CurrentActor } from '../../platform/http/current-actor.js';
import type { Actor } from '../../platform/identity/actor.js';
import { DeskRoutes, HtmlPage } from '../desk-routes.decorator.js';
import { seeOther } from '../flash.js';
import { CurrentRequestContext, type RequestContext } from '../request-context.decorator.js';
import { notificationsPage } from './notifications-page.js';

/** The notifications of the person, and the forms that dismiss them. */
@DeskRoutes()
@Controller('notifications')
export class NotificationsPageController {
  constructor(private readonly notifications: Notifications) {}

  @HtmlPage()
  @Get()
  async show(@CurrentActor() actor: Actor, @CurrentRequestContext() { messages }: RequestContext) {
    return notificationsPage(await this.notifications.listOf(actor), messages);
  }

  @Post('remove')
  @Redirect()
  async removeAll(@CurrentActor() actor: Actor) {
    await this.notifications.removeAll(actor);
    return seeOther('/notifications');
  }

  @Post(':id/remove')
  @Redirect()
  async remove(@CurrentActor() actor: Actor, @Param('id') id: string) {
    await this.notifications.remove(actor, id);
    return seeOther('/notifications');
  }
}
