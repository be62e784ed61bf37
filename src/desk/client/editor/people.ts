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

/**
 * The editor finds those whom a comment mentions by mail addresses in its text. Kontor knows no addresses of people:
 * the name stands before a domain that can never exist (RFC 2606).
 */
const DOMAIN = '@kontor.invalid';
const addressOf = (username: string): string =>
  encodeURIComponent(username).replace(
    /[!'()*~]/g,
    (letter) => `%${letter.charCodeAt(0).toString(16)}`,
  ) + DOMAIN;

/** Undefined for an address that is none of ours. */
function usernameOf(address: string): string | undefined {
  if (!address.endsWith(DOMAIN)) return undefined;
  try {
    return decodeURIComponent(address.slice(0, -DOMAIN.length));
  } catch {
    return undefined;
  }
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
    const usernames = emails.flatMap((address) => usernameOf(address) ?? []);
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
