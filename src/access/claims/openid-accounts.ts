import type { AuditLog } from '../../platform/audit/audit-log.js';
import type { Clock } from '../../platform/clock/clock.js';
import type { Ids } from '../../platform/clock/ids.js';
import type { Database } from '../../platform/database/database.js';
import { canonicalUsername } from '../accounts/account-name.js';
import { accountOf, type Account } from '../accounts/account.js';
import type { AccountRepository } from '../accounts/account.repository.js';
import { DIRECTORY, LOCAL } from '../groups/group.js';
import type { Memberships } from '../groups/memberships.js';
import type { BoundAccount, OpenIdPeople, OpenIdSubject } from './openid-people.js';
import type { ClaimedPerson } from './claimed-person.js';
import { unusableProviderName } from '../access.errors.js';

/** Who says who somebody is: an identity provider, or an application about people of its own. */
export interface ClaimSource {
  /** In usernames that were taken, and the source of groups. */
  readonly name: string;
  readonly issuer: string;
  /** By what somebody who comes for the first time gets an account that exists already; null: never. */
  readonly linkBy: 'sid' | 'mail' | null;
  /** The id of the application; undefined for an identity provider. */
  readonly application?: string;
}

/** What it says of one person. */
export interface ClaimedSubject {
  readonly subject: string;
  readonly person: ClaimedPerson;
  /** See `personOf`. */
  readonly isComplete: boolean;
}

export interface OpenIdAccountsParts {
  readonly people: OpenIdPeople;
  readonly accounts: AccountRepository;
  readonly database: Database;
  readonly audit: AuditLog;
  readonly clock: Clock;
  readonly ids: Ids;
  readonly memberships: Memberships;
}

/**
 * The accounts of people of identity providers and of applications with people of their own. Issuer and subject decide
 * whose account it is, never a name: whoever gets a name that an account has is called `name@provider`. Somebody new
 * gets an account of their own, or as `link_by` says the one with their SID or with their verified mail address.
 */
export class OpenIdAccounts {
  constructor(private readonly parts: OpenIdAccountsParts) {}

  /**
   * The person's account, with what is said of them now; made or linked if they have none.
   * @throws access/unusable-provider-name
   */
  keep(source: ClaimSource, { subject, person, isComplete }: ClaimedSubject): Promise<Account> {
    const at = { issuer: source.issuer, subject };
    return this.parts.database.inTransaction(async () => {
      const bound = await this.parts.people.find(at);
      const account = bound?.account ?? (await this.#begin(source, at, person));
      if (source.application === undefined)
        await this.parts.people.vouched(at, this.parts.clock.nowMs());
      const isAdmin = await this.#keepAdmin(at, account, person, bound?.isAdminByClaim ?? false);
      if (person.groups !== undefined)
        await this.#keepGroups(account.id, source.name, person.groups);
      // A part of the claims says nothing about the rest.
      if (!isComplete || !isBroughtBy(source, bound)) return { ...account, isAdmin };
      // What an application says of its people is no proof elsewhere.
      const isVerified = source.application === undefined && person.isMailVerified;
      if (isVerified !== (bound?.isMailVerified ?? false))
        await this.parts.people.setMailVerified(at, isVerified);
      return { ...(await this.#keepFacts(source, account, person)), isAdmin };
    });
  }

  /** What they signed in with has ended there: they are in no group of it, and nobody acts for them. */
  gone(accountId: string, { name, issuer }: ClaimSource, subject: string): Promise<void> {
    const { people, database, clock } = this.parts;
    return database.inTransaction(async () => {
      await people.markGone({ issuer, subject }, clock.nowMs());
      await this.#keepGroups(accountId, name, []);
    });
  }

  /** Of a provider that was taken out of the file. */
  forgetGroups(accountId: string, provider: string): Promise<void> {
    return this.parts.database.inTransaction(() => this.#keepGroups(accountId, provider, []));
  }

  /** What was claimed, and the groups that documents are shared with: one for each name that a provider claims. */
  async #keepGroups(accountId: string, provider: string, names: readonly string[]): Promise<void> {
    await this.parts.people.replaceGroups(accountId, provider, names);
    const source = provider === LOCAL || provider === DIRECTORY ? `oidc-${provider}` : provider;
    const groups = names.map((name) => ({ externalId: name, name }));
    await this.parts.memberships.keep(accountId, source, groups);
  }

  async #begin(source: ClaimSource, at: OpenIdSubject, person: ClaimedPerson): Promise<Account> {
    const account = (await this.#linked(source, person)) ?? (await this.#added(source, person));
    await this.parts.people.bind(at, {
      ...{ accountId: account.id, broughtBy: source.application ?? null },
      nowMs: this.parts.clock.nowMs(),
    });
    return account;
  }

  /** Of two accounts with the same mail address or SID it is nobody's: an administrator has to decide. */
  async #linked(
    { linkBy, issuer }: ClaimSource,
    { sid, mail, isMailVerified }: ClaimedPerson,
  ): Promise<Account | undefined> {
    if (linkBy === null) return undefined;
    const value = linkBy === 'sid' ? sid : isMailVerified ? mail : null;
    if (value === null) return undefined;
    const [account, other] = await this.parts.people.linkable(linkBy, value, issuer);
    return other === undefined ? account : undefined;
  }

  async #added(source: ClaimSource, person: ClaimedPerson): Promise<Account> {
    const wanted = canonicalUsername(person.username);
    if (wanted === undefined) throw unusableProviderName(source.name);
    const { ids, clock, people } = this.parts;
    const id = ids.next();
    for (const username of namesFrom(wanted, source.name)) {
      const input = { username, password: '', displayName: person.displayName };
      const fresh = accountOf({ id, username }, input, clock.nowMs());
      const { sid, mail, locale } = person;
      const account: Account = { ...fresh, sid, mail, locale, origin: 'openid' };
      if (await people.add(account)) return account;
    }
    throw unusableProviderName(source.name);
  }

  /** What an account was given by the directory or by us stays; the provider fills what is empty. */
  async #keepFacts(source: ClaimSource, account: Account, person: ClaimedPerson): Promise<Account> {
    const isOwn = account.origin === 'openid';
    const facts = isOwn
      ? { displayName: person.displayName, mail: person.mail, sid: person.sid }
      : {
          displayName: account.displayName,
          // Whoever may choose an address at a provider must not get it here.
          mail: account.mail ?? (person.isMailVerified ? person.mail : null),
          sid: account.sid ?? person.sid,
        };
    const isSame =
      facts.displayName === account.displayName &&
      facts.mail === account.mail &&
      facts.sid === account.sid;
    if (!isSame) await this.parts.people.setFacts(account.id, facts);
    const username = isOwn ? await this.#keepName(source, account, person) : account.username;
    return { ...account, ...facts, username };
  }

  /** A name that changed there changes here; one that somebody else has here is given with the provider's. */
  async #keepName(
    { name }: ClaimSource,
    { id, username }: Account,
    person: ClaimedPerson,
  ): Promise<string> {
    const wanted = canonicalUsername(person.username);
    if (wanted === undefined || wanted === username) return username;
    for (const candidate of namesFrom(wanted, name)) {
      // They have this one already: a name that became free later is not worth a change.
      if (candidate === username || isGivenFor(username, wanted, name)) return username;
      if (await this.parts.accounts.rename(id, candidate)) return candidate;
    }
    return username;
  }

  async #keepAdmin(
    at: OpenIdSubject,
    account: Account,
    { isAdmin }: ClaimedPerson,
    wasByClaim: boolean,
  ): Promise<boolean> {
    if (isAdmin === undefined || isAdmin === wasByClaim) return account.isAdmin;
    await this.parts.people.setAdmin(at, account.id, isAdmin);
    if (isAdmin === account.isAdmin) return isAdmin;
    await this.parts.audit.record({
      action: 'account.changed',
      actor: null,
      object: { type: 'account', id: account.id },
      detail: { administrator: isAdmin, by: 'claim' },
    });
    return isAdmin;
  }
}

/** An application changes nothing about somebody whom a provider, or another application, brought. */
const isBroughtBy = ({ application }: ClaimSource, bound: BoundAccount | undefined): boolean =>
  application === undefined || bound === undefined || bound.broughtBy === application;

/** As many as nobody needs. */
const MAX_NAMES = 1000;
/** Leaves room for the provider's name within what a username may have. */
const MAX_STEM = 200;

/** `name`, `name@provider`, `name-2@provider` … */
function* namesFrom(wanted: string, provider: string): Generator<string> {
  yield wanted;
  const stem = [...wanted].slice(0, MAX_STEM).join('');
  yield `${stem}@${provider}`;
  for (let n = 2; n < MAX_NAMES; n++) yield `${stem}-${n}@${provider}`;
}

function isGivenFor(username: string, wanted: string, provider: string): boolean {
  const end = `@${provider}`;
  if (!username.startsWith(wanted) || !username.endsWith(end)) return false;
  return /^(?:-\d+)?$/.test(username.slice(wanted.length, username.length - end.length));
}
