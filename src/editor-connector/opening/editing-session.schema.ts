import { z } from 'zod';
import type { Person } from '../../platform/identity/people.js';
import { dateFormats } from '../../platform/language/kept-formats.js';
import { customizationOverride } from './customization.js';
import type { SessionKey } from '../sessions/editing-sessions.js';
import type { OpenedEditing } from './editing-session.js';
import { EDITOR_OFFERS } from './editor-offers.js';
import { WRAPPED_KEY_BYTES } from './file-capability.js';
import type { KeyRelease } from './session-issuer.js';
import type { OpeningState } from './show-opening.use-case.js';

/** Language tags as the editor knows them: `de`, `de-CH`. */
export const lang = z
  .string()
  .regex(/^[a-z]{2}(-[A-Z]{2})?$/, 'must be a language such as "de" or "de-CH"');

export const timeZone = z
  .string()
  .max(64)
  .refine(isTimeZone, 'must be a time zone such as Europe/Zurich');

function isTimeZone(name: string): boolean {
  try {
    return dateFormats.of('en', { timeZone: name }) !== undefined;
  } catch {
    return false;
  }
}

/** 44 bytes: nonce, file key and tag. `SecretBody` has decoded them, unless the JSON was written in an unusual way. */
const wrappedKey = z.unknown().transform((value, context): Buffer => {
  const bytes = typeof value === 'string' ? Buffer.from(value, 'base64url') : value;
  if (Buffer.isBuffer(bytes) && bytes.length === WRAPPED_KEY_BYTES) return bytes;
  context.issues.push({
    code: 'custom',
    message: 'must be 44 bytes in base64url',
    input: undefined,
  });
  return z.NEVER;
});

const keyRelease = z
  .strictObject({
    version: z.int().min(1).describe('The version whose key it is: 409 when another one is opened'),
    capability: z
      .string()
      .regex(/^[\w-]{43}$/, 'must be 32 bytes in base64url')
      .describe('32 random bytes of the browser, in base64url'),
    wrapped_key: wrappedKey.meta({ type: 'string' }).describe('44 bytes in base64url'),
    expires_at: z.iso.datetime().describe('An hour from now at most'),
    session_recipient: z
      .string()
      .regex(/^age1[02-9ac-hj-np-z]{58}$/, 'must be an age public key')
      .nullable()
      .default(null)
      .describe('Gets the keys of what is saved during the session'),
  })
  .transform((wire): KeyRelease => ({
    version: wire.version,
    capability: wire.capability,
    wrappedKey: wire.wrapped_key,
    expiresAtMs: Date.parse(wire.expires_at),
    sessionRecipient: wire.session_recipient,
  }));

/** A place in a document, in the editor's own words: kept and given back as it is. */
export const actionLink = z
  .looseObject({ action: z.looseObject({ type: z.string().max(64) }) })
  .refine((link) => JSON.stringify(link).length <= 4096, 'must be at most 4096 characters as JSON')
  .describe("The editor's own description of a place, as `onMakeActionLink` reports it");

export const openSessionBody = z.strictObject({
  file_id: z.string().min(1).max(64).describe("The document's id"),
  mode: z.enum(['edit', 'view']).optional(),
  convert: z
    .boolean()
    .optional()
    .describe(
      'For old formats such as .doc: its first saved change makes the document a .docx. Without it, mode "edit" is ' +
        '409 editor-connector/converts-first, and no mode opens for viewing',
    ),
  version: z.int().min(1).optional().describe('An earlier version is shown for looking at only'),
  lang: lang.optional(),
  type: z
    .enum(['desktop', 'mobile', 'embedded'])
    .optional()
    .describe('The editor for phones, or the one that only shows; otherwise the one for desktops'),
  time_zone: timeZone.optional().describe('In which times are shown, such as Europe/Zurich'),
  customization: customizationOverride.optional().describe("Overrides of the editor's surface"),
  action_link: actionLink.optional().describe('Where to open it'),
  release: keyRelease
    .optional()
    .describe('The key of the version, where this server holds none (docs/zero-knowledge.md)'),
});

export type OpenSessionBody = z.output<typeof openSessionBody>;

const person = z.object({ username: z.string(), display_name: z.string() });

const personToWire = (someone: Person | undefined) =>
  someone === undefined ? null : { username: someone.username, display_name: someone.displayName };

export const editorErrorBody = z
  .strictObject({ code: z.int().describe("`event.data.errorCode` of the editor's onError") })
  .meta({ id: 'EditorError' });

export type EditorErrorBody = z.output<typeof editorErrorBody>;

export const openedSession = z.object({
  session_id: z.string(),
  api_js_url: z.url().describe("The Document Server's script, for a script element"),
  frame_url: z
    .url()
    .nullable()
    .describe(
      "The editor's frame (docs/formats/editor-frame.md), for a page of another origin with ?parent=<its origin>; " +
        'null where the editor has no host name of its own',
    ),
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
  checked_out_by: person
    .nullable()
    .describe('Who has it on their desktop; meanwhile it opens for looking at only'),
  converts_to: z
    .string()
    .nullable()
    .describe(
      'An old format, opened for looking at: with convert it opens for editing, saved as this',
    ),
  could_continue_as: z
    .string()
    .nullable()
    .describe(
      'Opened for editing in a format that cannot hold everything the editor offers: the one that can; with convert the document becomes one first',
    ),
  not_in_format: z
    .enum(['comment', 'fill', 'review'])
    .nullable()
    .describe('What the person may do, but not in a document of this format'),
});

export const openedToWire = (opened: OpenedEditing) => ({
  session_id: opened.sessionId,
  api_js_url: opened.apiJsUrl,
  frame_url: opened.frameUrl ?? null,
  config: opened.config,
  checked_out_by: personToWire(opened.checkedOutBy),
  converts_to: opened.convertsTo ?? null,
  could_continue_as: opened.couldContinueAs ?? null,
  not_in_format: opened.missing ?? null,
});

export const openingQuery = z.strictObject({
  key: z.string().min(1).max(255).describe('config.document.key of the session'),
  convert: z.stringbool().optional().describe('As the session was opened with'),
});

export type OpeningQuery = z.output<typeof openingQuery>;

export const openingSchema = z
  .object({
    title: z.string(),
    mode: z.enum(['edit', 'view']).describe('How it would open for the caller now'),
    permissions: z
      .record(z.string(), z.boolean())
      .describe('config.document.permissions of an opening now'),
    is_current: z
      .boolean()
      .describe('The key is the one that an opening of the current version gets'),
    current_version: z.int().nullable(),
    checked_out_by: person
      .nullable()
      .describe('Who has it on their desktop; meanwhile it opens for looking at only'),
    offers: z
      .array(z.enum(EDITOR_OFFERS))
      .describe(
        'What the caller may do around the editor, by their rights and the application’s scopes',
      ),
  })
  .meta({ id: 'Opening' });

export const openingToWire = (state: OpeningState) => ({
  title: state.title,
  mode: state.mode,
  permissions: { ...state.permissions },
  is_current: state.isCurrent,
  current_version: state.currentVersion ?? null,
  checked_out_by: personToWire(state.checkedOutBy),
  offers: [...state.offers],
});

export const sessionKeysSchema = z.object({
  keys: z
    .array(
      z.object({
        version: z.int(),
        age_header: z.string().describe("Sealed to the session's own public key"),
      }),
    )
    .describe('Whole: of the versions that the session opened'),
});

export const sessionKeysToWire = (keys: readonly SessionKey[]) => ({
  keys: keys.map(({ versionNumber, ageHeader }) => ({
    version: versionNumber,
    age_header: ageHeader,
  })),
});
