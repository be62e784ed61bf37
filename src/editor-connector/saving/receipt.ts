import { createHash } from 'node:crypto';
import type { SaveReport } from './callback.js';

/** Query fields that change when the same file is linked again. */
const OF_THE_LINK = ['md5', 'expires', 'shardkey', 'filename', 'token'];

/** A link tells by its path which file it is of, whatever host it names, or none. */
const ANY_HOST = 'http://document-server';

/**
 * Names one delivery of one save. A retry carries a new token and may carry a fresh link, but tells of the
 * same file and the same last change; another save of the same key differs in one of them.
 */
export function receiptOf({
  key,
  status,
  url,
  lastsave,
}: Pick<SaveReport, 'key' | 'status' | 'lastsave'> & { readonly url: string }): string {
  return createHash('sha256')
    .update(JSON.stringify([key, status, lastsave ?? null, fileOf(url)]))
    .digest('hex');
}

function fileOf(address: string): string {
  const url = new URL(address, ANY_HOST);
  for (const name of OF_THE_LINK) url.searchParams.delete(name);
  url.searchParams.sort();
  return url.pathname + url.search;
}
