import { z } from 'zod';
import { editorUrlOf, publicUrlOf, withoutSlash } from '../platform/config/platform.config.js';
import { Secret } from '../platform/config/secret.js';
import { settingsPart } from '../platform/config/settings.js';
import type { EditorSurfaceSettings } from './editor-surface.js';
import { sharedOriginOf, type SharedOrigin } from './shared-origin.js';
import { DEFAULT_JWT_HEADER } from './document-server/document-server-tokens.js';

/** The page of the editor's frame, under the editor's own host name. */
export const FRAME_PATH = 'editor-frame';

export abstract class EditorConnectorSettings {
  /** The Document Server as browsers reach it; may end in a path prefix, never in a slash. */
  abstract readonly browserUrl: string;
  /** The Document Server as this server reaches it. */
  abstract readonly internalUrl: string;
  /** This server as the Document Server reaches it: the base of file and callback URLs. */
  abstract readonly selfUrlForDocumentServer: string;
  /** Signs what goes to the Document Server: configs and commands. */
  abstract readonly signingSecret: Secret;
  /** Any of these may have signed what comes from the Document Server. */
  abstract readonly acceptedSecrets: readonly Secret[];
  /** This server as browsers reach it. */
  abstract readonly publicUrl: string;
  /** The origin of the editor's frame; the public URL where no other is set. */
  abstract readonly editorUrl: string;
  /** The editor's frame for pages of applications; undefined where the editor has no host name of its own. */
  abstract readonly frameUrl: string | undefined;
  /** Why the Document Server's scripts can reach people's sessions and keys; undefined where they cannot. */
  abstract readonly sharedOrigin: SharedOrigin | undefined;
  /** Private documents open in spite of a shared origin: by a setting, or in the playground. */
  abstract readonly acceptsSharedOrigin: boolean;
  abstract readonly surface: EditorSurfaceSettings;
  /** The header in which tokens are sent; the usual other ones are read as well. */
  abstract readonly jwtHeader: string;
}

/** As the Document Server's own connectors demand; a shorter secret can be guessed offline from any token. */
const MIN_SECRET_CHARS = 32;
/** 32 random hexadecimal digits have fewer about once in thirty million; keyboard rows and repetitions usually do. */
const MIN_DIFFERENT_CHARS = 8;

const NEEDED =
  'is needed: the address of the Document Server as browsers reach it, such as https://docs.example.com';
const PLACEHOLDER =
  /your[-_ ]?(shared[-_ ]?)?secret|change[-_ ]?(me|this|it)|placeholder|example|very[-_ ]?secret|my[-_ ]?jwt/i;
const isPlaceholder = (secret: string): boolean =>
  PLACEHOLDER.test(secret) || new Set(secret).size < MIN_DIFFERENT_CHARS;

const address = z
  .string()
  .refine(isAddress, 'must be an http(s) address without query, fragment or credentials')
  .transform(withoutSlash);

const secret = z
  .string()
  .min(
    MIN_SECRET_CHARS,
    `must have at least ${MIN_SECRET_CHARS} characters; make one with: openssl rand -hex 32`,
  );

const onOrOff = (usual: 'on' | 'off') =>
  z
    .enum(['on', 'off'])
    .default(usual)
    .transform((value) => value === 'on');

const image = z
  .url({ protocol: /^https?$/, error: 'must be the http(s) address of an image' })
  .max(2048);
const color = z.string().regex(/^#[0-9a-f]{6}$/i, 'must be a colour such as #1f3a5f');

const editorConnectorEnv = z.looseObject({
  EUROOFFICE_URL: z
    .string({ error: NEEDED })
    .refine(isAddressOrPath, NEEDED)
    .transform(withoutSlash),
  EUROOFFICE_INTERNAL_URL: address.optional(),
  EUROOFFICE_CALLBACK_URL: address.optional(),
  EUROOFFICE_JWT_SECRET: z
    .string({ error: 'is needed: the secret shared with the Document Server (its JWT_SECRET)' })
    .pipe(secret),
  EUROOFFICE_JWT_SECRET_OUTBOX: secret.optional(),
  EUROOFFICE_JWT_SECRET_PREVIOUS: secret.optional(),
  KONTOR_EDITOR_SHARES_ORIGIN: z
    .literal('accept', { error: 'must be accept, or not be set' })
    .optional(),
  KONTOR_EDITOR_MACROS: z.enum(['off', 'warn', 'on']).default('off'),
  KONTOR_EDITOR_PLUGINS: onOrOff('off'),
  KONTOR_EDITOR_CHAT: onOrOff('on'),
  KONTOR_EDITOR_HELP: onOrOff('off'),
  KONTOR_EDITOR_SPELLCHECK: onOrOff('on'),
  KONTOR_EDITOR_COMPACT: onOrOff('off'),
  KONTOR_EDITOR_UNIT: z.enum(['cm', 'pt', 'inch']).optional(),
  KONTOR_EDITOR_LOGO_URL: image.optional(),
  KONTOR_EDITOR_LOGO_DARK_URL: image.optional(),
  KONTOR_EDITOR_HEADINGS_COLOR: color.optional(),
  KONTOR_EDITOR_SLIDE_BACKGROUND: color.optional(),
  EUROOFFICE_JWT_HEADER: z
    .string()
    .regex(/^[a-zA-Z][a-zA-Z0-9-]{0,63}$/, 'must be the name of a header, such as AuthorizationJwt')
    .default(DEFAULT_JWT_HEADER),
});

type EditorConnectorEnv = z.output<typeof editorConnectorEnv>;

const SECRET_NAMES = [
  'EUROOFFICE_JWT_SECRET',
  'EUROOFFICE_JWT_SECRET_OUTBOX',
  'EUROOFFICE_JWT_SECRET_PREVIOUS',
] as const;

export const editorConnectorSettings = settingsPart<EditorConnectorSettings>(
  'editor-connector',
  editorConnectorEnv
    .check((context) => {
      if (context.value.KONTOR_PROFILE === 'playground') return;
      for (const name of SECRET_NAMES) {
        const value = context.value[name];
        if (value === undefined || !isPlaceholder(value)) continue;
        context.issues.push({
          code: 'custom',
          message: 'is a known placeholder; make your own with: openssl rand -hex 32',
          path: [name],
          input: undefined,
        });
      }
    })
    .transform(settingsFrom),
);

function settingsFrom(env: EditorConnectorEnv): EditorConnectorSettings {
  const publicUrl = publicUrlOf(env);
  const editorUrl = editorUrlOf(env);
  // `/ds` is the Document Server behind the same proxy as this server; its scripts belong to the editor's host.
  const browserUrl = withoutSlash(new URL(env.EUROOFFICE_URL, `${editorUrl ?? publicUrl}/`).href);
  const incoming = [
    env.EUROOFFICE_JWT_SECRET_OUTBOX ?? env.EUROOFFICE_JWT_SECRET,
    env.EUROOFFICE_JWT_SECRET_PREVIOUS,
  ];
  return {
    browserUrl,
    internalUrl: env.EUROOFFICE_INTERNAL_URL ?? browserUrl,
    selfUrlForDocumentServer: env.EUROOFFICE_CALLBACK_URL ?? publicUrl,
    signingSecret: new Secret(env.EUROOFFICE_JWT_SECRET),
    acceptedSecrets: incoming
      .filter((value) => value !== undefined)
      .map((value) => new Secret(value)),
    publicUrl,
    editorUrl: editorUrl ?? publicUrl,
    frameUrl: editorUrl && `${editorUrl}/${FRAME_PATH}`,
    sharedOrigin: sharedOriginOf(new URL(publicUrl), editorUrl, new URL(browserUrl)),
    acceptsSharedOrigin:
      env.KONTOR_EDITOR_SHARES_ORIGIN === 'accept' || env.KONTOR_PROFILE === 'playground',
    surface: {
      macros: env.KONTOR_EDITOR_MACROS,
      plugins: env.KONTOR_EDITOR_PLUGINS,
      chat: env.KONTOR_EDITOR_CHAT,
      help: env.KONTOR_EDITOR_HELP,
      spellcheck: env.KONTOR_EDITOR_SPELLCHECK,
      compact: env.KONTOR_EDITOR_COMPACT,
      unit: env.KONTOR_EDITOR_UNIT,
      logoUrl: env.KONTOR_EDITOR_LOGO_URL,
      darkLogoUrl: env.KONTOR_EDITOR_LOGO_DARK_URL,
      headingsColor: env.KONTOR_EDITOR_HEADINGS_COLOR?.toLowerCase(),
      slideBackground: env.KONTOR_EDITOR_SLIDE_BACKGROUND?.toLowerCase(),
    },
    jwtHeader: env.EUROOFFICE_JWT_HEADER,
  };
}

function isAddress(text: string): boolean {
  const url = URL.parse(text);
  if (url === null || !/^https?:$/.test(url.protocol)) return false;
  return url.search === '' && url.hash === '' && url.username === '' && url.password === '';
}

function isAddressOrPath(text: string): boolean {
  return /^\/[\w./-]*$/.test(text) && !text.startsWith('//') ? true : isAddress(text);
}
