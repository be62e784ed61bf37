/** The part of an editor's configuration that this element reads. The rest is for the Document Server, and signed. */
export interface EditorConfig {
  readonly document: {
    readonly key: string;
    readonly title: string;
    readonly permissions?: Readonly<Record<string, boolean>>;
    /** How spreadsheets name this document. */
    readonly referenceData?: { readonly fileKey: string; readonly instanceId: string };
    readonly [member: string]: unknown;
  };
  readonly editorConfig: {
    readonly mode: 'edit' | 'view';
    readonly customization?: Readonly<Record<string, unknown>>;
    readonly [member: string]: unknown;
  };
  /** A JSON web token, signed for the Document Server. */
  readonly token: string;
  readonly [member: string]: unknown;
}

/** What Kontor answers to `POST /api/eurooffice/session`; members that this element does not use are left out. */
export interface KontorSession {
  readonly session_id: string;
  readonly api_js_url: string;
  /** Null where Kontor has no host name for the editor (KONTOR_EDITOR_URL): then it cannot be embedded. */
  readonly frame_url: string | null;
  readonly config: EditorConfig;
}

/** The body of `POST /api/eurooffice/session`, which is what the element sends to `session-url`. */
export interface SessionRequest {
  readonly file_id: string;
  readonly mode?: 'edit' | 'view';
  readonly version?: number;
  readonly lang: string;
  readonly type: 'desktop' | 'mobile' | 'embedded';
  readonly time_zone: string;
  readonly action_link?: object;
}

/** Why a document did not open, or stopped being open. */
export type FailureCode =
  /** An attribute is missing. */
  | 'setup'
  /** The application gave no session: `status` and `problem` say why. */
  | 'session'
  /** The session that was handed over is used up or over; `session` needs another, or there is `session-url`. */
  | 'session-needed'
  /** The application asks people to sign in first. */
  | 'signed-out'
  /** It does not exist, or the person may not see it. */
  | 'no-document'
  /** Kontor holds no key of it; it opens in Kontor itself, at `url`. */
  | 'private'
  /** The application or its network cannot be reached. */
  | 'network'
  /** The editor's frame does not answer: most often this origin is not among those allowed to the application. */
  | 'frame'
  /** The Document Server did not deliver its script. */
  | 'document-server'
  /** The editor itself reports an error, and shows it: `number` is the Document Server's. */
  | 'editor';

export interface FailureDetails {
  /** Status of the answer. */
  readonly status?: number;
  /** `code` of Kontor's answer, such as `documents/not-allowed`. */
  readonly problem?: string;
  /** A sentence that can be shown. */
  readonly text?: string;
  readonly url?: string;
  readonly number?: number | null;
}

export class Failure extends Error {
  constructor(
    readonly code: FailureCode,
    readonly details: FailureDetails = {},
  ) {
    super(details.text ?? code);
  }
}

/** What a refusal says to people. Without an answer it is for who writes the page, in the event. */
export const saidBy = (error: unknown): string | undefined =>
  error instanceof Failure && error.details.status ? error.details.text : undefined;

interface Problem {
  readonly code?: unknown;
  readonly detail?: unknown;
  readonly data?: { readonly page_url?: unknown };
}

const textOf = (value: unknown): string | undefined =>
  typeof value === 'string' && value !== '' ? value : undefined;

/**
 * JSON of the application or, through it, of Kontor, which says in `lang` what it refuses. Fails with `Failure`; an abort
 * is passed on as it is.
 */
export async function askJson(url: string, lang: string, init: RequestInit): Promise<unknown> {
  const headers = {
    accept: 'application/json',
    'accept-language': lang,
    // A file says itself what it is.
    ...(typeof init.body === 'string' && { 'content-type': 'application/json' }),
  };
  const response = await fetch(url, {
    credentials: 'include',
    cache: 'no-store',
    ...init,
    headers,
  }).catch((error: unknown) => {
    if (init.signal?.aborted === true) throw error;
    throw new Failure('network');
  });
  const isJson = /\bjson\b/.test(response.headers.get('content-type') ?? '');
  const body: unknown = isJson ? await response.json().catch(() => undefined) : undefined;
  if (response.ok) return body;
  throw failureOf(response.status, body ?? {});
}

function failureOf(status: number, { code, detail, data }: Problem): Failure {
  const problem = textOf(code);
  const text = textOf(detail);
  const details = { status, ...(problem && { problem }), ...(text && { text }) };
  if (problem === 'storage/key-needed') {
    const url = webAddress(data?.page_url);
    return new Failure('private', { ...details, ...(url && { url: url.href }) });
  }
  if (status === 401) return new Failure('signed-out', details);
  return new Failure(status === 404 ? 'no-document' : 'session', details);
}

export async function askForSession(
  url: string,
  wanted: SessionRequest,
  signal: AbortSignal,
): Promise<KontorSession> {
  const init = { method: 'POST', body: JSON.stringify(wanted), signal };
  return sessionOf(await askJson(url, wanted.lang, init));
}

/** Checked as far as this element relies on it. */
export function sessionOf(given: unknown): KontorSession {
  const session = given as Partial<KontorSession> | null | undefined;
  const { document, editorConfig, token } = session?.config ?? {};
  const isComplete =
    typeof session?.session_id === 'string' &&
    typeof session.api_js_url === 'string' &&
    typeof document?.key === 'string' &&
    typeof editorConfig?.mode === 'string' &&
    typeof token === 'string';
  if (isComplete) return session as KontorSession;
  throw new Failure('session', {
    text: 'session-url answered no session of Kontor.',
  });
}

/** Undefined for what is no address of a web page. */
export function webAddress(text: unknown): URL | undefined {
  if (typeof text !== 'string' || !URL.canParse(text)) return undefined;
  const url = new URL(text);
  return /^https?:$/.test(url.protocol) ? url : undefined;
}

/** Milliseconds that a configuration must still be valid for the editor to open with it. */
const MARGIN_MS = 30_000;

/** Whether the Document Server would still take the configuration; true for a token that does not say. */
export function isFresh({ config }: KontorSession): boolean {
  try {
    const claims = (config.token.split('.')[1] ?? '').replaceAll('-', '+').replaceAll('_', '/');
    const { exp } = JSON.parse(atob(claims)) as { exp?: number };
    return exp === undefined || exp * 1000 - MARGIN_MS > Date.now();
  } catch {
    return true;
  }
}
