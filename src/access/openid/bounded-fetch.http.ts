const MAX_BYTES = 1024 * 1024;
const WITHOUT_BODY = [204, 205, 304];

/** `fetch` for answers of a provider: they are small, and a longer one is not read to its end. Follows no redirect. */
export async function boundedFetch(url: string, options: object): Promise<Response> {
  const response = await fetch(url, { ...options, redirect: 'manual' });
  const { status, statusText } = response;
  if (WITHOUT_BODY.includes(status)) return response;
  const chunks: Uint8Array[] = [];
  let bytes = 0;
  for await (const chunk of (response.body ?? []) as AsyncIterable<Uint8Array>) {
    bytes += chunk.length;
    if (bytes > MAX_BYTES) throw new TypeError('the answer is longer than a mebibyte');
    chunks.push(chunk);
  }
  const headers = new Headers(response.headers);
  // The body is decoded by now.
  headers.delete('content-encoding');
  headers.delete('content-length');
  return new Response(Buffer.concat(chunks), { status, statusText, headers });
}
