import { z } from 'zod';
import { causeOf, type Connection } from './connection.js';

export const probeQuery = z.object({ cap: z.string().max(100).default('') });
export type ProbeQuery = z.output<typeof probeQuery>;

export const connectionSchema = z
  .object({
    name: z.string(),
    state: z.enum(['ok', 'failing', 'unknown', 'off']),
    code: z.string().nullable().describe('the cause for programs; a list in docs/deploying.md'),
    cause: z.string().nullable().describe('beside `ok`: a warning'),
    fix: z.string().nullable(),
    detail: z.string().nullable(),
    checked_at: z.iso.datetime().nullable(),
  })
  .meta({ id: 'Connection' });

export const connectionsSchema = z.object({
  connections: z.array(connectionSchema).describe('Whole: one of each system that Kontor knows'),
});

export type ConnectionBody = z.output<typeof connectionSchema>;

export function toConnection({
  name,
  state,
  found,
  detail,
  checkedAtMs,
}: Connection): ConnectionBody {
  const explained = found && causeOf(found);
  return {
    name,
    state,
    code: found?.code ?? null,
    cause: explained?.cause ?? null,
    fix: explained?.fix ?? null,
    detail: detail ?? null,
    checked_at: checkedAtMs === undefined ? null : new Date(checkedAtMs).toISOString(),
  };
}
