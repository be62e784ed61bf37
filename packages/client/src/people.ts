import { untilGone, type Api, type Schema } from './api.js';
import type { Listing } from './listing.js';
import { personOf, type PersonRef } from './person-ref.js';
import type { CallOptions } from './transport.js';

export class People {
  constructor(private readonly api: Api) {}

  /** Who the caller is: the application itself, or whom it acts for. */
  me(options: CallOptions = {}) {
    return this.api.request('get', '/api/me', options);
  }

  /**
   * People and groups to share with, also those who never signed in: `q` is beginnings of words of names, usernames,
   * mail addresses or departments. A search, not a list: at most 50 of each (`limit`, 20 if you do not say).
   * Needs the scope `people:read`.
   */
  find(query: { q?: string; limit?: number } = {}, options: CallOptions = {}) {
    return this.api.request('get', '/api/people', { params: { query }, ...options });
  }

  /** Somebody's public key, for private documents. */
  recipient(who: string | PersonRef, options: CallOptions = {}): Promise<Schema<'Recipient'>> {
    const { username, person: query } = personOf(who);
    const params = { path: { username }, query };
    return this.api.request('get', '/api/people/{username}/recipient', { params, ...options });
  }
}

/** Local groups are changed here, by administrators; those of the directory and of providers are listed. */
export class Groups {
  constructor(private readonly api: Api) {}

  list(
    query: { q?: string; limit?: number } = {},
    options: CallOptions = {},
  ): Listing<Schema<'Group'>> {
    return this.api.list(async (cursor) => {
      const params = { query: { ...query, ...cursor } };
      const page = await this.api.request('get', '/api/groups', { params, ...options });
      return { items: page.groups, next: page.next_cursor };
    });
  }

  add(name: string, options: CallOptions = {}): Promise<Schema<'Group'>> {
    return this.api.request('post', '/api/groups', { body: { name }, ...options });
  }

  /** Its documents are no longer shared with its members. */
  remove(id: string, options: CallOptions = {}): Promise<void> {
    const init = { params: { path: { id } }, ...options };
    return untilGone(this.api.request('delete', '/api/groups/{id}', init));
  }

  /** By username. */
  members(
    id: string,
    query: { limit?: number } = {},
    options: CallOptions = {},
  ): Listing<Schema<'GroupMembers'>['members'][number]> {
    return this.api.list(async (cursor) => {
      const params = { path: { id }, query: { ...query, ...cursor } };
      const path = '/api/groups/{id}/members';
      const page = await this.api.request('get', path, { params, ...options });
      return { items: page.members, next: page.next_cursor };
    });
  }

  /** Give what `people.find` answered rather than a username: then it is that person, whoever has the name by now. */
  async addMember(id: string, who: string | PersonRef, options: CallOptions = {}): Promise<void> {
    const { username, person: query } = personOf(who);
    const params = { path: { id, username }, query };
    await this.api.request('put', '/api/groups/{id}/members/{username}', { params, ...options });
  }

  removeMember(id: string, who: string | PersonRef, options: CallOptions = {}): Promise<void> {
    const { username, person: query } = personOf(who);
    const init = { params: { path: { id, username }, query }, ...options };
    return untilGone(this.api.request('delete', '/api/groups/{id}/members/{username}', init));
  }
}
