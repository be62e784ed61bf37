import { Body, Controller, Get, Post, Query, Res } from '@nestjs/common';
import type { FastifyReply } from 'fastify';
import { z } from 'zod';
import { CreateFromTemplate } from '../../office-connector/index.js';
import { OnlyWithTemplates } from '../../oneoffixx/index.js';
import { Audited } from '../../platform/audit/audited-route.js';
import { isAppError, type AppError, type ErrorKind } from '../../platform/errors/app-error.js';
import { CurrentActor } from '../../platform/http/current-actor.js';
import { statusOf } from '../../platform/http/problem.js';
import type { Actor } from '../../platform/identity/actor.js';
import { say } from '../../platform/language/say.js';
import { DeskRoutes } from '../desk-routes.decorator.js';
import { PageRenderer } from '../page-renderer.js';
import type { Page } from '../parts/layout.js';
import { ShowWizard } from './show-wizard.use-case.js';
import { CurrentRequestContext, type RequestContext } from '../request-context.decorator.js';
import {
  wizardFailurePage,
  wizardPage,
  type CreationError,
  type WizardDraft,
  type WizardFailure,
} from './wizard-page.js';

const wizardQuerySchema = z.object({
  group: z.string().max(200).optional().catch(undefined),
  q: z.string().max(200).catch('').default(''),
});
/** Title and template may be missing: the page itself says which one is. */
const wizardFormSchema = z.strictObject({
  title: z.string().max(1000).default(''),
  template_id: z.string().max(200).default(''),
  group: z.string().max(200).optional().catch(undefined),
});
type WizardQuery = z.output<typeof wizardQuerySchema>;
type WizardForm = z.output<typeof wizardFormSchema>;

@DeskRoutes()
@OnlyWithTemplates()
@Controller('wizard')
export class WizardController {
  constructor(
    private readonly showWizard: ShowWizard,
    private readonly createFromTemplate: CreateFromTemplate,
    private readonly renderer: PageRenderer,
  ) {}

  @Get()
  async show(
    @CurrentActor() actor: Actor,
    @CurrentRequestContext() context: RequestContext,
    @Query({ schema: wizardQuerySchema }) { group, q }: WizardQuery,
    @Res() reply: FastifyReply,
  ): Promise<void> {
    const draft = { title: '', templateId: '', error: undefined };
    const page = await this.#page(actor, context, { choice: { group, query: q }, draft }, reply);
    this.#send(reply, page, context);
  }

  @Audited('document.created')
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
      if (!isExplained(error)) throw error;
      void reply.code(statusOf(error));
      const draft = { title, templateId, error: creationErrorOf(error) };
      const page = await this.#page(actor, context, { choice: { group, query: '' }, draft }, reply);
      this.#send(reply, page, context);
    }
  }

  /** The wizard in its present state, or the reason why there is none. */
  async #page(
    actor: Actor,
    { messages, locale }: RequestContext,
    state: { choice: { group: string | undefined; query: string }; draft: WizardDraft },
    reply: FastifyReply,
  ): Promise<Page> {
    try {
      return wizardPage(await this.showWizard.execute(actor, state.choice), state.draft, messages);
    } catch (error) {
      if (!isExplained(error)) throw error;
      void reply.code(statusOf(error));
      const detail = actor.isAdmin ? say(error.said, locale) : undefined;
      const { draft } = state;
      return wizardFailurePage({ failure: failureOf(error), detail, draft }, messages);
    }
  }

  #send(reply: FastifyReply, page: Page, context: RequestContext): void {
    void reply.type('text/html; charset=utf-8').send(this.renderer.render(page, context));
  }
}

/** Refusals of the template library or of the desktop side: explained on the page they happened on. */
const EXPLAINED: readonly ErrorKind[] = ['bad-gateway', 'unavailable', 'unprocessable', 'invalid'];

const isExplained = (error: unknown): error is AppError =>
  isAppError(error) && EXPLAINED.includes(error.kind);

function failureOf(error: AppError): WizardFailure {
  if (error.kind === 'unprocessable') return 'unknownPerson';
  return error.data.retryable === false ? 'permanent' : 'transient';
}

function creationErrorOf(error: AppError): CreationError {
  if (error.code === 'oneoffixx/unknown-template') return 'noTemplate';
  return error.kind === 'invalid' ? 'badTitle' : 'failed';
}
