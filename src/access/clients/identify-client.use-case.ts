import type { Clock } from '../../platform/clock/clock.js';
import type { CurrentClient } from '../../platform/http/client-scopes.js';
import type { Actor } from '../../platform/identity/actor.js';
import {
  cannotActFor,
  notInAllowedGroups,
  scopeMissing,
  tokenOfAnotherPerson,
} from '../access.errors.js';
import { actorOf, type Account } from '../accounts/account.js';
import type { AccountRepository } from '../accounts/account.repository.js';
import { accountNamed, type NamedAccount } from '../accounts/named-account.js';
import type { GroupRepository } from '../groups/group.repository.js';
import { credentialHash, credentialKindOf, type Client } from './client.js';
import type { ClientRepository, CredentialOfClient } from './client.repository.js';
import { holderOf, noteUse, scopesOf } from './credential-use.js';

export interface ClientCaller {
  /** The application's own account, or the person that it acts for. */
  readonly actor: Actor;
  readonly client: CurrentClient;
}

/**
 * Finds the application of a key or an access token. Both are read at each request, with the account of the
 * application and that of the person it acts for, so that what is taken from one applies from the next request on.
 */
export class IdentifyClient {
  constructor(
    private readonly clients: ClientRepository,
    private readonly accounts: AccountRepository,
    private readonly groups: GroupRepository,
    private readonly clock: Clock,
    /** Rejects for whoever is gone where they come from: see `DirectoryStanding` and `ProviderStanding`. */
    private readonly refuseGone: (account: Account) => Promise<void>,
  ) {}

  /**
   * Undefined for what is no valid key or token.
   * @throws access/scope-missing, access/cannot-act-for, access/token-of-another-person,
   *   access/not-in-allowed-groups
   */
  async execute(text: string, actFor?: NamedAccount): Promise<ClientCaller | undefined> {
    const kind = credentialKindOf(text);
    if (kind === undefined || kind === 'secret') return undefined;
    const nowMs = this.clock.nowMs();
    const found = await this.clients.byHash(credentialHash(text), nowMs);
    if (found === undefined || found.client.disabled) return undefined;
    await noteUse(this.clients, found, nowMs);
    const { id, name, allowedOrigins } = found.client;
    const client = { id, name, scopes: scopesOf(found), allowedOrigins };
    const isAdmin = client.scopes.has('admin');
    if (found.credential.accountId !== null || actFor !== undefined) {
      const person =
        found.credential.accountId === null
          ? await this.#personNamed(client, actFor as NamedAccount)
          : await this.#personOfToken(found, actFor);
      if (person === undefined) return undefined;
      await this.refuseGone(person);
      await this.#checkGroups(found.client, person);
      return { actor: { ...actorOf(person), isAdmin: person.isAdmin && isAdmin }, client };
    }
    const account = await this.accounts.byId(id);
    return account && { actor: { ...actorOf(account), isAdmin }, client };
  }

  /** Read at each request, so that whoever leaves the groups is out of reach from the next request on. */
  async #checkGroups({ name, allowedGroups }: Client, { id, username }: Account): Promise<void> {
    if (allowedGroups.length === 0) return;
    const groups = await this.groups.ofPerson(id);
    if (!groups.some((group) => allowedGroups.includes(group.id)))
      throw notInAllowedGroups(name, username);
  }

  /** Undefined when the token is good no more. It may have been given fewer scopes: the application's decide here. */
  async #personOfToken(
    found: CredentialOfClient,
    actFor: NamedAccount | undefined,
  ): Promise<Account | undefined> {
    const { name, scopes } = found.client;
    if (!scopes.includes('act-for-people')) throw scopeMissing(name, 'act-for-people');
    const person = await holderOf(found, this.accounts);
    if (person === undefined || actFor === undefined) return person;
    const named = await accountNamed(this.accounts, actFor);
    if (named?.id !== person.id) throw tokenOfAnotherPerson(actFor);
    return person;
  }

  async #personNamed({ name, scopes }: CurrentClient, named: NamedAccount): Promise<Account> {
    if (!scopes.has('act-for-people')) throw scopeMissing(name, 'act-for-people');
    const person = await accountNamed(this.accounts, named);
    // An application is nobody, and whose an awaited account is will only be known when they sign in.
    const isPerson = person?.origin !== 'client' && person?.origin !== 'awaited';
    if (person === undefined || person.disabled || !isPerson) throw cannotActFor(named);
    return person;
  }
}
