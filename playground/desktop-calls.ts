/** What an `oc:` URL says; the desktop cannot check who signed it, the server does. */
export interface DesktopOrder {
  readonly token: string;
  readonly action: string;
  readonly url: string;
  readonly documents: readonly string[];
  readonly person: string;
}

/** One document's entry in the answer to the first call. */
export interface DesktopPayload {
  readonly 'document-url': string;
  readonly filename: string | null;
  readonly 'content-type': string | null;
  readonly [name: string]: unknown;
}

export interface DesktopCall {
  readonly method: 'GET' | 'POST' | 'PATCH';
  readonly url: string;
  readonly token: string;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: string | Uint8Array<ArrayBuffer>;
}

export function orderOf(ocUrl: string): DesktopOrder {
  const token = /^oc:([\w-]+\.[\w-]+\.[\w-]+)$/.exec(ocUrl.trim())?.[1];
  if (token === undefined) throw new Error('This is no oc: URL; take it from "Open in Office".');
  const claims = JSON.parse(
    Buffer.from(token.split('.')[1] ?? '', 'base64url').toString(),
  ) as Record<string, unknown>;
  return {
    token,
    action: String(claims.action),
    url: String(claims.url),
    documents: (claims.documents as unknown[]).map(String),
    person: String(claims.sub),
  };
}

/** Fails unless the answer is a success: whoever walks the cycle wants to see where it breaks. */
export async function callKontor(call: DesktopCall): Promise<Response> {
  const { method, url, token, headers, body } = call;
  const response = await fetch(url, {
    method,
    headers: { accept: 'application/json', ...headers, authorization: `Bearer ${token}` },
    body: body ?? null,
  });
  if (response.ok) return response;
  const path = new URL(url).pathname;
  throw new Error(`${method} ${path} answered ${response.status}: ${await response.text()}`);
}
