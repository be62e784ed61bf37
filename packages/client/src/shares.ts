import { untilGone, type Api, type Schema } from './api.js';
import type { Listing } from './listing.js';
import { personOf, type PersonRef } from './person-ref.js';
import type { CallOptions } from './transport.js';

/** Who has a document beside its owner. Owners alone see and change it. */
export class Shares {
  constructor(private readonly api: Api) {}

  /**
   * People by username, then groups by name: those have `group`.
   *
   * ```js
   * for await (const share of kontor.documents.shares.list(id)) {
   *   console.log('group' in share ? share.group.name : share.username, share.role);
   * }
   * ```
   */
  list(
    id: string,
    query: { limit?: number } = {},
    options: CallOptions = {},
  ): Listing<Schema<'Share'> | Schema<'GroupShare'>> {
    return this.api.list(async (cursor) => {
      const params = { path: { id }, query: { ...query, ...cursor } };
      const path = '/api/documents/{id}/shares';
      const page = await this.api.request('get', path, { params, ...options });
      return { items: [...page.shares, ...page.groups], next: page.next_cursor };
    });
  }

  /**
   * With a person; in the place of what they had. Give what `people.find` answered rather than a username: then it is that
   * person, also when they have another name by now.
   */
  set(
    id: string,
    who: string | PersonRef,
    share: Partial<Schema<'ShareDocument'>> & Pick<Schema<'ShareDocument'>, 'role'>,
    options: CallOptions = {},
  ) {
    const { username, person } = personOf(who);
    const body = { ...filled(share), ...person };
    const init = { params: { path: { id, username } }, body, ...options };
    return this.api.request('put', '/api/documents/{id}/shares/{username}', init);
  }

  remove(id: string, who: string | PersonRef, options: CallOptions = {}): Promise<void> {
    const { username, person: query } = personOf(who);
    const init = { params: { path: { id, username }, query }, ...options };
    return untilGone(this.api.request('delete', '/api/documents/{id}/shares/{username}', init));
  }

  /** With a group; `groupId` is its id. */
  setGroup(
    id: string,
    groupId: string,
    share: Partial<Schema<'ShareWithGroup'>> & Pick<Schema<'ShareWithGroup'>, 'role'>,
    options: CallOptions = {},
  ) {
    const init = { params: { path: { id, group_id: groupId } }, body: filled(share), ...options };
    return this.api.request('put', '/api/documents/{id}/shares/groups/{group_id}', init);
  }

  removeGroup(id: string, groupId: string, options: CallOptions = {}): Promise<void> {
    const init = { params: { path: { id, group_id: groupId } }, ...options };
    const path = '/api/documents/{id}/shares/groups/{group_id}';
    return untilGone(this.api.request('delete', path, init));
  }
}

/** The switches are on unless they are given; the types have them as needed, since answers always have them. */
const filled = <Share extends object>(share: Share) => ({
  ...{ download: true, print: true, copy: true },
  ...share,
});
