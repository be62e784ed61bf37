import { Module, type OnApplicationBootstrap } from '@nestjs/common';
import { AuditLog } from '../platform/audit/audit-log.js';
import { Clock } from '../platform/clock/clock.js';
import { Ids } from '../platform/clock/ids.js';
import { Database } from '../platform/database/database.js';
import { EventOutbox } from '../platform/events/event-outbox.js';
import { DomainEvents } from '../platform/events/domain-events.js';
import { provideSettings } from '../platform/config/settings.js';
import { provideClass } from '../platform/injection/provide-class.js';
import { provideFrom } from '../platform/injection/provide-from.js';
import { Metrics } from '../platform/health/metrics.js';
import { Groups } from '../platform/identity/groups.js';
import { AwaitedPeople, People, PersonKeys, Standings } from '../platform/identity/people.js';
import {
  DocumentKeyrings,
  AdoptGroup,
  DocumentTitles,
  EmptyGroups,
  OwnerRecords,
  StorageReindex,
  VersionArchive,
  VersionArchiveModule,
} from '../version-archive/index.js';
import { KyselyDocumentCheckoutRepository } from './checkout/document-checkout.kysely.js';
import { DocumentCheckoutRepository } from './checkout/document-checkout.repository.js';
import { DocumentCheckouts, DocumentLocks } from './checkout/document-checkouts.js';
import { DocumentHolders, EditGuard } from './checkout/edit-guard.js';
import { KyselyEditingPresence } from './checkout/editing-presence.kysely.js';
import { EditingPresence } from './checkout/editing-presence.js';
import { GiveUpUnsavedChanges } from './checkout/give-up-unsaved-changes.use-case.js';
import { UnsavedChangesController } from './checkout/unsaved-changes.controller.js';
import { KyselyUnsavedChangesRegister } from './checkout/unsaved-changes.kysely.js';
import { UnsavedChangesRegister } from './checkout/unsaved-changes.js';
import { ContentIntake } from './content/content-intake.js';
import { BlankDocumentsController } from './content/blank-documents.controller.js';
import { CreateBlankDocument, CreateDocument } from './content/create-document.use-case.js';
import {
  DocumentContentController,
  UploadController,
} from './content/document-content.controller.js';
import {
  DocumentVersionsController,
  SealedContentController,
} from './content/document-versions.controller.js';
import { FileSubmittedForm } from './content/file-submitted-form.use-case.js';
import { CreateConvertedDocument } from './content/create-converted-document.use-case.js';
import { FormatChange } from './content/format-change.js';
import { ExportContent } from './content/export-content.use-case.js';
import { ListVersions } from './content/list-versions.use-case.js';
import { KyselyNewFilePreferences } from './content/new-file-preferences.kysely.js';
import { NewFilePreferences } from './content/new-file-preferences.js';
import { NewFileFamily } from './content/new-file-family.use-case.js';
import { OpenContent, OpenSealedContent } from './content/open-content.use-case.js';
import { ContentReplacement, ReplaceContent } from './content/replace-content.use-case.js';
import { RestoreVersion } from './content/restore-version.use-case.js';
import { DocumentAccess } from './document-access.js';
import { DocumentsSettings, documentsSettings } from './documents.config.js';
import { readBlankFiles, readFormatTable } from './formats/bundled-formats.file.js';
import { BlankFiles } from './formats/blank-files.js';
import { FormatTable } from './formats/format-table.js';
import { DeleteDocument, RestoreDocument } from './registry/delete-document.use-case.js';
import { DocumentFactory } from './registry/document-factory.js';
import { DocumentRegistry } from './registry/document-registry.js';
import { KyselyGroupShareRepository, KyselyHeldRights } from './registry/group-share.kysely.js';
import { GroupShareRepository, HeldRights } from './registry/group-share.repository.js';
import {
  KyselyDocumentShareRepository,
  KyselyDocumentRepository,
} from './registry/document.kysely.js';
import { DocumentShareRepository, DocumentRepository } from './registry/document.repository.js';
import { OwnerChanges } from './registry/owner-changes.js';
import { KyselyOwnership } from './registry/ownership.kysely.js';
import { OwnershipRepository } from './registry/ownership.repository.js';
import { DocumentViews, VisibleTitles } from './registry/document-view.js';
import { DocumentsController } from './registry/documents.controller.js';
import { ListDocuments } from './registry/list-documents.use-case.js';
import { RegisteredDocumentAccess } from './registry/registered-document-access.js';
import { ReindexDocuments } from './registry/reindex-documents.use-case.js';
import { RenameDocument } from './registry/rename-document.use-case.js';
import { CreateShadowDocument, RemoveShadowDocument } from './registry/shadow-document.use-case.js';
import { AbandonedDocuments } from './registry/abandoned-documents.js';
import { ChangeOwner } from './sharing/change-owner.use-case.js';
import { ChangeCustody, ShowKeyrings } from './sharing/custody.use-case.js';
import { DocumentAccessControl } from './sharing/document-access-control.js';
import { GroupAccessControl } from './sharing/group-access-control.js';
import { GivingAway } from './sharing/giving-away.js';
import { HandOverDocuments } from './sharing/hand-over-documents.use-case.js';
import { ListOwnedDocuments } from './sharing/list-owned-documents.use-case.js';
import { KeyGiving } from './sharing/key-giving.js';
import { KyselyKeyRequestRepository } from './sharing/key-request.kysely.js';
import { KeyRequestRepository } from './sharing/key-request.repository.js';
import { KeyRequests } from './sharing/key-requests.js';
import { ShowKeyWait } from './sharing/show-key-wait.use-case.js';
import {
  ListGroupShares,
  ShareWithGroup,
  ShowGroupKeys,
  UnshareGroup,
} from './sharing/share-with-group.use-case.js';
import { WithdrawKeys } from './sharing/withdraw-keys.use-case.js';
import {
  DocumentCustodyController,
  DocumentGroupSharesController,
  DocumentOwnerController,
  DocumentSharesController,
} from './sharing/sharing.controller.js';
import { DocumentMembers } from './sharing/document-members.js';
import { ShareRecords } from './sharing/share-records.js';
import { ListShares, ListSharesOfOwned } from './sharing/list-shares.use-case.js';
import { ShareDocument, UnshareDocument } from './sharing/share-document.use-case.js';

const useCases = [
  CreateDocument,
  {
    provide: CreateConvertedDocument,
    inject: [CreateDocument, DocumentViews, { token: FormatChange, optional: true }],
    useFactory: (create: CreateDocument, views: DocumentViews, change: FormatChange | undefined) =>
      new CreateConvertedDocument(create, views, change),
  },
  CreateBlankDocument,
  FileSubmittedForm,
  NewFileFamily,
  CreateShadowDocument,
  RemoveShadowDocument,
  ListDocuments,
  RenameDocument,
  DeleteDocument,
  RestoreDocument,
  GiveUpUnsavedChanges,
  OpenContent,
  ExportContent,
  ReplaceContent,
  ListVersions,
  RestoreVersion,
  ShareDocument,
  UnshareDocument,
  ListShares,
  ListSharesOfOwned,
  ShareWithGroup,
  UnshareGroup,
  ListGroupShares,
  ShowGroupKeys,
  WithdrawKeys,
  ShowKeyWait,
  ShowKeyrings,
  OpenSealedContent,
  ChangeCustody,
  ChangeOwner,
  provideFrom(
    HandOverDocuments,
    {
      ...{ ownership: OwnershipRepository, giving: GivingAway, people: People },
      ...{ audit: AuditLog, clock: Clock, events: DomainEvents },
    },
    (from) => new HandOverDocuments(from),
  ),
  provideClass(ListOwnedDocuments, [OwnershipRepository, VersionArchive]),
  provideFrom(
    ReindexDocuments,
    {
      documents: DocumentRepository,
      groups: AdoptGroup,
      owners: OwnerRecords,
      storage: StorageReindex,
      database: Database,
      people: AwaitedPeople,
    },
    (from) => new ReindexDocuments(from),
  ),
];

const adapters = [
  { provide: DocumentRepository, useClass: KyselyDocumentRepository },
  { provide: DocumentShareRepository, useClass: KyselyDocumentShareRepository },
  { ...provideClass(KyselyGroupShareRepository, [Database]), provide: GroupShareRepository },
  { ...provideClass(KyselyOwnership, [Database]), provide: OwnershipRepository },
  { ...provideClass(KyselyHeldRights, [Database]), provide: HeldRights },
  { provide: DocumentCheckoutRepository, useClass: KyselyDocumentCheckoutRepository },
  { provide: NewFilePreferences, useClass: KyselyNewFilePreferences },
  { provide: EditingPresence, useClass: KyselyEditingPresence },
  { provide: UnsavedChangesRegister, useClass: KyselyUnsavedChangesRegister },
  { provide: FormatTable, useFactory: readFormatTable },
  { provide: BlankFiles, useFactory: readBlankFiles },
  provideSettings(DocumentsSettings, documentsSettings),
];

const parts = [
  provideClass(RegisteredDocumentAccess, [
    DocumentRepository,
    DocumentShareRepository,
    GroupShareRepository,
    HeldRights,
    Groups,
  ]),
  { provide: DocumentAccess, useExisting: RegisteredDocumentAccess },
  provideClass(VisibleTitles, [DocumentAccess]),
  provideFrom(
    DocumentRegistry,
    {
      documents: DocumentRepository,
      shares: DocumentShareRepository,
      database: Database,
      clock: Clock,
      people: People,
      audit: AuditLog,
      outbox: EventOutbox,
    },
    (from) => new DocumentRegistry(from),
  ),
  provideClass(DocumentViews, [
    DocumentAccess,
    VersionArchive,
    EditingPresence,
    UnsavedChangesRegister,
    People,
  ]),
  provideClass(AbandonedDocuments, [DocumentRepository, EmptyGroups, Clock]),
  provideClass(DocumentFactory, [FormatTable, PersonKeys, VersionArchive, Ids, AbandonedDocuments]),
  provideFrom(
    DocumentMembers,
    {
      people: DocumentShareRepository,
      groups: GroupShareRepository,
      keys: PersonKeys,
      keyrings: DocumentKeyrings,
      named: People,
      memberships: Groups,
    },
    ({ people, groups, keys, keyrings, named, memberships }) =>
      new DocumentMembers({ people, groups }, keys, keyrings, named, memberships),
  ),
  { ...provideClass(KyselyKeyRequestRepository, [Database]), provide: KeyRequestRepository },
  provideFrom(
    KeyRequests,
    {
      requests: KeyRequestRepository,
      shares: DocumentShareRepository,
      groupShares: GroupShareRepository,
      access: DocumentAccess,
      members: DocumentMembers,
      groups: Groups,
      people: People,
      database: Database,
      clock: Clock,
    },
    ({ requests, shares, groupShares, ...from }) =>
      new KeyRequests({ ...from, rows: { requests, shares, groupShares } }),
  ),
  provideClass(KeyGiving, [DocumentMembers, PersonKeys, DocumentKeyrings, KeyRequests]),
  provideFrom(
    OwnerChanges,
    {
      ownership: OwnershipRepository,
      shares: DocumentShareRepository,
      held: HeldRights,
      checkouts: DocumentCheckoutRepository,
      clock: Clock,
      audit: AuditLog,
      outbox: EventOutbox,
    },
    (from) => new OwnerChanges(from),
  ),
  provideFrom(
    GivingAway,
    {
      changes: OwnerChanges,
      members: DocumentMembers,
      giving: KeyGiving,
      keyrings: DocumentKeyrings,
      records: OwnerRecords,
      database: Database,
      events: DomainEvents,
    },
    (from) => new GivingAway(from),
  ),
  provideClass(ShareRecords, [AuditLog, EventOutbox]),
  provideFrom(
    DocumentAccessControl,
    {
      ...{ shares: DocumentShareRepository, held: HeldRights, members: DocumentMembers },
      ...{ requests: KeyRequests, keyrings: DocumentKeyrings, database: Database },
      ...{ clock: Clock, records: ShareRecords },
    },
    ({ shares, held, ...from }) => new DocumentAccessControl({ ...from, rows: { shares, held } }),
  ),
  provideFrom(
    GroupAccessControl,
    {
      groupShares: GroupShareRepository,
      people: DocumentShareRepository,
      held: HeldRights,
      giving: KeyGiving,
      keyrings: DocumentKeyrings,
      groups: Groups,
      database: Database,
      clock: Clock,
      records: ShareRecords,
    },
    ({ groupShares, people, held, ...from }) =>
      new GroupAccessControl({ ...from, rows: { groups: groupShares, people, held } }),
  ),
  provideFrom(
    DocumentHolders,
    {
      ...{ checkouts: DocumentCheckoutRepository, access: DocumentAccess, standings: Standings },
      ...{ people: People, database: Database, outbox: EventOutbox, clock: Clock },
    },
    (from) => new DocumentHolders(from),
  ),
  provideClass(EditGuard, [
    EditingPresence,
    DocumentHolders,
    UnsavedChangesRegister,
    DomainEvents,
    People,
  ]),
  provideFrom(
    DocumentCheckouts,
    {
      checkouts: DocumentCheckoutRepository,
      guard: EditGuard,
      archive: VersionArchive,
      database: Database,
      clock: Clock,
      outbox: EventOutbox,
    },
    (from) => new DocumentCheckouts(from),
  ),
  provideClass(DocumentLocks, [
    DocumentCheckoutRepository,
    DocumentHolders,
    EditGuard,
    Database,
    Clock,
  ]),
  provideClass(ContentReplacement, [VersionArchive, DocumentRegistry, EditGuard, Database]),
  provideClass(ContentIntake, [VersionArchive, DocumentsSettings, DocumentRegistry]),
];

@Module({
  imports: [VersionArchiveModule],
  controllers: [
    UploadController,
    BlankDocumentsController,
    DocumentsController,
    DocumentContentController,
    DocumentVersionsController,
    DocumentSharesController,
    DocumentGroupSharesController,
    DocumentOwnerController,
    DocumentCustodyController,
    SealedContentController,
    UnsavedChangesController,
  ],
  providers: [...adapters, ...parts, ...useCases],
  exports: [
    ...useCases,
    KeyRequests,
    KeyRequestRepository,
    DocumentAccess,
    VisibleTitles,
    EditingPresence,
    UnsavedChangesRegister,
    DocumentRegistry,
    DocumentCheckouts,
    DocumentHolders,
    DocumentLocks,
    EditGuard,
    DocumentViews,
    DocumentFactory,
    AbandonedDocuments,
    ContentIntake,
    ContentReplacement,
    FormatTable,
    DocumentsSettings,
  ],
})
export class DocumentsModule implements OnApplicationBootstrap {
  constructor(
    private readonly titles: DocumentTitles,
    private readonly seen: VisibleTitles,
    metrics: Metrics,
    unsaved: UnsavedChangesRegister,
  ) {
    metrics.gauge({
      name: 'kontor_documents_unsaved',
      help: 'Documents with changes that only the Document Server has; opening them saves the changes.',
      async collect() {
        this.set(await unsaved.countDocuments());
      },
    });
  }

  onApplicationBootstrap(): void {
    this.titles.register((actor, ids) => this.seen.of(actor, ids));
  }
}
