import { isDeepStrictEqual } from 'node:util';
import type { EditorConfig } from './document-server-options.js';
import { isRecord, text, verifyToken, type Claims } from './token.js';

/** Close codes of the editor socket. */
export const closeCodes = {
  shutdown: 4001,
  denied: 4004,
  expired: 4005,
  token: 4006,
  drop: 4007,
  updateVersion: 4008,
} as const;

/** What the token allows one person to open; the page's unsigned config does not count. */
export interface Opening {
  readonly key: string;
  readonly url: string;
  readonly fileType: string;
  readonly title: string;
  readonly callbackUrl: string | undefined;
  readonly user: { readonly id: string; readonly name: string };
  readonly editing: boolean;
  /** Of the two, the real server demands one for a download. */
  readonly mayDownload: boolean;
}

export type OpeningAnswer =
  | { readonly opening: Opening; readonly refusal?: undefined }
  | {
      readonly opening?: undefined;
      readonly refusal: { readonly code: number; readonly reason: string };
    };

const refused = (code: number, reason: string): OpeningAnswer => ({ refusal: { code, reason } });

const keyCharset = /^[0-9a-zA-Z._=-]+$/;

/** The checks of the real server's socket `auth` step, in its order. */
export function checkOpening(
  page: EditorConfig,
  { secret, now }: { secret: string; now: number },
): OpeningAnswer {
  const verified = verifyToken(page.token, secret, now);
  if (verified.failure === 'expired') return refused(closeCodes.expired, 'token expired');
  if (!verified.claims) return refused(closeCodes.token, `token ${verified.failure}`);
  const { claims } = verified;
  const missing = missingClaim(page, claims);
  if (missing) return refused(closeCodes.token, `token lacks ${missing}`);
  const { document, editorConfig } = parts(claims);
  if (!isDeepStrictEqual(plain(page.document.permissions), plain(document.permissions)))
    return refused(closeCodes.denied, 'permissions differ from the token');
  const foreign = ['url', 'payload', 'key'].find((name) => name in claims);
  if (foreign) return refused(closeCodes.denied, `token has a top-level ${foreign}`);
  const key = text(document.key);
  if (!keyCharset.test(key))
    return refused(closeCodes.denied, 'key has other characters than 0-9a-zA-Z._=-');
  const user = isRecord(editorConfig.user) ? editorConfig.user : {};
  return {
    opening: {
      key,
      url: text(document.url),
      fileType: text(document.fileType).toLowerCase(),
      title: text(document.title),
      callbackUrl: text(editorConfig.callbackUrl) || undefined,
      user: { id: plainId(user.id).slice(0, 240), name: displayName(user) },
      editing: mayEdit(page, claims),
      mayDownload: mayDownload(claims),
    },
  };
}

const displayName = (user: Record<string, unknown>): string =>
  (text(user.name) || [user.firstname, user.lastname].filter(Boolean).join(' ')).slice(0, 255);

function missingClaim(page: EditorConfig, claims: Claims): string | undefined {
  const { document, editorConfig } = parts(claims);
  const mode = page.editorConfig?.mode;
  const required: [string, boolean][] = [
    ['document.key', text(document.key) !== ''],
    [
      'document.permissions',
      page.document.permissions === undefined || isRecord(document.permissions),
    ],
    ['document.url', text(document.url) !== ''],
    [
      'editorConfig.callbackUrl',
      !page.editorConfig?.callbackUrl || text(editorConfig.callbackUrl) !== '',
    ],
    ['editorConfig.mode', !mode || mode === 'view' || text(editorConfig.mode) !== ''],
  ];
  return required.find(([, present]) => !present)?.[0];
}

/** The server distinguishes only whether a person may send changes. */
function mayEdit(page: EditorConfig, claims: Claims): boolean {
  const { document, editorConfig } = parts(claims);
  if (page.editorConfig?.mode === 'view' || editorConfig.mode === 'view') return false;
  if (claims.type === 'embedded') return false;
  const may = document.permissions;
  if (!isRecord(may)) return true;
  return (
    may.edit !== false || may.review === true || may.comment === true || may.fillForms === true
  );
}

function mayDownload(claims: Claims): boolean {
  const { permissions: may } = parts(claims).document;
  return !isRecord(may) || may.download !== false || may.print !== false;
}

const parts = (claims: Claims): Record<'document' | 'editorConfig', Record<string, unknown>> => ({
  document: isRecord(claims.document) ? claims.document : {},
  editorConfig: isRecord(claims.editorConfig) ? claims.editorConfig : {},
});

/** The value after JSON serialisation, which drops members that are `undefined`. */
const plain = (value: unknown): unknown =>
  value === undefined ? undefined : JSON.parse(JSON.stringify(value));

/** api.js converts numbers to text. */
const plainId = (id: unknown): string => (typeof id === 'number' ? String(id) : text(id));
