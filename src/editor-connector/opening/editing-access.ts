import {
  usableInEditor,
  type AccessibleDocument,
  type Document,
  type DocumentAccess,
  type DocumentHolders,
  type PersonRights,
} from '../../documents/index.js';
import type { Actor } from '../../platform/identity/actor.js';
import {
  type People,
  type Person,
  isOver,
  personIn,
  type Standings,
} from '../../platform/identity/people.js';
import type { EditingSession, EditingSessions } from '../sessions/editing-sessions.js';

export interface EditableDocument extends AccessibleDocument {
  /** Who has it checked out to their desktop: nobody edits it in the browser meanwhile, not even they themselves. */
  readonly checkedOutBy: Person | undefined;
}

/** What people may do with a document, for the editor. */
export class EditingAccess {
  constructor(
    private readonly access: DocumentAccess,
    private readonly holders: DocumentHolders,
    private readonly people: People,
    private readonly standings: Standings,
  ) {}

  /**
   * Rights without those that cannot be used in the editor: a private form is not filled in. No access and no such
   * document are both `documents/no-such-document`.
   */
  async require(actor: Actor, documentId: string): Promise<EditableDocument> {
    const { may, ...accessible } = await this.access.require(actor, documentId, 'read');
    const holder = await this.holders.holderOf(documentId);
    return {
      ...accessible,
      may: usableInEditor(accessible.document, { may }),
      checkedOutBy: holder === undefined ? undefined : await this.#person(holder),
    };
  }

  findById(documentId: string): Promise<Document | undefined> {
    return this.access.findById(documentId);
  }

  /**
   * The rights that person has now, for what they opened at `sinceMs`. Undefined when their account was disabled or
   * signed out everywhere since, when they lost a right since, or when the document was deleted.
   */
  async rightsOf(
    accountId: string,
    documentId: string,
    sinceMs: number,
  ): Promise<PersonRights | undefined> {
    const document = await this.access.findById(documentId);
    if (document === undefined || document.deletedAtMs !== null) return undefined;
    const standing = (await this.standings.of([accountId])).get(accountId);
    if (isOver(standing, sinceMs)) return undefined;
    const rights = await this.access.rightsOf(accountId, document);
    return rights !== undefined && rights.reducedAtMs <= sinceMs ? rights : undefined;
  }

  async #person(id: string): Promise<Person> {
    return personIn(await this.people.named([id]), id);
  }
}

/**
 * Sessions of people who may still view what they opened. A session is ended when the right is revoked; this check
 * also holds where that was missed, for content that has another key since, and for people who were disabled or signed
 * out everywhere.
 */
export class ValidSessions {
  constructor(
    private readonly sessions: EditingSessions,
    private readonly access: EditingAccess,
  ) {}

  /** A session that is no longer valid is ended, and is undefined as one that does not exist. */
  async findOrEnd(sessionId: string): Promise<EditingSession | undefined> {
    const session = await this.sessions.find(sessionId);
    if (session === undefined || (await this.#mayView(session))) return session;
    await this.sessions.end(sessionId);
    return undefined;
  }

  async #mayView({ documentId, accountId, releasedAtMs }: EditingSession): Promise<boolean> {
    return (await this.access.rightsOf(accountId, documentId, releasedAtMs)) !== undefined;
  }
}
