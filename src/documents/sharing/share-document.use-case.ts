import { Injectable } from '@nestjs/common';
import { DomainEvents } from '../../platform/events/domain-events.js';
import type { Actor } from '../../platform/identity/actor.js';
import { People, personIn } from '../../platform/identity/people.js';
import type { KeyWrap } from '../../version-archive/index.js';
import { DocumentAccess } from '../document-access.js';
import { DocumentMembers, type KeyState } from './document-members.js';
import { DocumentAccessControl } from './document-access-control.js';
import { DocumentShareChanged } from '../document.events.js';
import { cannotShareWithOwner, noSuchShare } from '../documents.errors.js';
import { DocumentShareRepository } from '../registry/document.repository.js';
import type { SharedRole } from '../document.js';
import { personMeant } from './meant-person.js';
import { ALL_ALLOWED, type ShareSwitches } from '../rights.js';

export interface ShareView {
  /** The person's account. */
  readonly id: string;
  readonly username: string;
  readonly displayName: string;
  /** See `Person.pictureId`. */
  readonly pictureId?: string | undefined;
  readonly role: SharedRole;
  readonly switches: ShareSwitches;
  /** Of a private document. */
  readonly key?: KeyState | undefined;
}

/** The person that a share is about. */
export interface SharedWith {
  readonly username: string;
  /** The id of their account: it counts, whoever has the name by now. */
  readonly person?: string | undefined;
}

export interface ShareDocumentInput extends SharedWith {
  readonly role: SharedRole;
  /** Default: everything is allowed. */
  readonly switches?: ShareSwitches | undefined;
  /** Under zero-knowledge custody, for somebody who gets the key: every epoch's secret, sealed to them as well. */
  readonly keyrings?: readonly KeyWrap[] | undefined;
}

/**
 * Gives a person a role on a document, in this order:
 *
 * 1. Only the owner may; the person must be known, here or to the directory, and is not the owner.
 * 2. Of a private document the owner's browser fetched the person's public key before, opened every keyring with the
 *    owner's own key, and sealed each epoch's secret again to all members and that person: it sends these `keyrings`
 *    (docs/zero-knowledge.md, "Sharing"). The server could not. Somebody without a key of their own gets the role alone:
 *    once they make a key, the owner is asked to do this (`key-requests.ts`).
 * 3. One transaction writes the key wraps, the role and its switches (`document-access-control.ts`). Keyrings for fewer members than
 *    before, or not for every epoch, are rejected: nobody loses the key unnoticed.
 * 4. After the commit the new keyring files replace the old ones at the providers.
 * 5. Open editors learn of the change by an event; those of a person who lost something are disconnected.
 */
@Injectable()
export class ShareDocument {
  constructor(
    private readonly access: DocumentAccess,
    private readonly people: People,
    private readonly control: DocumentAccessControl,
    private readonly members: DocumentMembers,
    private readonly events: DomainEvents,
  ) {}

  /** Also changes the rights that a person has. */
  async execute(actor: Actor, documentId: string, input: ShareDocumentInput): Promise<ShareView> {
    const { document } = await this.access.require(actor, documentId, 'share');
    const { id: accountId, username, displayName } = await personMeant(this.people, input);
    if (accountId === document.owner) throw cannotShareWithOwner(username);
    const { role, switches = ALL_ALLOWED, keyrings } = input;
    const decision = { by: actor.id, person: username };
    const grant = { accountId, role, switches, keyrings };
    const change = await this.control.grant(decision, document, grant);
    if (change !== 'none')
      this.events.publish(new DocumentShareChanged(documentId, accountId, change === 'reduced'));
    const key = (await this.members.keyStatesOf(document, [accountId])).get(accountId);
    return { id: accountId, username, displayName, role, switches, key };
  }
}

@Injectable()
export class UnshareDocument {
  constructor(
    private readonly access: DocumentAccess,
    private readonly people: People,
    private readonly shares: DocumentShareRepository,
    private readonly control: DocumentAccessControl,
    private readonly events: DomainEvents,
  ) {}

  async execute(actor: Actor, documentId: string, about: SharedWith): Promise<void> {
    const { document } = await this.access.require(actor, documentId, 'share');
    const { username, person } = about;
    const accountId = person ?? (await this.#accountOf(documentId, username));
    const decision = { by: actor.id, person: await this.#nameOf(about) };
    if (accountId === undefined || !(await this.control.revoke(decision, document, accountId)))
      throw noSuchShare(documentId, username);
    this.events.publish(new DocumentShareChanged(documentId, accountId, true));
  }

  /** For the audit log: whoever was meant by their id may have another name by now. */
  async #nameOf({ username, person }: SharedWith): Promise<string> {
    if (person === undefined) return username;
    return (await this.people.named([person])).get(person)?.username ?? username;
  }

  /** People who are disabled, or whose account is not here, are in the list too, by the name that it shows. */
  async #accountOf(documentId: string, username: string): Promise<string | undefined> {
    const person = await this.people.find(username);
    if (person !== undefined) return person.id;
    const ids = (await this.shares.list(documentId)).map(({ accountId }) => accountId);
    const named = await this.people.named(ids);
    return ids.find((id) => personIn(named, id).username === username);
  }
}
