import type { NewAccount } from '../access/index.js';

/** Who can sign in to a playground; the password is the name. */
export const knownPeople: readonly NewAccount[] = [
  person('alice', 'Alice Muster', '1101'),
  person('bob', 'Bob Beispiel', '1102'),
  { ...person('admin', 'Admin', '500'), isAdmin: true },
];

function person(username: string, displayName: string, relativeId: string): NewAccount {
  const sid = `S-1-5-21-1004336348-1177238915-682003330-${relativeId}`;
  return { username, displayName, password: username, sid };
}
