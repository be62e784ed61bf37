import { z } from 'zod';
import type { OpenedEditing } from './editing-session.js';

/** Language tags as the editor knows them: `de`, `de-CH`. */
const lang = z
  .string()
  .regex(/^[a-z]{2}(-[A-Z]{2})?$/, 'must be a language such as "de" or "de-CH"');

export const openSessionBody = z.object({
  file_id: z.string().min(1).max(64).describe("The document's id"),
  mode: z.enum(['edit', 'view']).optional(),
  version: z.int().min(1).optional().describe('An earlier version is shown for looking at only'),
  lang: lang.optional(),
});

export type OpenSessionBody = z.output<typeof openSessionBody>;

export const openedSession = z.object({
  session_id: z.string(),
  api_js_url: z.url().describe("The Document Server's script, for a script element"),
  config: z
    .looseObject({
      documentType: z.string(),
      document: z.looseObject({
        key: z.string(),
        url: z.url(),
        fileType: z.string(),
        title: z.string(),
      }),
      editorConfig: z.looseObject({
        callbackUrl: z.url(),
        mode: z.enum(['edit', 'view']),
        lang: z.string(),
      }),
      token: z.string(),
    })
    .describe('Complete and signed for ten minutes: new DocsAPI.DocEditor(id, config)'),
  checked_out_by: z
    .object({ username: z.string(), display_name: z.string() })
    .nullable()
    .describe('Who has it on their desktop; meanwhile it opens for looking at only'),
});

export const openedToWire = (opened: OpenedEditing) => ({
  session_id: opened.sessionId,
  api_js_url: opened.apiJsUrl,
  config: opened.config,
  checked_out_by:
    opened.checkedOutBy === undefined
      ? null
      : {
          username: opened.checkedOutBy.username,
          display_name: opened.checkedOutBy.displayName,
        },
});

export const callbackAnswer = z.object({
  error: z.union([z.literal(0), z.literal(1)]).describe('0: taken over; 1: keep your copy'),
});

/** Of the plain body only the token is looked at; everything else in it is unsigned. */
export const callbackBody = z.looseObject({ token: z.unknown() }).partial().nullish();

export type CallbackBody = z.output<typeof callbackBody>;

export const capabilityQuery = z.looseObject({
  cap: z
    .string()
    .max(4096)
    .catch('')
    .describe('The capability: good for this one purpose and session'),
});

export type CapabilityQuery = z.output<typeof capabilityQuery>;
