import { z } from 'zod';
import { AUDIT_RESULTS } from '../../platform/audit/audit-log.js';
import { cursorBigint, cursorOf, nextCursor, pageQuery } from '../../platform/http/paging.js';
import type { AuditFilter } from './audit-reader.js';
import { entryToWire } from './entry-wire.js';
import type { AuditPage } from './read-audit-log.use-case.js';

const DAY_MS = 86_400_000;
/** A day stands for its beginning in UTC, as the end of a span for its last moment. */
const moment = z.union([z.iso.date(), z.iso.datetime({ offset: true })]);
const name = z.string().trim().min(1).max(256);

export const filterSchema = z.strictObject({
  from: moment.optional().describe('The first moment: RFC 3339, or a day'),
  to: moment.optional().describe('The last moment: RFC 3339 (not included), or a day (included)'),
  actor: name.optional().describe('A username, as it was then'),
  actor_id: name
    .optional()
    .describe(
      'The id of an account: also under other names, and what applications did for that person',
    ),
  action: name.optional().describe('An action, or a kind of action such as `document`'),
  document: name.optional().describe('The id of a document'),
  result: z.enum(AUDIT_RESULTS).optional(),
  client: name.optional().describe('The name of an application'),
});
export type FilterQuery = z.infer<typeof filterSchema>;

export const pageSchema = z.strictObject(pageQuery(z.tuple([cursorBigint]), 50));
export const auditQuerySchema = filterSchema.extend(pageSchema.shape);
export const exportQuerySchema = filterSchema.extend({
  format: z.enum(['jsonl', 'cef']).default('jsonl'),
});

export const filterOf = ({ from, to, actor_id: actorId, ...names }: FilterQuery): AuditFilter => ({
  ...names,
  actorId,
  fromMs: from === undefined ? undefined : Date.parse(from),
  toMs: to === undefined ? undefined : Date.parse(to) + (to.length === 10 ? DAY_MS : 0),
});

const entrySchema = z
  .object({
    id: z.string(),
    at: z.iso.datetime().describe('UTC, RFC 3339'),
    actor: z.string().nullable().describe('A username, `client:<name>`, or null'),
    actor_id: z.string().nullable().describe("The account's id"),
    on_behalf_of: z.string().nullable(),
    client: z.string().nullable(),
    address: z.string().nullable().describe("The client's; null for a document's owner"),
    action: z.string(),
    object_type: z.string().nullable(),
    object_id: z.string().nullable(),
    result: z.enum(AUDIT_RESULTS),
    detail: z.record(z.string(), z.union([z.string(), z.number(), z.boolean()])).nullable(),
    hash: z.string().describe('docs/formats/audit-log.md'),
    previous_hash: z.string(),
  })
  .meta({ id: 'AuditEntry' });

export const auditPageSchema = z.object({
  entries: z.array(entrySchema),
  next_cursor: nextCursor,
});

export const auditPageToWire = ({ entries, nextBefore }: AuditPage) => ({
  entries: entries.map(entryToWire),
  next_cursor: cursorOf(nextBefore === undefined ? undefined : [nextBefore]),
});
