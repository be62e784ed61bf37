import { z } from 'zod';
import type { Person } from '../platform/identity/people.js';
import type { OpenedEditing } from './opening/editing-session.js';
import type { SessionKey } from './sessions/editing-sessions.js';
import { WRAPPED_KEY_BYTES } from './opening/file-capability.js';
import type { KeyRelease } from './opening/key-release.js';
import type { RecordedRelease } from './sessions/key-releases.repository.js';
import type { OpeningState } from './opening/show-opening.use-case.js';

/** Language tags as the editor knows them: `de`, `de-CH`. */
const lang = z
  .string()
  .regex(/^[a-z]{2}(-[A-Z]{2})?$/, 'must be a language such as "de" or "de-CH"');

const time = z.iso.datetime().describe('UTC, RFC 3339');

const timeZone = z.string().max(64).refine(isTimeZone, 'must be a time zone such as Europe/Zurich');

function isTimeZone(name: string): boolean {
  try {
    return Intl.DateTimeFormat('en', { timeZone: name }) !== undefined;
  } catch {
    return false;
  }
}

/** 44 bytes: nonce, file key and tag. They come as bytes already, unless the JSON was written in an unusual way. */
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
  .object({
    version: z.int().min(1).describe('The version whose key it is: 409 when another one is opened'),
    capability: z
      .string()
      .regex(/^[\w-]{43}$/, 'must be 32 bytes in base64url')
      .describe('32 random bytes of the browser, in base64url'),
    wrapped_key: wrappedKey.meta({ type: 'string' }).describe('44 bytes in base64url'),
    expires_at: time.describe('An hour from now at most'),
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

export const openSessionBody = z.object({
  file_id: z.string().min(1).max(64).describe("The document's id"),
  mode: z.enum(['edit', 'view']).optional(),
  version: z.int().min(1).optional().describe('An earlier version is shown for looking at only'),
  lang: lang.optional(),
  type: z
    .enum(['desktop', 'mobile', 'embedded'])
    .optional()
    .describe('The editor for phones, or the one that only shows; otherwise the one for desktops'),
  time_zone: timeZone.optional().describe('In which times are shown, such as Europe/Zurich'),
  release: keyRelease
    .optional()
    .describe('The key of the version, where this server holds none (docs/zero-knowledge.md)'),
});

export type OpenSessionBody = z.output<typeof openSessionBody>;

const person = z.object({ username: z.string(), display_name: z.string() });

const personToWire = (someone: Person | undefined) =>
  someone === undefined ? null : { username: someone.username, display_name: someone.displayName };
export const editorErrorBody = z
  .object({ code: z.int().describe("`event.data.errorCode` of the editor's onError") })
  .meta({ id: 'EditorError' });

export type EditorErrorBody = z.output<typeof editorErrorBody>;

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
  checked_out_by: person
    .nullable()
    .describe('Who has it on their desktop; meanwhile it opens for looking at only'),
});

export const openedToWire = (opened: OpenedEditing) => ({
  session_id: opened.sessionId,
  api_js_url: opened.apiJsUrl,
  config: opened.config,
  checked_out_by: personToWire(opened.checkedOutBy),
});

export const openingQuery = z.object({
  key: z.string().min(1).max(255).describe('config.document.key of the session'),
});

export const openingSchema = z
  .object({
    title: z.string(),
    mode: z.enum(['edit', 'view']).describe('How it would open for the caller now'),
    is_current: z
      .boolean()
      .describe('The key is the one that an opening of the current version gets'),
    checked_out_by: person
      .nullable()
      .describe('Who has it on their desktop; meanwhile it opens for looking at only'),
  })
  .meta({ id: 'Opening' });

export const openingToWire = (state: OpeningState) => ({
  title: state.title,
  mode: state.mode,
  is_current: state.isCurrent,
  checked_out_by: personToWire(state.checkedOutBy),
});

export const sessionKeysSchema = z.object({
  keys: z.array(
    z.object({
      version: z.int(),
      age_header: z.string().describe("Sealed to the session's own public key"),
    }),
  ),
});

export const sessionKeysToWire = (keys: readonly SessionKey[]) => ({
  keys: keys.map(({ versionNumber, ageHeader }) => ({
    version: versionNumber,
    age_header: ageHeader,
  })),
});

export const releasesSchema = z.object({
  releases: z.array(
    z.object({
      session_id: z.string(),
      username: z.string(),
      version: z.int(),
      released_at: time,
      until: time,
      ended_at: time.nullable().describe('When the last editor left, if that was before'),
      fetches: z.int().describe('How often the Document Server was given the file'),
      last_fetched_at: time.nullable(),
    }),
  ),
});

export const releasesToWire = (releases: readonly RecordedRelease[]) => ({
  releases: releases.map((release) => ({
    session_id: release.sessionId,
    username: release.username,
    version: release.versionNumber,
    released_at: rfc3339(release.releasedAtMs),
    until: rfc3339(release.untilMs),
    ended_at: release.endedAtMs === null ? null : rfc3339(release.endedAtMs),
    fetches: release.fetches,
    last_fetched_at: release.lastFetchedAtMs === null ? null : rfc3339(release.lastFetchedAtMs),
  })),
});

const rfc3339 = (ms: number): string => new Date(ms).toISOString();

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
