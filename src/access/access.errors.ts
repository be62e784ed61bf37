import { AppError, isAppError } from '../platform/errors/app-error.js';
import { type SentenceValue, sentence } from '../platform/errors/sentence.js';
import type { NamedAccount } from './accounts/named-account.js';

/** `signInAt` is set if a page was requested: the address of the sign-in page. */
export const notSignedIn = (signInAt?: string): AppError =>
  new AppError('access/not-signed-in', 'unauthenticated', 'Please sign in first.', {
    data: signInAt === undefined ? {} : { signInAt },
  });

/** The address to redirect the browser to (303) if a page needs a signed-in person; else undefined. */
export function signInAddress(error: unknown): string | undefined {
  if (!isAppError(error, 'access/not-signed-in')) return undefined;
  return typeof error.data.signInAt === 'string' ? error.data.signInAt : undefined;
}

/** The same text for an unknown name, a wrong password and a disabled account. */
export const wrongCredentials = (): AppError =>
  new AppError(
    'access/wrong-credentials',
    'unauthenticated',
    'The username or the password is not right. Please try again.',
  );

/** The command that an administrator runs on the server; programs and pages find it in `shown`. */
const remedy = (command: string | undefined) =>
  command === undefined ? {} : { shown: { command: `kontor user ${command}` } };
const toRun = (command: string | undefined): SentenceValue =>
  command === undefined ? '' : sentence`: npm run --silent kontor -- user ${command}`;
const binding = (id: string | null) => (id === null ? undefined : `bind NEW-NAME ${id}`);

/** Shown only to somebody who typed the right password. */
export const knownPassword = (username: string): AppError =>
  new AppError(
    'access/known-password',
    'unauthenticated',
    sentence`The password of "${username}" is publicly known, so it cannot be used here. Ask an administrator to set another one on the server${toRun(`password ${username}`)}`,
    remedy(`password ${username}`),
  );

/** The next three are shown to people of the directory whose password was right. `id` is their SID. */
export const nameOfAnotherPerson = (username: string, id: string | null): AppError =>
  new AppError(
    'access/name-of-another-person',
    'unauthenticated',
    sentence`The account "${username}" belongs to another person, who had this name in the directory before. Ask your administrator for an account of your own${toRun(binding(id))}`,
    remedy(binding(id)),
  );

export const nameOfLocalAccount = (username: string, id: string | null): AppError =>
  new AppError(
    'access/name-of-local-account',
    'unauthenticated',
    sentence`The name "${username}" belongs to an account of this server, not of the directory. Ask your administrator for an account of your own${toRun(binding(id))}`,
    remedy(binding(id)),
  );

export const unusableDirectoryName = (id: string | null): AppError =>
  new AppError(
    'access/unusable-directory-name',
    'unauthenticated',
    sentence`Your name in the directory has characters that a username cannot have here. Ask your administrator for an account under another name${toRun(binding(id))}`,
    remedy(binding(id)),
  );

export const passwordOfDirectory = (username: string): AppError =>
  new AppError(
    'access/password-of-directory',
    'conflict',
    sentence`"${username}" signs in with the directory, so the password is changed there. Use --leave-directory to make the account a local one.`,
  );

export const notOfDirectory = (username: string): AppError =>
  new AppError(
    'access/not-of-directory',
    'conflict',
    sentence`"${username}" is a local account, which cannot be bound to the directory. Choose another name.`,
  );

export const alreadyBound = (id: string, username: string): AppError =>
  new AppError(
    'access/already-bound',
    'conflict',
    sentence`The person ${id} has an account already: "${username}". Use that account, or --exchange the two.`,
  );

export const invalidDirectoryId = (): AppError =>
  new AppError(
    'access/invalid-directory-id',
    'invalid',
    'This is not the SID of a person. Give one such as S-1-5-21-1004336348-1177238915-682003330-1104.',
  );

export const tooManyFailures = (retryAfterSeconds: number): AppError =>
  new AppError(
    'access/too-many-failures',
    'too-many',
    sentence`Signing in failed too often. Please try again in ${retryAfterSeconds} seconds.`,
    { retryAfterSeconds },
  );

export const signInBusy = (): AppError =>
  new AppError(
    'access/sign-in-busy',
    'unavailable',
    'Too many people are signing in at this moment. Please try again in a few seconds.',
    { retryAfterSeconds: 2 },
  );

export const crossSite = (): AppError =>
  new AppError(
    'access/cross-site-request',
    'forbidden',
    'This request did not come from a page of Kontor (by its headers Origin and Sec-Fetch-Site). ' +
      'Reload the page and try again; programs should use a bearer token.',
  );

export const adminsOnly = (): AppError =>
  new AppError(
    'access/admins-only',
    'forbidden',
    'Only an administrator may do this. Ask one of them to do it.',
  );

export const unknownAccount = (named: NamedAccount): AppError =>
  new AppError(
    'access/unknown-account',
    'not-found',
    typeof named === 'string'
      ? sentence`There is no account named "${named.slice(0, 256)}". Check the spelling.`
      : sentence`There is no account with the id "${named.id.slice(0, 64)}". Check where it comes from.`,
  );

export const usernameTaken = (username: string): AppError =>
  new AppError(
    'access/username-taken',
    'conflict',
    sentence`An account named "${username}" exists already. Choose another name.`,
  );

export const invalidUsername = (): AppError =>
  new AppError(
    'access/invalid-username',
    'invalid',
    'A username has 1 to 256 characters, no backslash, and nothing that cannot be seen. Choose another one.',
  );

export const unusablePassword = (): AppError =>
  new AppError(
    'access/unusable-password',
    'invalid',
    'A password has 1 to 1024 characters on one line. Choose another one.',
  );

export const noIdentity = (username: string): AppError =>
  new AppError(
    'access/no-identity',
    'not-found',
    sentence`"${username}" has no key of their own yet. Ask them to create one in the browser, under "Private documents".`,
    { data: { username } },
  );

export const noPicture = (accountId: string): AppError =>
  new AppError(
    'access/no-picture',
    'not-found',
    sentence`The directory has no picture of the person "${accountId}". Use their initials instead.`,
    { data: { accountId } },
  );

export const identityExists = (): AppError =>
  new AppError(
    'access/identity-exists',
    'conflict',
    'You have a key already, and a second one could open none of your documents. Add a passphrase or passkey instead.',
  );

export const noSuchKeyWrap = (keyWrapId: string): AppError =>
  new AppError(
    'access/no-such-sealing',
    'not-found',
    'There is no such passphrase or passkey. Reload the page to see those that exist.',
    {
      data: { sealingId: keyWrapId },
    },
  );

export const lastKeyWrap = (): AppError =>
  new AppError(
    'access/last-sealing',
    'conflict',
    'This is the last passphrase or passkey of your key. Add another one first.',
  );

export const tooManyKeyWraps = (limit: number): AppError =>
  new AppError(
    'access/too-many-sealings',
    'conflict',
    sentence`Your key has ${limit} passphrases and passkeys already, the most there can be. Remove one first.`,
    { data: { limit } },
  );

/** `scope` is what the route needs; undefined for a route that is closed to applications. */
export const scopeMissing = (client: string, scope: string | undefined): AppError =>
  new AppError(
    'access/scope-missing',
    'forbidden',
    scope === undefined
      ? 'This route is for people and closed to applications. Use one that the API describes for them.'
      : sentence`The application "${client}" does not have the scope "${scope}", which this needs. Ask an administrator to add it.`,
    { data: { client, scope }, ...(scope !== undefined && { shown: { scope } }) },
  );

export const cannotActFor = (named: NamedAccount): AppError =>
  new AppError(
    'access/cannot-act-for',
    'forbidden',
    typeof named === 'string'
      ? sentence`Nobody with an enabled account is named "${named.slice(0, 256)}". Give the username of a person in the header Kontor-On-Behalf-Of.`
      : sentence`No person has an enabled account with the id "${named.id.slice(0, 64)}". Give the id of a person in the header Kontor-On-Behalf-Of-Id.`,
  );

export const cannotActForGone = (): AppError =>
  new AppError(
    'access/cannot-act-for',
    'forbidden',
    'The directory has disabled this person or does not know them any more, so nobody acts for them. ' +
      'Give the username of another person in the header Kontor-On-Behalf-Of.',
  );

export const notInAllowedGroups = (client: string, username: string): AppError =>
  new AppError(
    'access/not-in-allowed-groups',
    'forbidden',
    sentence`The application "${client}" acts only for people of certain groups, and "${username}" is in none of them. Ask an administrator to add the person to one.`,
    { data: { client } },
  );

/** `named` is whom the header names. */
export const tokenOfAnotherPerson = (named: NamedAccount): AppError =>
  new AppError(
    'access/token-of-another-person',
    'forbidden',
    typeof named === 'string'
      ? sentence`This token acts for one person, who is not named "${named.slice(0, 256)}". Leave the header Kontor-On-Behalf-Of out, or use a token of the application.`
      : sentence`This token acts for one person, who does not have the id "${named.id.slice(0, 64)}". Leave the header Kontor-On-Behalf-Of-Id out, or use a token of the application.`,
  );

export const issuerOfAnother = (issuer: string, client: string): AppError =>
  new AppError(
    'access/issuer-of-another',
    'conflict',
    sentence`The application "${client}" has the issuer "${issuer.slice(0, 200)}" with keys at another address. Give the same address, or another issuer.`,
    { data: { client } },
  );

export const noSuchSession = (id: string): AppError =>
  new AppError(
    'access/no-such-session',
    'not-found',
    sentence`You are not signed in with ${id.slice(0, 64)}, or no longer. Reload the list of your devices.`,
  );

export const unusableProviderName = (name: string): AppError =>
  new AppError(
    'access/unusable-provider-name',
    'unauthenticated',
    sentence`"${name}" gives you no name that can be used here. Ask your administrator for one.`,
  );

export const noSuchClient = (client: string): AppError =>
  new AppError(
    'access/no-such-client',
    'not-found',
    sentence`There is no application ${client.slice(0, 64)}. Check the id or the name.`,
  );

export const invalidClientName = (): AppError =>
  new AppError(
    'access/invalid-client-name',
    'invalid',
    'The name of an application has 1 to 64 characters. Use the letters a-z and digits, with ._- only between them',
  );

export const clientNameTaken = (name: string): AppError =>
  new AppError(
    'access/client-name-taken',
    'conflict',
    sentence`An application named "${name}" exists or existed. Choose another name.`,
  );

export const invalidOrigin = (origin: string): AppError =>
  new AppError(
    'access/invalid-origin',
    'invalid',
    sentence`"${origin.slice(0, 200)}" is not an origin. Give scheme, host and port only, such as https://app.example.ch`,
  );

export const invalidKeys = (why: SentenceValue): AppError =>
  new AppError(
    'access/invalid-keys',
    'invalid',
    sentence`These keys cannot be used: ${why}. Give public keys as a JSON Web Key Set, or the address of one.`,
  );

/** Which of the two addresses of keys that an application has. */
export type KeysAddress = 'jwks_uri' | 'trusted_issuer.jwks_uri';

export const invalidKeysAddress = (address: string, member: KeysAddress): AppError =>
  new AppError(
    'access/invalid-keys-address',
    'unprocessable',
    sentence`"${address.slice(0, 200)}" is no address to fetch keys from. Give an https address, or http on loopback.`,
    { data: { member } },
  );

export const keysAddressRefused = (address: string, member: KeysAddress): AppError =>
  new AppError(
    'access/private-keys-address',
    'unprocessable',
    sentence`No keys are fetched from ${address}, because it is on loopback or in a private network. Give a public address, or set KONTOR_WEBHOOK_ALLOW_PRIVATE=true on the server.`,
    { data: { member } },
  );

export const noSuchClientSecret = (id: string): AppError =>
  new AppError(
    'access/no-such-client-secret',
    'not-found',
    sentence`The application has no secret or key ${id.slice(0, 64)}. Reload its list of secrets and keys.`,
  );

export const tooManyClientSecrets = (id: string, limit: number): AppError =>
  new AppError(
    'access/too-many-client-secrets',
    'conflict',
    sentence`The application ${id} has ${limit} secrets and keys, the most there can be. Remove one first.`,
    { data: { limit } },
  );

export const noSuchGroup = (group: string): AppError =>
  new AppError(
    'access/no-such-group',
    'not-found',
    sentence`There is no group "${group.slice(0, 256)}". Check the id or the name.`,
  );

export const notALocalGroup = (name: string, source: string): AppError =>
  new AppError(
    'access/group-of-source',
    'conflict',
    sentence`The group "${name}" comes from "${source}", which decides who is in it. Change it there.`,
    { data: { source } },
  );

export const groupNameTaken = (name: string): AppError =>
  new AppError(
    'access/group-name-taken',
    'conflict',
    sentence`A group named "${name}" exists already. Choose another name.`,
  );

export const invalidGroupName = (): AppError =>
  new AppError(
    'access/invalid-group-name',
    'invalid',
    'The name of a group has 1 to 256 characters that can be seen. Choose another one.',
  );

export const noSuchAccount = (): AppError =>
  new AppError(
    'access/no-such-account',
    'not-found',
    'There is no account of a person with this id. Search the list of accounts for it.',
  );

export const lastAdministrator = (username: string): AppError =>
  new AppError(
    'access/last-administrator',
    'conflict',
    sentence`"${username}" is the last administrator who can sign in. Make somebody else an administrator first.`,
  );
