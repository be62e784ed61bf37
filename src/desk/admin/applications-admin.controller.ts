import { Body, Controller, Get, HttpCode, Param, Post, Query, Redirect } from '@nestjs/common';
import type { z } from 'zod';
import { AdminOnly, ManageClients } from '../../access/index.js';
import { Audited } from '../../platform/audit/audited-route.js';
import { CurrentActor } from '../../platform/http/current-actor.js';
import type { Actor } from '../../platform/identity/actor.js';
import { ManageWebhooks } from '../../webhooks/index.js';
import { DeskRoutes, HtmlPage } from '../desk-routes.decorator.js';
import { addressOf } from '../parts/admin-frame.js';
import type { Page } from '../parts/layout.js';
import { CurrentRequestContext, type RequestContext } from '../request-context.decorator.js';
import { applicationAdminPage, type ApplicationAdminView } from './application-admin-page.js';
import {
  endOf,
  grantForm,
  keyForm,
  listQuery,
  newForm,
  shownQuery,
  standingForm,
  type GrantForm,
  type KeyForm,
  type NewForm,
  type StandingForm,
} from './applications-admin.schema.js';
import { applicationsAdminPage, type ApplicationsAdminView } from './applications-admin-page.js';
import { addressAfter, redirectAfter, refusalOf } from './outcome.js';

const PATH = '/admin/applications';
const ON_A_PAGE = 50;

/** Applications that use the API, what they may do, and what they prove themselves with. */
@DeskRoutes()
@AdminOnly()
@Controller('admin/applications')
export class ApplicationsAdminController {
  constructor(
    private readonly clients: ManageClients,
    private readonly webhooks: ManageWebhooks,
  ) {}

  @HtmlPage()
  @Get()
  async list(
    @Query({ schema: listQuery }) { after, outcome }: z.output<typeof listQuery>,
    @CurrentRequestContext() { messages }: RequestContext,
  ): Promise<Page> {
    return applicationsAdminPage(
      { ...(await this.#page(after)), outcome, typed: undefined },
      messages,
    );
  }

  /** The answer has the secret, once; or, when it is refused, what was typed. */
  @Audited('client.created')
  @HtmlPage()
  @Post()
  @HttpCode(200)
  async add(
    @CurrentActor() actor: Actor,
    @Body({ schema: newForm }) { name, scopes, allowed_origins: allowedOrigins }: NewForm,
    @CurrentRequestContext() { messages }: RequestContext,
  ): Promise<Page> {
    const typed = { name, scopes, allowedOrigins };
    try {
      const { client, secret } = await this.clients.add(actor, typed);
      return await this.#show(
        client.id,
        { fresh: { kind: 'secret', text: secret.text } },
        messages,
      );
    } catch (error) {
      const outcome = refusalOf(error);
      return applicationsAdminPage({ ...(await this.#page('')), outcome, typed }, messages);
    }
  }

  @HtmlPage()
  @Get(':client_id')
  show(
    @Param('client_id') id: string,
    @Query({ schema: shownQuery }) { outcome }: z.output<typeof shownQuery>,
    @CurrentRequestContext() { messages }: RequestContext,
  ): Promise<Page> {
    return this.#show(id, { outcome }, messages);
  }

  @Audited('client.changed', { client: 'client_id' })
  @Post(':client_id')
  @Redirect()
  change(
    @CurrentActor() actor: Actor,
    @Param('client_id') id: string,
    @Body({ schema: grantForm }) { scopes, allowed_origins: allowedOrigins }: GrantForm,
  ) {
    return redirectAfter(pageOf(id), async () => {
      await this.clients.change(actor, id, { scopes, allowedOrigins });
      return addressAfter(pageOf(id), 'application-changed');
    });
  }

  @Audited('client.changed', { client: 'client_id' })
  @Post(':client_id/standing')
  @Redirect()
  changeStanding(
    @CurrentActor() actor: Actor,
    @Param('client_id') id: string,
    @Body({ schema: standingForm }) { disabled }: StandingForm,
  ) {
    return redirectAfter(pageOf(id), async () => {
      await this.clients.change(actor, id, { disabled: disabled === 'yes' });
      return addressAfter(pageOf(id), 'application-changed');
    });
  }

  @Audited('client.removed', { client: 'client_id' })
  @Post(':client_id/remove')
  @Redirect()
  remove(@CurrentActor() actor: Actor, @Param('client_id') id: string) {
    return redirectAfter(PATH, async () => {
      await this.clients.remove(actor, id);
      return addressAfter(PATH, 'application-removed');
    });
  }

  @Audited('client.changed', { client: 'client_id' })
  @HtmlPage()
  @Post(':client_id/secrets')
  @HttpCode(200)
  addSecret(
    @CurrentActor() actor: Actor,
    @Param('client_id') id: string,
    @CurrentRequestContext() { messages }: RequestContext,
  ): Promise<Page> {
    return this.#withCredential(
      id,
      () => this.clients.addCredential(actor, id, 'secret'),
      messages,
    );
  }

  @Audited('client.changed', { client: 'client_id' })
  @HtmlPage()
  @Post(':client_id/keys')
  @HttpCode(200)
  addKey(
    @CurrentActor() actor: Actor,
    @Param('client_id') id: string,
    @Body({ schema: keyForm }) { expires }: KeyForm,
    @CurrentRequestContext() { messages }: RequestContext,
  ): Promise<Page> {
    const add = () => this.clients.addCredential(actor, id, 'key', endOf(expires));
    return this.#withCredential(id, add, messages);
  }

  @Audited('client.changed', { client: 'client_id' })
  @Post(':client_id/credentials/:credential_id/remove')
  @Redirect()
  removeCredential(
    @CurrentActor() actor: Actor,
    @Param('client_id') id: string,
    @Param('credential_id') credentialId: string,
  ) {
    return redirectAfter(pageOf(id), async () => {
      await this.clients.removeCredential(actor, id, credentialId);
      return addressAfter(pageOf(id), 'credential-removed');
    });
  }

  async #page(after: string): Promise<Pick<ApplicationsAdminView, 'applications' | 'moreHref'>> {
    const found = await this.clients.list(ON_A_PAGE + 1, after === '' ? undefined : after);
    const applications = found.slice(0, ON_A_PAGE);
    const last = found.length > ON_A_PAGE ? applications.at(-1) : undefined;
    return { applications, moreHref: last && addressOf(PATH, { after: last.name }) };
  }

  async #withCredential(
    id: string,
    add: () => ReturnType<ManageClients['addCredential']>,
    messages: RequestContext['messages'],
  ): Promise<Page> {
    try {
      const { credential, text } = await add();
      return await this.#show(id, { fresh: { kind: credential.kind, text } }, messages);
    } catch (error) {
      return this.#show(id, { outcome: refusalOf(error) }, messages);
    }
  }

  async #show(
    id: string,
    { outcome = '', fresh }: Partial<Pick<ApplicationAdminView, 'outcome' | 'fresh'>>,
    messages: RequestContext['messages'],
  ): Promise<Page> {
    const application = await this.clients.show(id);
    const credentials = await this.clients.credentialsOf(id);
    const webhooks = await this.webhooks.ofOwner(id);
    const view = { application, credentials, webhooks, outcome, fresh };
    return applicationAdminPage(view, messages);
  }
}

const pageOf = (id: string): string => `${PATH}/${encodeURIComponent(id)}`;
