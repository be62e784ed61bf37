import { Body, Controller, Get, Post, Query, Redirect } from '@nestjs/common';
import { z } from 'zod';
import {
  CreateBlankDocument,
  CreateDocument,
  documentsAfter,
  withRequestBytes,
  FAMILY_KINDS,
  NewFileFamily,
} from '../../documents/index.js';
import { Notifications } from '../../notifications/index.js';
import { Audited } from '../../platform/audit/audited-route.js';
import { CurrentActor } from '../../platform/http/current-actor.js';
import { pageQuery } from '../../platform/http/paging.js';
import {
  FormFiles,
  noFile,
  StreamBody,
  type IncomingBytes,
} from '../../platform/http/stream-body.js';
import type { Actor } from '../../platform/identity/actor.js';
import { DeskRoutes, HtmlPage } from '../desk-routes.decorator.js';
import { seeOther } from '../flash.js';
import { CurrentRequestContext, type RequestContext } from '../request-context.decorator.js';
import { LANGUAGE_TAGS } from '../language/locale.js';
import { documentsPage, NEW_KINDS } from './documents-page.js';
import { ShowDocumentsPage } from './show-documents-page.use-case.js';

const documentsQuerySchema = z.object({
  q: z.string().max(200).catch('').default(''),
  cursor: pageQuery(documentsAfter).cursor,
  deleted: z.string().max(64).optional().catch(undefined),
});
const newFormSchema = z.strictObject({ kind: z.enum(NEW_KINDS) });
const familyFormSchema = z.strictObject({ family: z.enum(['ooxml', 'odf']) });
type DocumentsQuery = z.output<typeof documentsQuerySchema>;
type NewForm = z.output<typeof newFormSchema>;

const OTHER_BLANKS = { text: 'txt', table: 'csv', markdown: 'md', form: 'pdf' } as const;

/** The list of documents, and the forms that create one. */
@DeskRoutes()
@Controller()
export class DocumentsController {
  constructor(
    private readonly showDocuments: ShowDocumentsPage,
    private readonly createDocument: CreateDocument,
    private readonly createBlank: CreateBlankDocument,
    private readonly families: NewFileFamily,
    private readonly notifications: Notifications,
  ) {}

  @HtmlPage()
  @Get()
  async show(
    @CurrentActor() actor: Actor,
    @CurrentRequestContext() { messages }: RequestContext,
    @Query({ schema: documentsQuerySchema }) query: DocumentsQuery,
  ) {
    const [view, { family }, { length: notificationCount }] = await Promise.all([
      this.showDocuments.execute(actor, query),
      this.families.show(actor),
      this.notifications.listOf(actor),
    ]);
    return documentsPage({ ...view, family, notificationCount }, messages);
  }

  /** For browsers without script; the script sends files to the API one by one and shows their progress. */
  @StreamBody()
  @Audited('document.created')
  @Post('documents')
  @Redirect()
  async upload(@CurrentActor() actor: Actor, @FormFiles() files: AsyncIterable<IncomingBytes>) {
    const created: string[] = [];
    for await (const { stream, filename = '', declaredBytes } of files) {
      const { document } = await withRequestBytes(stream, (content) =>
        this.createDocument.execute(actor, { title: filename, content, declaredBytes }),
      );
      created.push(document.id);
    }
    const [only, ...others] = created;
    if (only === undefined) throw noFile();
    return seeOther(others.length === 0 ? `/documents/${only}` : '/');
  }

  @Audited('document.created')
  @Post('documents/new')
  @Redirect()
  async createNew(
    @CurrentActor() actor: Actor,
    @CurrentRequestContext() { messages, locale }: RequestContext,
    @Body({ schema: newFormSchema }) { kind }: NewForm,
  ) {
    const { family } = await this.families.show(actor);
    const blank = { ...FAMILY_KINDS[family], ...OTHER_BLANKS }[kind];
    const title = messages.list.untitled[kind];
    const lang = LANGUAGE_TAGS[locale];
    const { document } = await this.createBlank.execute(actor, { kind: blank, title, lang });
    return seeOther(`/edit/${document.id}`);
  }

  @Post('documents/new-files')
  @Redirect()
  async chooseFamily(
    @CurrentActor() actor: Actor,
    @Body({ schema: familyFormSchema }) { family }: z.output<typeof familyFormSchema>,
  ) {
    await this.families.choose(actor, family);
    return seeOther('/#new');
  }
}
