import type { Identity } from './age.js';
import { here } from '../parts/here.js';
import { fetchSignedIn } from '../parts/signed-out.js';

/**
 * The JSON of the response to a path of Kontor; rejects with an `ApiError` if the server refuses, and with `SignedOut` if
 * nobody is signed in any more.
 */
export async function fetchJson<Answer>(path: string, init: RequestInit = {}): Promise<Answer> {
  const response = await fetchSignedIn(here(path), init);
  if (!response.ok) throw await apiErrorOf(response);
  return (response.status === 204 ? undefined : await response.json()) as Answer;
}

/** All pages of a list, one after the other. */
export async function fetchPages<Answer>(path: string): Promise<readonly Answer[]> {
  const pages: Answer[] = [];
  const query = path.includes('?') ? '&' : '?';
  for (let cursor: string | null = ''; cursor !== null;) {
    const at: string = cursor === '' ? path : `${path}${query}cursor=${encodeURIComponent(cursor)}`;
    const page = await fetchJson<Answer & { readonly next_cursor: string | null }>(at);
    pages.push(page);
    cursor = page.next_cursor;
  }
  return pages;
}

export const sendJson = <Answer>(method: string, path: string, body: unknown): Promise<Answer> =>
  fetchJson(path, {
    method,
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify(body),
  });

/** The server refused; `code` is the error code of the API. */
export class ApiError extends Error {
  constructor(
    readonly code: string,
    readonly status: number,
    readonly data: object = {},
  ) {
    super(code);
  }
}

export async function apiErrorOf(response: Response): Promise<ApiError> {
  const problem = (await response.json().catch(() => ({}))) as { code?: string; data?: object };
  return new ApiError(problem.code ?? 'unknown', response.status, problem.data);
}

export interface KeyWrap {
  readonly id: string;
  readonly kind: 'passphrase' | 'passkey';
  readonly label: string;
  readonly hint: string | null;
  readonly sealed: string;
}

export interface MyIdentity {
  readonly recipient: string;
  readonly custody: 'managed' | 'zero-knowledge';
  readonly kit_checked_at: string | null;
  readonly sealings: readonly KeyWrap[];
}

const PATH = '/api/me/identity';

export async function myIdentity(): Promise<MyIdentity | undefined> {
  try {
    return await fetchJson<MyIdentity>(PATH);
  } catch (error) {
    if (error instanceof ApiError && error.code === 'access/no-identity') return undefined;
    throw error;
  }
}

export const register = ({ recipient }: Identity, keyWrap: Omit<KeyWrap, 'id'>) =>
  sendJson<MyIdentity>('PUT', PATH, { recipient, sealings: [keyWrap] });

export const changeIdentity = (values: { custody?: MyIdentity['custody']; kit_checked?: true }) =>
  sendJson<MyIdentity>('PATCH', PATH, values);

export const addKeyWrap = (keyWrap: Omit<KeyWrap, 'id'>) =>
  sendJson<KeyWrap>('POST', `${PATH}/sealings`, keyWrap);

export const replaceKeyWrap = (id: string, sealed: string) =>
  sendJson<void>('PUT', `${PATH}/sealings/${id}`, { sealed });

export const removeKeyWrap = (id: string) =>
  fetchJson<void>(`${PATH}/sealings/${id}`, { method: 'DELETE' });
