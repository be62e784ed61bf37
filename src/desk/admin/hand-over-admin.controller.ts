import { Body, Controller, Get, Param, Post, Query, Redirect } from '@nestjs/common';
import { z } from 'zod';
import { AdminOnly } from '../../access/index.js';
import { HandOverAccount, ListAccountDocuments } from '../../administration/index.js';
import { Audited } from '../../platform/audit/audited-route.js';
import { CurrentActor } from '../../platform/http/current-actor.js';
import type { Actor } from '../../platform/identity/actor.js';
import { ChosenPeople, chosenFields } from '../chosen-people.js';
import { DeskRoutes, HtmlPage } from '../desk-routes.decorator.js';
import { seeOther } from '../flash.js';
import { addressOf } from '../parts/admin-frame.js';
import { CurrentRequestContext, type RequestContext } from '../request-context.decorator.js';
import { accountDocumentsPage } from './account-documents-page.js';
import { addressAfter, outcomeQuery, redirectAfter } from './outcome.js';

const ON_A_PAGE = 50;
const documentId = z.string().max(64);

const handOverForm = z.strictObject({
  to: z.string().min(1).max(1024),
  ...chosenFields,
  accept: z.literal('yes').optional(),
  /** From the page with single documents: only those that are ticked. */
  only: z.literal('ticked').optional(),
  documents: z
    .union([z.array(documentId).max(ON_A_PAGE), documentId.transform((one) => [one])])
    .optional(),
});
type HandOverForm = z.output<typeof handOverForm>;

const listQuery = z.object({
  after: documentId.default(''),
  /** How many came before, for their numbers. */
  n: z.coerce.number().int().min(0).default(0).catch(0),
  ...outcomeQuery,
});

/** Forms that give all documents of a person, or some, to somebody else. */
@DeskRoutes()
@AdminOnly()
@Controller('admin/people/:account_id')
export class HandOverAdminController {
  constructor(
    private readonly handing: HandOverAccount,
    private readonly listing: ListAccountDocuments,
    private readonly chosen: ChosenPeople,
  ) {}

  @Audited('account.documents-listed', { account: 'account_id' })
  @HtmlPage()
  @Get('documents')
  async documents(
    @CurrentActor() actor: Actor,
    @Param('account_id') id: string,
    @Query({ schema: listQuery }) { after, n, outcome }: z.output<typeof listQuery>,
    @CurrentRequestContext() { messages }: RequestContext,
  ) {
    const page = { after: after || undefined, limit: ON_A_PAGE };
    const found = await this.listing.execute(actor, id, page);
    const place = `/admin/people/${id}/documents`;
    const moreHref =
      found.next && addressOf(place, { after: found.next, n: String(n + ON_A_PAGE) });
    return accountDocumentsPage({ ...found, before: n, moreHref, outcome }, messages);
  }

  @Audited('account.handed-over', { account: 'account_id' })
  @Post('hand-over')
  @Redirect()
  handOver(
    @CurrentActor() actor: Actor,
    @Param('account_id') id: string,
    @Body({ schema: handOverForm }) { to: typed, accept, only, documents, ...chosen }: HandOverForm,
  ) {
    const page = only === undefined ? `/admin/people/${id}` : `/admin/people/${id}/documents`;
    if (only !== undefined && documents === undefined)
      return seeOther(addressAfter(page, 'none-chosen'));
    return redirectAfter(page, async () => {
      const to = await this.chosen.usernameOf(chosen, typed.trim());
      const wanted = { to: { username: to }, documents, accept: accept === 'yes' };
      const { remaining } = await this.handing.execute(actor, id, wanted);
      return addressAfter(page, remaining > 0 ? 'handed-over-partly' : 'handed-over');
    });
  }
}
