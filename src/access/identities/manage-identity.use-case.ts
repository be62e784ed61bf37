import type { Clock } from '../../platform/clock/clock.js';
import type { Ids } from '../../platform/clock/ids.js';
import type { Database } from '../../platform/database/database.js';
import type { DomainEvents } from '../../platform/events/domain-events.js';
import type { Actor } from '../../platform/identity/actor.js';
import { PersonKeyMade } from '../../platform/identity/key-events.js';
import type { People, Custody } from '../../platform/identity/people.js';
import {
  identityExists,
  lastKeyWrap,
  noIdentity,
  noSuchKeyWrap,
  tooManyKeyWraps,
} from '../access.errors.js';
import { MAX_KEY_WRAPS, type Identity, type KeyWrap, type NewKeyWrap } from './identity.js';
import type { IdentityRepository } from './identity.repository.js';

export interface RegisterIdentityInput {
  readonly recipient: string;
  readonly keyWraps: readonly NewKeyWrap[];
}

export interface ChangeIdentityInput {
  readonly custody?: Custody | undefined;
  /** The person typed a part of their recovery kit back. */
  readonly kitChecked?: true | undefined;
}

export interface PersonRecipient {
  /** Of the account. */
  readonly id: string;
  readonly username: string;
  readonly recipient: string;
}

/** What people do with their own key. The server stores it as they wrapped it and cannot open it. */
export class ManageIdentity {
  constructor(
    private readonly identities: IdentityRepository,
    private readonly database: Database,
    private readonly clock: Clock,
    private readonly ids: Ids,
    private readonly events: DomainEvents,
  ) {}

  /** @throws access/no-identity (not-found) for people who have none. */
  async show(actor: Actor): Promise<Identity> {
    return this.#require(actor);
  }

  /**
   * Stores the identity that a browser made. Only once: a second one could open none of the person's documents.
   * The custody of new documents is chosen later, after the recovery kit was offered.
   * @throws access/identity-exists
   */
  async register({ id: accountId }: Actor, input: RegisterIdentityInput): Promise<Identity> {
    const createdAtMs = this.clock.nowMs();
    const identity: Identity = {
      accountId,
      recipient: input.recipient,
      custody: 'managed',
      kitCheckedAtMs: null,
      createdAtMs,
      keyWraps: input.keyWraps.map((wrap) => this.#keyWrapOf(wrap, createdAtMs)),
    };
    if (!(await this.identities.insert(identity))) throw identityExists();
    this.events.publish(new PersonKeyMade(accountId));
    return identity;
  }

  /** @throws access/no-identity */
  async change(actor: Actor, { custody, kitChecked }: ChangeIdentityInput): Promise<Identity> {
    await this.show(actor);
    const kitCheckedAtMs = kitChecked === true ? this.clock.nowMs() : undefined;
    await this.identities.change(actor.id, { custody, kitCheckedAtMs });
    return this.show(actor);
  }

  /** @throws access/no-identity, access/too-many-sealings */
  addKeyWrap(actor: Actor, input: NewKeyWrap): Promise<KeyWrap> {
    return this.database.inTransaction(async () => {
      const { keyWraps } = await this.#require(actor);
      if (keyWraps.length >= MAX_KEY_WRAPS) throw tooManyKeyWraps(MAX_KEY_WRAPS);
      const keyWrap = this.#keyWrapOf(input, this.clock.nowMs());
      await this.identities.addKeyWrap(actor.id, keyWrap);
      return keyWrap;
    });
  }

  /** @throws access/no-such-sealing */
  async replaceKeyWrap(
    actor: Actor,
    id: string,
    values: { readonly sealed: string; readonly label?: string | undefined },
  ): Promise<void> {
    const isReplaced = await this.identities.replaceKeyWrap(actor.id, id, values);
    if (!isReplaced) throw noSuchKeyWrap(id);
  }

  /**
   * Never removes the last one: nothing would open the identity any more.
   * @throws access/no-identity, access/no-such-sealing, access/last-sealing
   */
  removeKeyWrap(actor: Actor, id: string): Promise<void> {
    return this.database.inTransaction(async () => {
      const { keyWraps } = await this.#require(actor);
      if (!keyWraps.some((keyWrap) => keyWrap.id === id)) throw noSuchKeyWrap(id);
      if (keyWraps.length === 1) throw lastKeyWrap();
      await this.identities.removeKeyWrap(actor.id, id);
    });
  }

  async #require({ id, username }: Actor): Promise<Identity> {
    const identity = await this.identities.find(id);
    if (identity === undefined) throw noIdentity(username);
    return identity;
  }

  #keyWrapOf({ hint = null, ...rest }: NewKeyWrap, createdAtMs: number): KeyWrap {
    return { ...rest, hint, id: this.ids.next(), createdAtMs };
  }
}

/** A person's public key, for whoever wants to share a document with them. */
export class ShowRecipient {
  constructor(
    private readonly people: People,
    private readonly identities: IdentityRepository,
  ) {}

  /**
   * `accountId` counts, where it is given: somebody else may have the name by now.
   * @throws access/no-identity, both for an unknown person and for one without an identity
   */
  async execute(name: string, accountId?: string): Promise<PersonRecipient> {
    const person = await (accountId === undefined
      ? this.people.find(name)
      : this.people.withId(accountId));
    const identity = person && (await this.identities.find(person.id));
    if (person === undefined || identity === undefined) throw noIdentity(name);
    return { id: person.id, username: person.username, recipient: identity.recipient };
  }
}
