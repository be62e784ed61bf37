import { addressOf, usernamesIn } from '../../../../packages/editor/src/mention-addresses.js';
import { fetchJson, sendJson } from '../keys/api.js';
import { messages } from '../parts/messages.js';
import type { Flow } from './flow.js';

interface Listed {
  readonly people: readonly {
    readonly id: string;
    readonly username: string;
    readonly display_name: string;
    readonly picture_url?: string;
  }[];
}

/** People in the editor: whom to mention, whom a protection leaves in, and who somebody is. */
export const people: Flow = (page) => ({
  onRequestUsers: async ({ c, id: ids }) => {
    const query =
      c === 'info' ? `?${new URLSearchParams((ids ?? []).map((id) => ['id', id]))}` : '';
    const path = `/api/eurooffice/people/${page.task.documentId}${query}`;
    const listed = c === 'info' && !ids?.length ? [] : (await fetchJson<Listed>(path)).people;
    const users = listed.map(({ id, username, display_name: name, picture_url: image }) => ({
      ...{ id, name },
      ...(c !== 'info' && { email: addressOf(username) }),
      ...(image !== undefined && { image }),
    }));
    page.call('setUsers', { c, users });
  },
  onRequestSendNotify: async ({ emails, message, actionLink }) => {
    const usernames = usernamesIn(emails);
    if (usernames.length === 0) return;
    // Words of a private document stay in it.
    const body = page.task.isPrivate
      ? { usernames, text: '' }
      : { usernames, text: message, ...(actionLink && { action_link: actionLink }) };
    const path = `/api/eurooffice/mentions/${page.task.documentId}`;
    const { notified } = await sendJson<{ notified: string[] }>('POST', path, body);
    if (notified.length === 0) page.showBanner(messages.mentionedNobody);
  },
});
