import { Body, Controller, Get, HttpCode, Param, Post, Query, Redirect, Res } from '@nestjs/common';
import type { FastifyReply } from 'fastify';
import type { z } from 'zod';
import { AdminOnly, ManageClients, ManageGroups } from '../../access/index.js';
import { Audited } from '../../platform/audit/audited-route.js';
import { CurrentActor } from '../../platform/http/current-actor.js';
import { cutToPage } from '../../platform/http/paging.js';
import { failureCodeOf, noteFailure } from '../../platform/http/request-origin.js';
import type { Actor } from '../../platform/identity/actor.js';
import { ManageWebhooks } from '../../webhooks/index.js';
import { DeskRoutes, HtmlPage } from '../desk-routes.decorator.js';
import { PageRenderer } from '../page-renderer.js';
import { addressOf } from '../parts/admin-frame.js';
import type { Page } from '../parts/layout.js';
import { CurrentRequestContext, type RequestContext } from '../request-context.decorator.js';
import type { ApplicationFields, GroupChoice } from './application-fields.js';
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
import {
  changesIn,
  faultsIn,
  faultsOf,
  fieldsOf,
  typedIn,
  type Faults,
  type TypedApplication,
} from './typed-application.js';

const PATH = '/admin/applications';
const ON_A_PAGE = 50;
/** Whoever has more groups finds one by its name. */
const GROUPS_SHOWN = 30;

type ShownState = Partial<
  Pick<ApplicationAdminView, 'outcome' | 'fresh'> & Pick<ApplicationFields, 'typed' | 'faults'>
>;

/** Applications that use the API, what they may do, and what they prove themselves with. */
@DeskRoutes()
@AdminOnly()
@Controller('admin/applications')
export class ApplicationsAdminController {
  constructor(
    private readonly clients: ManageClients,
    private readonly webhooks: ManageWebhooks,
    private readonly groups: ManageGroups,
    private readonly renderer: PageRenderer,
  ) {}

  @HtmlPage()
  @Get()
  async list(
    @Query({ schema: listQuery }) { after, outcome }: z.output<typeof listQuery>,
    @CurrentRequestContext() { messages }: RequestContext,
  ): Promise<Page> {
    return this.#list({ after, outcome, typed: fieldsOf(), faults: {} }, messages);
  }

  /** The answer has the secret, once; or, when it is refused, what was typed. */
  @Audited('client.created')
  @HtmlPage()
  @Post()
  @HttpCode(200)
  async add(
    @CurrentActor() actor: Actor,
    @Body({ schema: newForm }) form: NewForm,
    @CurrentRequestContext() { messages }: RequestContext,
  ): Promise<Page> {
    const typed = typedIn({ ...form, texts: form }, fieldsOf());
    if (form.act === 'find-groups')
      return this.#list({ after: '', outcome: '', typed, faults: {} }, messages);
    const wanted = { name: typed.name, ...changesIn(typed, fieldsOf()) };
    const tried = await attempt(typed, () => this.clients.add(actor, wanted));
    if (tried.faults !== undefined) {
      const { faults } = tried;
      return this.#list({ after: '', outcome: 'not-saved', typed, faults }, messages);
    }
    const { client, secret } = tried.done;
    return this.#show(client.id, { fresh: { kind: 'secret', text: secret.text } }, messages);
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
  async change(
    @CurrentActor() actor: Actor,
    @Param('client_id') id: string,
    @Body({ schema: grantForm }) form: GrantForm,
    @CurrentRequestContext() context: RequestContext,
    @Res() reply: FastifyReply,
  ): Promise<void> {
    const before = fieldsOf(await this.clients.show(id));
    const typed = typedIn({ ...form, texts: form }, before);
    const send = async (state: ShownState): Promise<void> => {
      const page = await this.#show(id, { ...state, typed }, context.messages);
      void reply.type('text/html; charset=utf-8').send(this.renderer.render(page, context));
    };
    if (form.act === 'find-groups') return send({});
    const changes = changesIn(typed, before);
    const { faults } = await attempt(typed, () => this.clients.change(actor, id, changes));
    if (faults !== undefined) return send({ outcome: 'not-saved', faults });
    void reply.redirect(addressAfter(pageOf(id), 'application-changed'), 303);
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

  async #list(
    state: Pick<ApplicationsAdminView, 'outcome'> &
      Pick<ApplicationFields, 'typed' | 'faults'> & { readonly after: string },
    messages: RequestContext['messages'],
  ): Promise<Page> {
    const { after, outcome, typed, faults } = state;
    const found = await this.clients.list(ON_A_PAGE + 1, after === '' ? undefined : after);
    const { rows: applications, last } = cutToPage(found, ON_A_PAGE);
    const moreHref = last && addressOf(PATH, { after: last.name });
    const fields = { typed, faults, choice: await this.#choice(typed) };
    return applicationsAdminPage({ applications, moreHref, fields, outcome }, messages);
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

  async #show(id: string, state: ShownState, messages: RequestContext['messages']): Promise<Page> {
    const application = await this.clients.show(id);
    const credentials = await this.clients.credentialsOf(id);
    const webhooks = await this.webhooks.ofOwner(id);
    const { outcome = '', fresh, typed = fieldsOf(application), faults = {} } = state;
    const fields = { typed, faults, choice: await this.#choice(typed) };
    const view = { application, credentials, webhooks, fields, outcome, fresh };
    return applicationAdminPage(view, messages);
  }

  async #choice({ groups: ticked, groupSearch }: TypedApplication): Promise<GroupChoice> {
    const chosen = await this.groups.withIds(ticked);
    const found = await this.groups.list({
      ...{ search: groupSearch || undefined, after: undefined, limit: GROUPS_SHOWN + 1 },
    });
    const others = found.slice(0, GROUPS_SHOWN).filter(({ id }) => !ticked.includes(id));
    return {
      groups: [...chosen, ...others],
      removed: ticked.filter((id) => !chosen.some((group) => group.id === id)),
      hasMore: found.length > GROUPS_SHOWN,
    };
  }
}

/** Tells beside which fields it was refused. */
async function attempt<Done>(
  typed: TypedApplication,
  act: () => Promise<Done>,
): Promise<{ done: Done; faults?: undefined } | { faults: Faults }> {
  const faults = faultsIn(typed);
  if (Object.keys(faults).length > 0) {
    noteFailure('platform/invalid');
    return { faults };
  }
  try {
    return { done: await act() };
  } catch (error) {
    const found = faultsOf(error);
    noteFailure(failureCodeOf(error));
    return { faults: found };
  }
}

const pageOf = (id: string): string => `${PATH}/${encodeURIComponent(id)}`;
