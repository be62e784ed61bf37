import { buffer } from 'node:stream/consumers';
import { FixedClock } from '../src/platform/clock/clock.js';
import { Ids } from '../src/platform/clock/ids.js';
import type { Database } from '../src/platform/database/database.js';
import { DomainEvents } from '../src/platform/events/domain-events.js';
import type { Actor } from '../src/platform/identity/actor.js';
import { People, type Person } from '../src/platform/identity/people.js';
import { readBlankFiles } from '../src/documents/formats/blank-files.file.js';
import { ContentIntake } from '../src/documents/content/content-intake.js';
import { ContentReplacement } from '../src/documents/content/content-replacement.js';
import { CreateBlankDocument } from '../src/documents/content/create-blank-document.use-case.js';
import { CreateDocument } from '../src/documents/content/create-document.use-case.js';
import { CreateShadowDocument } from '../src/documents/registry/create-shadow-document.use-case.js';
import { DeleteDocument } from '../src/documents/registry/delete-document.use-case.js';
import { DocumentAdmission } from '../src/documents/sharing/document-admission.js';
import { DocumentMembers } from '../src/documents/sharing/document-members.js';
import { DocumentChanges } from '../src/documents/registry/document-changes.js';
import { KyselyDocumentCheckoutRepository } from '../src/documents/checkout/document-checkout.kysely.js';
import { DocumentCheckouts } from '../src/documents/checkout/document-checkouts.js';
import { DocumentContent } from '../src/documents/content/document-content.js';
import { DocumentHolders } from '../src/documents/checkout/document-holders.js';
import { DocumentLocks } from '../src/documents/checkout/document-locks.js';
import { DocumentShares } from '../src/documents/sharing/document-shares.js';
import { DocumentViews } from '../src/documents/registry/document-views.js';
import { KyselyDocumentRepository } from '../src/documents/registry/document.kysely.js';
import { KyselyDocumentShareRepository } from '../src/documents/registry/document-share.kysely.js';
import { KyselyEditingPresence } from '../src/documents/checkout/editing-presence.kysely.js';
import { readFormatTable } from '../src/documents/formats/format-table.file.js';
import { GetDocument } from '../src/documents/registry/get-document.use-case.js';
import { GiveUpUnsavedChanges } from '../src/documents/checkout/give-up-unsaved-changes.use-case.js';
import { KyselyUnsavedChangesRegister } from '../src/documents/checkout/unsaved-changes.kysely.js';
import { ListDocuments } from '../src/documents/registry/list-documents.use-case.js';
import { ListSharesOfOwned } from '../src/documents/sharing/list-shares-of-owned.use-case.js';
import { ListShares } from '../src/documents/sharing/list-shares.use-case.js';
import { ListVersions } from '../src/documents/content/list-versions.use-case.js';
import { NewDocument } from '../src/documents/registry/new-document.js';
import { OpenContent } from '../src/documents/content/open-content.use-case.js';
import { OutsideChange } from '../src/documents/checkout/outside-change.js';
import { RegisteredDocumentAccess } from '../src/documents/registered-document-access.js';
import { RenameDocument } from '../src/documents/registry/rename-document.use-case.js';
import { ReplaceContent } from '../src/documents/content/replace-content.use-case.js';
import { RestoreDocument } from '../src/documents/registry/restore-document.use-case.js';
import { RestoreVersion } from '../src/documents/content/restore-version.use-case.js';
import { ShareDocument } from '../src/documents/sharing/share-document.use-case.js';
import { UnshareDocument } from '../src/documents/sharing/unshare-document.use-case.js';
import { StoredVersionArchive } from '../src/version-archive/stored-version-archive.js';
import { KyselyVersionGroupRepository } from '../src/version-archive/version-group.kysely.js';
import { NoPersonKeys, ServerKeyrings } from './fakes/managed-custody.js';
import { MemoryObjectStore } from './fakes/memory-object-store.js';

/** Everybody the tests know; names are compared without regard to case. */
class KnownPeople extends People {
  readonly #all: readonly Person[] = ['alice', 'bob', 'carol'].map((username) => ({
    username,
    displayName: `${username[0]!.toUpperCase()}${username.slice(1)} Muster`,
  }));

  async find(username: string): Promise<Person | undefined> {
    return this.#all.find((person) => person.username === username.toLowerCase());
  }

  async named(usernames: readonly string[]): Promise<ReadonlyMap<string, Person>> {
    const known = this.#all.filter(({ username }) => usernames.includes(username));
    return new Map(known.map((person) => [person.username, person]));
  }

  async startingWith(prefix: string, limit: number): Promise<readonly Person[]> {
    return this.#all.filter(({ username }) => username.startsWith(prefix)).slice(0, limit);
  }
}

/** Collects instead of handing on. */
class HeardEvents extends DomainEvents {
  readonly heard: object[] = [];

  override publish(event: object): void {
    this.heard.push(event);
  }
}

export const person = (username: string): Actor => ({
  username,
  displayName: username,
  isAdmin: false,
  locale: null,
});

export async function* bytesOf(content: string | Uint8Array): AsyncGenerator<Uint8Array> {
  yield Uint8Array.from(Buffer.from(content));
}

/** The document registry on a real database, over an object store in memory. */
export function documentsDesk(database: Database, { maxFileBytes = 100_000 } = {}) {
  const clock = new FixedClock();
  const ids = new Ids(clock);
  const store = new MemoryObjectStore();
  const events = new HeardEvents();
  const people = new KnownPeople();
  const keys = new NoPersonKeys();
  const keyrings = new ServerKeyrings();
  const formats = readFormatTable();
  const documents = new KyselyDocumentRepository(database);
  const shares = new KyselyDocumentShareRepository(database);
  const presence = new KyselyEditingPresence(database, clock);
  const groups = new KyselyVersionGroupRepository(database);
  const archive = new StoredVersionArchive(groups, store, database, clock, ids);
  const access = new RegisteredDocumentAccess(documents, shares);
  const unsaved = new KyselyUnsavedChangesRegister(database, clock);
  const views = new DocumentViews(archive, presence, unsaved);
  const changes = new DocumentChanges(documents, shares, database, clock);
  const content = new DocumentContent(changes);
  const checkoutRows = new KyselyDocumentCheckoutRepository(database);
  const holders = new DocumentHolders(checkoutRows, clock);
  const outside = new OutsideChange(presence, holders, unsaved, events);
  const intake = new ContentIntake(archive, maxFileBytes);
  const replacement = new ContentReplacement(archive, content, outside, database);
  const admission = new DocumentAdmission(
    new DocumentShares(shares, database, clock),
    shares,
    new DocumentMembers(shares, keys, keyrings),
    keyrings,
    database,
  );
  const newDocument = new NewDocument(formats, keys, archive, ids);
  const create = new CreateDocument(newDocument, intake, archive, documents, database);
  const open = new OpenContent(access, archive, formats);
  return {
    clock,
    ids,
    store,
    events,
    documents,
    presence,
    unsaved,
    archive,
    access,
    content,
    create,
    open,
    holders,
    outside,
    checkouts: new DocumentCheckouts(checkoutRows, outside, archive, database, clock),
    locks: new DocumentLocks(checkoutRows, outside, database, clock),
    createShadow: new CreateShadowDocument(newDocument, documents, database),
    createBlank: new CreateBlankDocument(readBlankFiles(), create),
    list: new ListDocuments(documents, views),
    get: new GetDocument(access, views),
    rename: new RenameDocument(access, changes, formats, views, events),
    delete: new DeleteDocument(access, changes, events),
    undelete: new RestoreDocument(access, changes, views),
    replace: new ReplaceContent(access, intake, archive, replacement),
    versions: new ListVersions(access, archive, people),
    giveUpUnsaved: new GiveUpUnsavedChanges(access, outside, database),
    restore: new RestoreVersion(access, archive, content, outside),
    share: new ShareDocument(access, people, admission, events),
    unshare: new UnshareDocument(access, people, admission, events),
    shares: new ListShares(access, people, shares),
    sharesOfOwned: new ListSharesOfOwned(people, shares),
    async read(actor: Actor, id: string, version?: number): Promise<string> {
      const opened = await open.execute(actor, id, { version });
      return (await buffer(await opened.stream())).toString();
    },
  };
}

export type DocumentsDesk = ReturnType<typeof documentsDesk>;
