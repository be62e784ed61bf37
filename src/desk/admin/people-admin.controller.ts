import { Body, Controller, Get, Param, Post, Query, Redirect } from '@nestjs/common';
import { z } from 'zod';
import { AdministerAccounts, AdminOnly } from '../../access/index.js';
import { Audited } from '../../platform/audit/audited-route.js';
import { isAppError } from '../../platform/errors/app-error.js';
import { CurrentActor } from '../../platform/http/current-actor.js';
import { failureCodeOf, noteFailure } from '../../platform/http/request-origin.js';
import type { Actor } from '../../platform/identity/actor.js';
import { DeskRoutes, HtmlPage } from '../desk-routes.decorator.js';
import { seeOther } from '../flash.js';
import { CurrentRequestContext, type RequestContext } from '../request-context.decorator.js';
import { addressOf } from '../parts/admin-frame.js';
import { peopleAdminPage } from './people-admin-page.js';

const PATH = '/admin/people';
const ON_A_PAGE = 50;

const listQuery = z.object({
  q: z.string().max(256).default(''),
  after: z.string().max(256).default(''),
  refused: z.string().max(1).default(''),
});
const choice = z.enum(['yes', 'no']).optional();
const changeForm = z.strictObject({
  q: z.string().max(256).default(''),
  is_admin: choice,
  disabled: choice,
});
type ChangeForm = z.output<typeof changeForm>;

const asBoolean = (chosen: 'yes' | 'no' | undefined) =>
  chosen === undefined ? undefined : chosen === 'yes';

/** Who has an account, and the buttons beside them. */
@DeskRoutes()
@AdminOnly()
@Controller('admin')
export class PeopleAdminController {
  constructor(private readonly accounts: AdministerAccounts) {}

  @Get()
  @Redirect()
  begin() {
    return seeOther(PATH);
  }

  @HtmlPage()
  @Get('people')
  async show(
    @Query({ schema: listQuery }) { q, after, refused }: z.output<typeof listQuery>,
    @CurrentRequestContext() { messages }: RequestContext,
  ) {
    const found = await this.accounts.search({
      prefix: q.trim(),
      after: after === '' ? undefined : after,
      limit: ON_A_PAGE + 1,
    });
    const accounts = found.slice(0, ON_A_PAGE);
    const last = found.length > ON_A_PAGE ? accounts.at(-1) : undefined;
    const moreHref = last && addressOf(PATH, { q, after: last.username });
    return peopleAdminPage({ query: q, accounts, moreHref, isRefused: refused !== '' }, messages);
  }

  @Audited('account.changed', { account: 'account_id' })
  @Post('people/:account_id')
  @Redirect()
  async change(
    @CurrentActor() actor: Actor,
    @Param('account_id') id: string,
    @Body({ schema: changeForm }) { q, is_admin: isAdmin, disabled }: ChangeForm,
  ) {
    const change = { isAdmin: asBoolean(isAdmin), disabled: asBoolean(disabled) };
    try {
      await this.accounts.change(actor, id, change);
      return seeOther(addressOf(PATH, { q }));
    } catch (error) {
      if (!isAppError(error, 'access/last-administrator')) throw error;
      noteFailure(failureCodeOf(error));
      return seeOther(addressOf(PATH, { q, refused: '1' }));
    }
  }
}
