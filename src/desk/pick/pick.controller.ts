import { Controller, Get, Query } from '@nestjs/common';
import { z } from 'zod';
import { DocumentsSettings, FormatTable, type DocumentView } from '../../documents/index.js';
import { IMAGE_TYPES, ListChoices, type Choice } from '../../editor-connector/index.js';
import { CurrentActor } from '../../platform/http/current-actor.js';
import type { Actor } from '../../platform/identity/actor.js';
import { DeskRoutes, HtmlPage } from '../desk-routes.decorator.js';
import { kindOf } from '../parts/file-kind.js';
import { PeopleNames, type Named } from '../people-names.js';
import { CurrentRequestContext, type RequestContext } from '../request-context.decorator.js';
import { PICK_KINDS, pickPage, type PickKind, type PickRow } from './pick-page.js';

const pickQuerySchema = z.object({
  kind: z.enum(PICK_KINDS).catch('document').default('document'),
  q: z.string().max(200).catch('').default(''),
  for: z.string().max(64).optional().catch(undefined),
});
type PickQuery = z.output<typeof pickQuerySchema>;

/** The Document Server takes no larger image (`server.limits_image_size`). */
const MAX_IMAGE_BYTES = 25 * 1024 * 1024;

/** The documents that can be put into another one: the editor's page shows them in a dialog. */
@DeskRoutes()
@Controller('pick')
export class PickController {
  constructor(
    private readonly choices: ListChoices,
    private readonly formats: FormatTable,
    private readonly names: PeopleNames,
    private readonly settings: DocumentsSettings,
  ) {}

  @HtmlPage()
  @Get()
  async show(
    @CurrentActor() actor: Actor,
    @CurrentRequestContext() { messages }: RequestContext,
    @Query({ schema: pickQuerySchema }) query: PickQuery,
  ) {
    const rows = await this.#rows(actor, query);
    const { kind, q } = query;
    const maxBytes = Math.min(this.settings.maxFileBytes, MAX_IMAGE_BYTES);
    const upload = kind === 'image' ? { types: [...IMAGE_TYPES, 'jpeg'], maxBytes } : undefined;
    return pickPage({ kind, query: q.trim(), rows, upload }, messages);
  }

  async #rows(
    actor: Actor,
    { kind: purpose, q, for: openedId }: PickQuery,
  ): Promise<readonly PickRow[]> {
    const shown = await this.choices.execute(actor, { purpose, openedId, query: q.trim() });
    const named = await this.names.of(shown.map(({ view }) => changedBy(view)));
    return shown.map((choice) => this.#row(choice, purpose, named));
  }

  #row({ view, refusal }: Choice, kind: PickKind, named: Named): PickRow {
    const { document } = view;
    return {
      id: document.id,
      title: document.title,
      icon: kind === 'image' ? 'other' : kindOf(this.formats, document.fileType),
      changedBy: named(changedBy(view)),
      changedAtMs: document.updatedAtMs,
      refusal,
    };
  }
}

const changedBy = ({ document, head }: DocumentView): string => head?.author ?? document.owner;
