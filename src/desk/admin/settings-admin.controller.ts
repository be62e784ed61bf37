import { Body, Controller, Get, Post, Query, Redirect } from '@nestjs/common';
import { z } from 'zod';
import { AdminOnly } from '../../access/index.js';
import { ManageSettings, typedValue } from '../../administration/index.js';
import { Audited } from '../../platform/audit/audited-route.js';
import { isAppError } from '../../platform/errors/app-error.js';
import { CurrentActor } from '../../platform/http/current-actor.js';
import { failureCodeOf, noteFailure } from '../../platform/http/request-origin.js';
import type { Actor } from '../../platform/identity/actor.js';
import { DeskRoutes, HtmlPage } from '../desk-routes.decorator.js';
import { seeOther } from '../flash.js';
import { CurrentRequestContext, type RequestContext } from '../request-context.decorator.js';
import { addressOf } from '../parts/admin-frame.js';
import { settingsAdminPage } from './settings-admin-page.js';

const PATH = '/admin/settings';

const shownQuery = z.object({ refused: z.string().max(80).default('') });
const settingForm = z.strictObject({
  name: z.string().max(80),
  value: z.string().max(200).default(''),
  reset: z.literal('yes').optional(),
});
type SettingForm = z.output<typeof settingForm>;

/** What may change while the service runs: a form for each setting. */
@DeskRoutes()
@AdminOnly()
@Controller('admin/settings')
export class SettingsAdminController {
  constructor(private readonly settings: ManageSettings) {}

  @HtmlPage()
  @Get()
  async show(
    @Query({ schema: shownQuery }) { refused }: z.output<typeof shownQuery>,
    @CurrentRequestContext() { messages }: RequestContext,
  ) {
    return settingsAdminPage({ settings: await this.settings.show(), refused }, messages);
  }

  @Audited('settings.changed', { setting: 'name' })
  @Post()
  @Redirect()
  async change(
    @CurrentActor() actor: Actor,
    @Body({ schema: settingForm }) { name, value, reset }: SettingForm,
  ) {
    try {
      const wanted = reset === 'yes' ? null : typedValue(name, value);
      await this.settings.change(actor.id, { [name]: wanted });
      return seeOther(PATH);
    } catch (error) {
      if (!isAppError(error, 'administration/bad-value')) throw error;
      noteFailure(failureCodeOf(error));
      return seeOther(addressOf(PATH, { refused: name }));
    }
  }
}
