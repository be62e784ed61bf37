import type { MentionEvent, UsersEvent } from './frame-events.js';
import type { Kontor } from './kontor.js';

/**
 * The editor finds those whom a comment mentions by mail addresses in its text. Addresses of people do not come here:
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

/** The argument of `setUsers`: whom to mention, whom a protection leaves in, and who somebody is. */
export async function usersFor(kontor: Kontor, { c, id: ids }: UsersEvent): Promise<object> {
  const isInfo = c === 'info';
  const listed = isInfo && !ids?.length ? [] : await kontor.people(isInfo ? (ids ?? []) : []);
  const users = listed.map(({ id, username, display_name: name }) => ({
    ...{ id, name },
    ...(!isInfo && { email: addressOf(username) }),
  }));
  return { c, users };
}

/** How many of those whom a comment mentions were told; undefined if it mentions nobody. */
export async function mention(
  kontor: Kontor,
  { emails, message, actionLink }: MentionEvent,
): Promise<number | undefined> {
  const usernames = emails.flatMap((address) => usernameOf(address) ?? []);
  if (usernames.length === 0) return undefined;
  return (await kontor.mention(usernames, message, actionLink)).length;
}
