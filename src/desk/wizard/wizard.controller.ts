import { Body, Controller, Get, Post, Query, Res } from '@nestjs/common';
import type { FastifyReply } from 'fastify';
import { CreateFromTemplate } from '../../office-connector/index.js';
import { OnlyWithTemplates } from '../../oneoffixx/index.js';
import { CurrentActor } from '../../platform/http/current-actor.js';
import { statusOf } from '../../platform/http/problem.js';
import type { Actor } from '../../platform/identity/actor.js';
import { DeskForms } from '../desk-page.decorator.js';
import {
  wizardFormSchema,
  wizardQuerySchema,
  type WizardForm,
  type WizardQuery,
} from '../desk.schema.js';
import { Pages } from '../pages.js';
import type { Page } from '../parts/layout.js';
import { ShowWizard } from './show-wizard.use-case.js';
import { CurrentRequestContext, type RequestContext } from '../request-context.decorator.js';
import { wizardFailurePage, wizardPage, type WizardDraft } from './wizard-page.js';
import { failureOf, isTold, troubleWith } from './wizard-trouble.js';

@DeskForms()
@OnlyWithTemplates()
@Controller('wizard')
export class WizardController {
  constructor(
    private readonly showWizard: ShowWizard,
    private readonly createFromTemplate: CreateFromTemplate,
    private readonly pages: Pages,
  ) {}

  @Get()
  async show(
    @CurrentActor() actor: Actor,
    @CurrentRequestContext() context: RequestContext,
    @Query({ schema: wizardQuerySchema }) { group, q }: WizardQuery,
    @Res() reply: FastifyReply,
  ): Promise<void> {
    const draft = { title: '', templateId: '', trouble: undefined };
    const page = await this.#page(actor, context, { choice: { group, query: q }, draft }, reply);
    this.#send(reply, page, context);
  }

  @Post()
  async create(
    @CurrentActor() actor: Actor,
    @CurrentRequestContext() context: RequestContext,
    @Body({ schema: wizardFormSchema }) { title, template_id: templateId, group }: WizardForm,
    @Res() reply: FastifyReply,
  ): Promise<void> {
    try {
      const { document } = await this.createFromTemplate.execute(actor, { title, templateId });
      void reply.redirect(`/documents/${document.document.id}`, 303);
    } catch (error) {
      if (!isTold(error)) throw error;
      void reply.code(statusOf(error));
      const draft = { title, templateId, trouble: troubleWith(error) };
      const page = await this.#page(actor, context, { choice: { group, query: '' }, draft }, reply);
      this.#send(reply, page, context);
    }
  }

  /** The wizard as it stands, or why there is none. */
  async #page(
    actor: Actor,
    { messages }: RequestContext,
    state: { choice: { group: string | undefined; query: string }; draft: WizardDraft },
    reply: FastifyReply,
  ): Promise<Page> {
    try {
      return wizardPage(await this.showWizard.execute(actor, state.choice), state.draft, messages);
    } catch (error) {
      if (!isTold(error)) throw error;
      void reply.code(statusOf(error));
      const detail = actor.isAdmin ? error.message : undefined;
      return wizardFailurePage({ failure: failureOf(error), detail }, messages);
    }
  }

  #send(reply: FastifyReply, page: Page, context: RequestContext): void {
    void reply.type('text/html; charset=utf-8').send(this.pages.render(page, context));
  }
}
