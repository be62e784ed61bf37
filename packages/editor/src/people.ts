import type { MentionEvent, UsersEvent } from './frame-events.js';
import type { Kontor } from './kontor.js';
import { addressOf, usernamesIn } from './mention-addresses.js';

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
  const usernames = usernamesIn(emails);
  if (usernames.length === 0) return undefined;
  return (await kontor.mention(usernames, message, actionLink)).length;
}
