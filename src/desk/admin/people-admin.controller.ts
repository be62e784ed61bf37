import { Body, Controller, Get, HttpCode, Param, Post, Query, Redirect, Res } from '@nestjs/common';
import type { FastifyReply } from 'fastify';
import { z } from 'zod';
import {
  AdministerAccounts,
  AdminOnly,
  ResetPassword,
  ResetSecondFactor,
} from '../../access/index.js';
import { Audited } from '../../platform/audit/audited-route.js';
import { CurrentActor } from '../../platform/http/current-actor.js';
import { isAppError, type AppError } from '../../platform/errors/app-error.js';
import { cutToPage } from '../../platform/http/paging.js';
import { noteFailure } from '../../platform/http/request-origin.js';
import type { Actor } from '../../platform/identity/actor.js';
import { ManageWebhooks } from '../../webhooks/index.js';
import { DeskRoutes, HtmlPage } from '../desk-routes.decorator.js';
import { seeOther } from '../flash.js';
import { PageRenderer } from '../page-renderer.js';
import { CurrentRequestContext, type RequestContext } from '../request-context.decorator.js';
import { addressOf } from '../parts/admin-frame.js';
import type { Page } from '../parts/layout.js';
import { addressAfter, outcomeQuery, redirectAfter } from './outcome.js';
import { peopleAdminPage } from './people-admin-page.js';
import { personAdminPage, type PersonAdminView } from './person-admin-page.js';

const PATH = '/admin/people';
const ON_A_PAGE = 50;

const listQuery = z.object({
  q: z.string().max(256).default(''),
  after: z.string().max(256).default(''),
  ...outcomeQuery,
});
const personQuery = z.object(outcomeQuery);
const choice = z.enum(['yes', 'no']).optional();
const changeForm = z.strictObject({
  q: z.string().max(256).default(''),
  /** The page that the form is on; without it, the list. */
  back: z.literal('person').optional(),
  is_admin: choice,
  disabled: choice,
});
type ChangeForm = z.output<typeof changeForm>;
/** Empty: no address. */
const mailForm = z.strictObject({ mail: z.string().trim() });
type MailForm = z.output<typeof mailForm>;

const asBoolean = (chosen: 'yes' | 'no' | undefined) =>
  chosen === undefined ? undefined : chosen === 'yes';

type ShownState = Pick<PersonAdminView, 'outcome' | 'refusedMail'>;

const isAboutMail = (error: unknown): error is AppError =>
  isAppError(error, 'access/unusable-mail') || isAppError(error, 'access/mail-from-elsewhere');

/** Who has an account, and the buttons beside them. */
@DeskRoutes()
@AdminOnly()
@Controller('admin')
export class PeopleAdminController {
  constructor(
    private readonly accounts: AdministerAccounts,
    private readonly password: ResetPassword,
    private readonly secondFactor: ResetSecondFactor,
    private readonly webhooks: ManageWebhooks,
    private readonly renderer: PageRenderer,
  ) {}

  @Get()
  @Redirect()
  begin() {
    return seeOther(PATH);
  }

  @HtmlPage()
  @Get('people')
  async show(
    @Query({ schema: listQuery }) { q, after, outcome }: z.output<typeof listQuery>,
    @CurrentRequestContext() { messages }: RequestContext,
  ) {
    const found = await this.accounts.search({
      text: q.trim(),
      after: after === '' ? undefined : after,
      limit: ON_A_PAGE + 1,
    });
    const { rows: accounts, last } = cutToPage(found, ON_A_PAGE);
    const moreHref = last && addressOf(PATH, { q, after: last.username });
    return peopleAdminPage({ query: q, accounts, moreHref, outcome }, messages);
  }

  @Audited('account.changed', { account: 'account_id' })
  @Post('people/:account_id')
  @Redirect()
  async change(
    @CurrentActor() actor: Actor,
    @Param('account_id') id: string,
    @Body({ schema: changeForm }) { q, back, is_admin: isAdmin, disabled }: ChangeForm,
  ) {
    const page = back === 'person' ? `${PATH}/${id}` : addressOf(PATH, { q });
    const change = { isAdmin: asBoolean(isAdmin), disabled: asBoolean(disabled) };
    return redirectAfter(page, async () => {
      await this.accounts.change(actor, id, change);
      return page;
    });
  }

  @HtmlPage()
  @Get('people/:account_id')
  showPerson(
    @Param('account_id') id: string,
    @Query({ schema: personQuery }) { outcome }: z.output<typeof personQuery>,
    @CurrentRequestContext() { messages }: RequestContext,
  ) {
    return this.#show(id, { outcome }, messages);
  }

  /** What was typed stays when it is refused. */
  @Audited('account.changed', { account: 'account_id' })
  @Post('people/:account_id/mail')
  async setMail(
    @CurrentActor() actor: Actor,
    @Param('account_id') id: string,
    @Body({ schema: mailForm }) { mail }: MailForm,
    @CurrentRequestContext() context: RequestContext,
    @Res() reply: FastifyReply,
  ): Promise<void> {
    try {
      await this.accounts.change(actor, id, { mail: mail === '' ? null : mail });
    } catch (error) {
      if (!isAboutMail(error)) throw error;
      noteFailure(error.code);
      const state = { outcome: 'not-saved', refusedMail: { typed: mail } } as const;
      const page = await this.#show(id, state, context.messages);
      void reply.type('text/html; charset=utf-8').send(this.renderer.render(page, context));
      return;
    }
    const outcome = mail === '' ? 'mail-removed' : 'mail-saved';
    void reply.redirect(addressAfter(`${PATH}/${id}`, outcome), 303);
  }

  /** The answer is the page itself, once: a link in an address would be kept by browser and log. */
  @Audited('account.changed', { account: 'account_id' })
  @HtmlPage()
  @Post('people/:account_id/password-link')
  @HttpCode(200)
  async makePasswordLink(
    @CurrentActor() actor: Actor,
    @Param('account_id') id: string,
    @CurrentRequestContext() { messages }: RequestContext,
  ) {
    const account = await this.accounts.show(id);
    const link = await this.password.issueFor(actor, id);
    const webhooks = await this.webhooks.ofOwner(id);
    return personAdminPage({ account, webhooks, outcome: '', link }, messages);
  }

  @Audited('account.changed', { account: 'account_id' })
  @Post('people/:account_id/second-factor/reset')
  @Redirect()
  async resetSecondFactor(@CurrentActor() actor: Actor, @Param('account_id') id: string) {
    await this.secondFactor.execute(actor, id);
    return seeOther(addressAfter(`${PATH}/${id}`, 'second-factor-reset'));
  }

  async #show(id: string, state: ShownState, messages: RequestContext['messages']): Promise<Page> {
    const account = await this.accounts.show(id);
    const webhooks = await this.webhooks.ofOwner(id);
    return personAdminPage({ account, webhooks, ...state }, messages);
  }
}
