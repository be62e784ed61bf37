import { untilGone, type Api, type Schema } from './api.js';
import type { CallOptions } from './transport.js';

/** Who has a document beside its owner. Owners alone see and change it. */
export class Shares {
  constructor(private readonly api: Api) {}

  list(id: string, options: CallOptions = {}): Promise<Schema<'ShareList'>> {
    const params = { path: { id } };
    return this.api.request('get', '/api/documents/{id}/shares', { params, ...options });
  }

  /** With a person; in the place of what they had. */
  set(
    id: string,
    username: string,
    share: Partial<Schema<'ShareDocument'>> & Pick<Schema<'ShareDocument'>, 'role'>,
    options: CallOptions = {},
  ) {
    const init = { params: { path: { id, username } }, body: filled(share), ...options };
    return this.api.request('put', '/api/documents/{id}/shares/{username}', init);
  }

  remove(id: string, username: string, options: CallOptions = {}): Promise<void> {
    const init = { params: { path: { id, username } }, ...options };
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
