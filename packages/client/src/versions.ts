import type { Api, Schema } from './api.js';
import type { Listing } from './listing.js';
import type { CallOptions } from './transport.js';

/** What a document was: each save is a version, and none is ever written over. */
export class Versions {
  constructor(private readonly api: Api) {}

  /** Newest first. */
  list(
    id: string,
    query: { limit?: number } = {},
    options: CallOptions = {},
  ): Listing<Schema<'Version'>> {
    const path = '/api/documents/{id}/versions';
    return this.api.list(async (cursor) => {
      const params = { path: { id }, query: { ...query, ...cursor } };
      const page = await this.api.request('get', path, { params, ...options });
      return { items: page.versions, next: page.next_cursor };
    });
  }

  /** The content of an older version becomes a new one. */
  restore(id: string, number: number, options: CallOptions = {}): Promise<Schema<'Version'>> {
    const path = '/api/documents/{id}/versions/{number}/restore';
    const params = { path: { id, number } };
    return this.api.request('post', path, { params, ...options });
  }
}
