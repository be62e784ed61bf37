import { z } from 'zod';
import { outsideChangeQuerySchema } from '../../documents/index.js';
import { lang, timeZone } from '../opening/editing-session.schema.js';

/** Both optional: without a time zone, times are written as the Document Server does, in UTC. */
export const historyQuery = z.strictObject({
  lang: lang.optional().describe('In which times are written'),
  time_zone: timeZone.optional().describe('In which times are shown, such as Europe/Zurich'),
});

const user = z.object({ id: z.string(), name: z.string() });

export const editorHistory = z
  .object({
    currentVersion: z.int(),
    history: z
      .array(
        z.object({
          version: z.int(),
          key: z.string(),
          created: z.string().describe('Shown as it is'),
          user,
          changes: z
            .array(z.object({ created: z.string(), user, documentSha256: z.string().optional() }))
            .optional()
            .describe('Who changed what one after the other; where differences can be shown'),
          serverVersion: z.string().optional(),
        }),
      )
      .describe(
        'Whole, since the editor asks for no pages: the newest 500 versions; all are in /api/documents/{id}/versions',
      ),
  })
  .meta({ id: 'EditorHistory' });

export const historyVersionQuery = z.strictObject({
  session_id: z.string().max(64).describe('A session of yours that has this document open'),
  from: z.coerce
    .number()
    .int()
    .min(1)
    .optional()
    .describe('To compare with; without differences where the editing began with another version'),
});

const shownFile = { fileType: z.string(), key: z.string(), url: z.url() };

export const editorHistoryVersion = z
  .object({
    version: z.int(),
    ...shownFile,
    changesUrl: z.url().optional(),
    previous: z.object(shownFile).optional().describe('What the editing began with'),
    token: z.string(),
  })
  .meta({ id: 'EditorHistoryVersion' });

export const restoreBody = z
  .strictObject({
    version: z.int().min(1),
    url: z
      .string()
      .min(1)
      .max(8192)
      .optional()
      .describe('From the event, for a step towards that version; only its path and query count'),
    file_type: z
      .string()
      .regex(/^[a-zA-Z0-9]{1,16}$/, 'must be a file extension without dot')
      .optional()
      .describe('From the event'),
  })
  .meta({ id: 'RestoreFromHistory' });

export const restoreQuery = outsideChangeQuerySchema;

export type HistoryQuery = z.output<typeof historyQuery>;
export type HistoryVersionQuery = z.output<typeof historyVersionQuery>;
export type RestoreBody = z.output<typeof restoreBody>;
export type RestoreQuery = z.output<typeof restoreQuery>;
