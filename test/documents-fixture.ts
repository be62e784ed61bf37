import { buffer } from 'node:stream/consumers';
import { FixedClock } from './fakes/fixed-clock.js';
import { Ids } from '../src/platform/clock/ids.js';
import type { Database } from '../src/platform/database/database.js';
import { DomainEvents } from '../src/platform/events/domain-events.js';
import type { Actor } from '../src/platform/identity/actor.js';
import {
  People,
  Standings,
  type Person,
  type PersonKeys,
  type Standing,
} from '../src/platform/identity/people.js';
import { KyselyDocumentCheckoutRepository } from '../src/documents/checkout/document-checkout.kysely.js';
import { DocumentCheckouts, DocumentLocks } from '../src/documents/checkout/document-checkouts.js';
import { DocumentHolders, EditGuard } from '../src/documents/checkout/edit-guard.js';
import { KyselyEditingPresence } from '../src/documents/checkout/editing-presence.kysely.js';
import { GiveUpUnsavedChanges } from '../src/documents/checkout/give-up-unsaved-changes.use-case.js';
import { KyselyUnsavedChangesRegister } from '../src/documents/checkout/unsaved-changes.kysely.js';
import { ContentIntake } from '../src/documents/content/content-intake.js';
import {
  CreateBlankDocument,
  CreateDocument,
} from '../src/documents/content/create-document.use-case.js';
import { ListVersions } from '../src/documents/content/list-versions.use-case.js';
import { OpenContent } from '../src/documents/content/open-content.use-case.js';
import {
  ContentReplacement,
  ReplaceContent,
} from '../src/documents/content/replace-content.use-case.js';
import { RestoreVersion } from '../src/documents/content/restore-version.use-case.js';
import { readBlankFiles, readFormatTable } from '../src/documents/formats/bundled-formats.file.js';
import {
  DeleteDocument,
  RestoreDocument,
} from '../src/documents/registry/delete-document.use-case.js';
import { AbandonedDocuments } from '../src/documents/registry/abandoned-documents.js';
import { DocumentFactory } from '../src/documents/registry/document-factory.js';
import { DocumentRegistry } from '../src/documents/registry/document-registry.js';
import {
  KyselyDocumentShareRepository,
  KyselyDocumentRepository,
} from '../src/documents/registry/document.kysely.js';
import { DocumentViews } from '../src/documents/registry/document-view.js';
import { ListDocuments } from '../src/documents/registry/list-documents.use-case.js';
import { RegisteredDocumentAccess } from '../src/documents/registry/registered-document-access.js';
import { RenameDocument } from '../src/documents/registry/rename-document.use-case.js';
import {
  CreateShadowDocument,
  RemoveShadowDocument,
} from '../src/documents/registry/shadow-document.use-case.js';
import { DocumentAccessControl } from '../src/documents/sharing/document-access-control.js';
import { GroupAccessControl } from '../src/documents/sharing/group-access-control.js';
import { ShareRecords } from '../src/documents/sharing/share-records.js';
import { KeyGiving } from '../src/documents/sharing/key-giving.js';
import { KyselyKeyRequestRepository } from '../src/documents/sharing/key-request.kysely.js';
import { KeyRequests } from '../src/documents/sharing/key-requests.js';
import { ShowKeyWait } from '../src/documents/sharing/show-key-wait.use-case.js';
import type { DocumentKeyrings } from '../src/storage/index.js';
import {
  ListGroupShares,
  ShareWithGroup,
  UnshareGroup,
} from '../src/documents/sharing/share-with-group.use-case.js';
import { KyselyAccountRepository } from '../src/access/accounts/account.kysely.js';
import { AccountGroups } from '../src/access/groups/groups.directory.js';
import { Memberships } from '../src/access/groups/memberships.js';
import { KyselyGroupRepository } from '../src/access/groups/group.kysely.js';
import {
  KyselyGroupShareRepository,
  KyselyHeldRights,
} from '../src/documents/registry/group-share.kysely.js';
import { DocumentMembers } from '../src/documents/sharing/document-members.js';
import { ListShares, ListSharesOfOwned } from '../src/documents/sharing/list-shares.use-case.js';
import {
  ShareDocument,
  UnshareDocument,
} from '../src/documents/sharing/share-document.use-case.js';
import { RecordedAudit } from './fakes/recorded-audit.js';
import { RecordedOutbox } from './fakes/recorded-outbox.js';
import { KyselyEmptyGroups } from '../src/version-archive/empty-group.kysely.js';
import { EmptyGroups } from '../src/version-archive/empty-groups.js';
import { StoredVersionArchive } from '../src/version-archive/stored-version-archive.js';
import { VersionDifferences } from '../src/version-archive/version-differences.js';
import { KyselyVersionGroupRepository } from '../src/version-archive/version-group.kysely.js';
import { KyselyVersionPartRepository } from '../src/version-archive/version-part.kysely.js';
import { StoredVersionParts } from '../src/version-archive/stored-version-parts.js';
import { NoPersonKeys, ServerKeyrings } from './fakes/managed-custody.js';
import { MemoryObjectStore } from './fakes/memory-object-store.js';

const nameOf = (username: string): string =>
  `${username[0]!.toUpperCase()}${username.slice(1)} Muster`;

/** Everybody the tests know; names are compared without regard to case. */
class KnownPeople extends People {
  readonly #all: readonly Person[] = ['alice', 'bob', 'carol'].map((username) => ({
    id: username,
    username,
    displayName: nameOf(username),
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

/** Nobody was disabled. */
class EverybodyStands extends Standings {
  async of(ids: readonly string[]): Promise<ReadonlyMap<string, Standing>> {
    return new Map(ids.map((id) => [id, { isEnabled: true, tokensEndedAtMs: null }]));
  }

  async endedSince(): Promise<ReadonlyMap<string, Standing>> {
    return new Map();
  }
}

/** Records the events and delivers none. */
class RecordedEvents extends DomainEvents {
  readonly published: object[] = [];

  override publish(event: object): void {
    this.published.push(event);
  }
}

export const person = (username: string): Actor => ({
  id: username,
  username,
  displayName: nameOf(username),
  isAdmin: false,
  locale: null,
});

export async function* bytesOf(content: string | Uint8Array): AsyncGenerator<Uint8Array> {
  yield Uint8Array.from(Buffer.from(content));
}

/** The document registry on a real database, over an object store in memory. */
export function documentsFixture(
  database: Database,
  {
    maxFileBytes = 100_000,
    keys = new NoPersonKeys(),
    keyrings = new ServerKeyrings(),
  }: {
    readonly maxFileBytes?: number;
    readonly keys?: PersonKeys;
    readonly keyrings?: DocumentKeyrings;
  } = {},
) {
  const clock = new FixedClock();
  const ids = new Ids(clock);
  const store = new MemoryObjectStore();
  const events = new RecordedEvents();
  const audit = new RecordedAudit();
  const outbox = new RecordedOutbox();
  const people = new KnownPeople();
  const formats = readFormatTable();
  const documents = new KyselyDocumentRepository(database);
  const shares = new KyselyDocumentShareRepository(database);
  const presence = new KyselyEditingPresence(database, clock, outbox);
  const groups = new KyselyVersionGroupRepository(database);
  const archived = { groups, objects: store, database, clock, ids, audit, outbox };
  const archive = new StoredVersionArchive(archived);
  const partRows = new KyselyVersionPartRepository(database);
  const parts = new StoredVersionParts(partRows, store, database, clock, ids);
  const groupRows = new KyselyGroupRepository(database);
  const memberships = new AccountGroups({
    ...{ groups: groupRows, clock, accounts: new KyselyAccountRepository(database, clock, true) },
    memberships: new Memberships(groupRows, database, clock, ids, events),
  });
  const groupShares = new KyselyGroupShareRepository(database);
  const held = new KyselyHeldRights(database);
  const access = new RegisteredDocumentAccess(documents, shares, groupShares, held, memberships);
  const unsaved = new KyselyUnsavedChangesRegister(database, clock);
  const views = new DocumentViews(access, archive, presence, unsaved, people);
  const registered = { documents, shares, database, clock, people, audit, outbox };
  const registry = new DocumentRegistry(registered);
  const checkoutRows = new KyselyDocumentCheckoutRepository(database);
  const holders = new DocumentHolders({
    ...{ checkouts: checkoutRows, access, standings: new EverybodyStands() },
    ...{ people, database, outbox, clock },
  });
  const guard = new EditGuard(presence, holders, unsaved, events, people);
  const intake = new ContentIntake(archive, { maxFileBytes }, registry);
  const replacement = new ContentReplacement(archive, registry, guard, database);
  const members = new DocumentMembers(
    { people: shares, groups: groupShares },
    keys,
    keyrings,
    people,
    memberships,
  );
  const records = new ShareRecords(audit, outbox);
  const keyRequestRows = new KyselyKeyRequestRepository(database);
  const keyRequestParts = {
    ...{ rows: { requests: keyRequestRows, shares, groupShares }, access, members },
    ...{ groups: memberships, people, database, clock },
  };
  const keyRequests = new KeyRequests(keyRequestParts);
  const groupControl = new GroupAccessControl({
    ...{ rows: { groups: groupShares, people: shares, held }, keyrings, database, clock, records },
    ...{ groups: memberships, giving: new KeyGiving(members, keys, keyrings, keyRequests) },
  });
  const control = new DocumentAccessControl({
    ...{ rows: { shares, held }, members, keyrings, database, clock, records },
    requests: keyRequests,
  });
  const emptyGroups = new EmptyGroups(new KyselyEmptyGroups(database), keyrings, database);
  const abandoned = new AbandonedDocuments(documents, emptyGroups, clock);
  const factory = new DocumentFactory(formats, keys, archive, ids, abandoned);
  const create = new CreateDocument(factory, intake, archive, registry, database);
  const open = new OpenContent(access, archive, formats, audit);
  return {
    clock,
    ids,
    store,
    events,
    audit,
    outbox,
    documents,
    presence,
    unsaved,
    archive,
    access,
    registry,
    keyRequests,
    keyRequestRows,
    /** As another instance has it. */
    otherKeyRequests: () => new KeyRequests(keyRequestParts),
    keyWait: new ShowKeyWait(access, members, keyRequests, keyRequestRows, people),
    abandoned,
    create,
    open,
    holders,
    guard,
    checkouts: new DocumentCheckouts({
      ...{ checkouts: checkoutRows, guard, archive, database, clock, outbox },
    }),
    locks: new DocumentLocks(checkoutRows, holders, guard, database, clock),
    createShadow: new CreateShadowDocument(factory, registry, database),
    createBlank: new CreateBlankDocument(readBlankFiles(), create),
    list: new ListDocuments(documents, views),
    views,
    removeShadow: new RemoveShadowDocument(documents, registry, database, events),
    rename: new RenameDocument(access, registry, formats, views, events),
    delete: new DeleteDocument(access, registry, events),
    undelete: new RestoreDocument(access, registry, views),
    replace: new ReplaceContent(access, intake, archive, replacement),
    versions: new ListVersions(access, archive, new VersionDifferences(groups, parts), people),
    giveUpUnsaved: new GiveUpUnsavedChanges(access, guard, database),
    restore: new RestoreVersion(access, archive, registry, guard),
    share: new ShareDocument(access, people, control, members, events),
    unshare: new UnshareDocument(access, people, shares, control, events),
    shares: new ListShares(access, people, shares, members),
    shareWithGroup: new ShareWithGroup(access, people, memberships, groupControl, events),
    unshareGroup: new UnshareGroup(access, memberships, groupControl, events),
    groupShares: new ListGroupShares(access, memberships, groupShares),
    sharesOfOwned: new ListSharesOfOwned(people, shares, memberships, groupShares),
    async read(actor: Actor, id: string, version?: number): Promise<string> {
      const opened = await open.execute(actor, id, { version });
      return (await buffer(await opened.stream())).toString();
    },
  };
}

export type DocumentsFixture = ReturnType<typeof documentsFixture>;
