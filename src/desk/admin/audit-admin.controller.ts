import { Controller, Get, Query } from '@nestjs/common';
import { z } from 'zod';
import { AdminOnly } from '../../access/index.js';
import { filterOf, ReadAuditLog } from '../../audit/index.js';
import { AUDIT_RESULTS } from '../../platform/audit/audit-log.js';
import { CurrentActor } from '../../platform/http/current-actor.js';
import type { Actor } from '../../platform/identity/actor.js';
import { DeskRoutes, HtmlPage } from '../desk-routes.decorator.js';
import { CurrentRequestContext, type RequestContext } from '../request-context.decorator.js';
import { addressOf } from '../parts/admin-frame.js';
import { auditAdminPage } from './audit-admin-page.js';

const PATH = '/admin/audit';
const ON_A_PAGE = 50;

const name = z.string().trim().max(256).default('').catch('');
/** A form sends fields that nobody filled in, too. What does not fit counts as not filled in. */
const auditQuery = z.object({
  from: z
    .union([z.literal(''), z.iso.date()])
    .default('')
    .catch(''),
  to: z
    .union([z.literal(''), z.iso.date()])
    .default('')
    .catch(''),
  actor: name,
  actor_id: name,
  action: name,
  document: name,
  client: name,
  result: z
    .enum(['', ...AUDIT_RESULTS])
    .default('')
    .catch(''),
  cursor: z.coerce.number().int().min(1).optional().catch(undefined),
});
type AuditQuery = z.output<typeof auditQuery>;

/** The audit log: filters, pages, exports. */
@DeskRoutes()
@AdminOnly()
@Controller('admin/audit')
export class AuditAdminController {
  constructor(private readonly read: ReadAuditLog) {}

  @HtmlPage()
  @Get()
  async show(
    @CurrentActor() actor: Actor,
    @Query({ schema: auditQuery }) { cursor, ...filters }: AuditQuery,
    @CurrentRequestContext() { messages }: RequestContext,
  ) {
    const given = Object.fromEntries(Object.entries(filters).filter(([, value]) => value !== ''));
    const wish = { before: cursor, limit: ON_A_PAGE };
    const { entries, nextBefore } = await this.read.page(actor, filterOf(given), wish);
    const moreHref =
      nextBefore === undefined
        ? undefined
        : addressOf(PATH, { ...filters, cursor: String(nextBefore) });
    return auditAdminPage({ filters, entries, moreHref }, messages);
  }
}
