import { Module, type OnApplicationBootstrap } from '@nestjs/common';
import { Clock } from '../platform/clock/clock.js';
import { Ids } from '../platform/clock/ids.js';
import { Database } from '../platform/database/database.js';
import { DomainEvents } from '../platform/events/domain-events.js';
import { provideSettings } from '../platform/config/settings.js';
import { provideClass } from '../platform/injection/provide-class.js';
import { PersonKeys } from '../platform/identity/person-keys.js';
import {
  DocumentKeyrings,
  DocumentTitles,
  VersionArchive,
  VersionArchiveModule,
} from '../version-archive/index.js';
import { BlankFiles } from './formats/blank-files.js';
import { readBlankFiles } from './formats/blank-files.file.js';
import { ContentIntake } from './content/content-intake.js';
import { ContentReplacement } from './content/content-replacement.js';
import { CreateBlankDocument } from './content/create-blank-document.use-case.js';
import { CreateDocument } from './content/create-document.use-case.js';
import { CreateShadowDocument } from './registry/create-shadow-document.use-case.js';
import { DeleteDocument } from './registry/delete-document.use-case.js';
import { ChangeCustody } from './sharing/change-custody.use-case.js';
import { DocumentAccess } from './document-access.js';
import { DocumentAdmission } from './sharing/document-admission.js';
import { DocumentChanges } from './registry/document-changes.js';
import { DocumentCheckoutRepository } from './checkout/document-checkout.repository.js';
import { KyselyDocumentCheckoutRepository } from './checkout/document-checkout.kysely.js';
import { DocumentCheckouts } from './checkout/document-checkouts.js';
import { DocumentContent } from './content/document-content.js';
import { DocumentContentController } from './content/document-content.controller.js';
import { DocumentCustodyController } from './sharing/document-custody.controller.js';
import { DocumentHolders } from './checkout/document-holders.js';
import { DocumentLocks } from './checkout/document-locks.js';
import { DocumentMembers } from './sharing/document-members.js';
import { DocumentShareRepository } from './registry/document-share.repository.js';
import { KyselyDocumentShareRepository } from './registry/document-share.kysely.js';
import { DocumentShares } from './sharing/document-shares.js';
import { DocumentSharesController } from './sharing/document-shares.controller.js';
import { DocumentVersionsController } from './content/document-versions.controller.js';
import { DocumentViews } from './registry/document-views.js';
import { DocumentRepository } from './registry/document.repository.js';
import { KyselyDocumentRepository } from './registry/document.kysely.js';
import { DocumentsSettings, documentsSettings } from './documents.config.js';
import { DocumentsController } from './registry/documents.controller.js';
import { EditingPresence } from './checkout/editing-presence.js';
import { KyselyEditingPresence } from './checkout/editing-presence.kysely.js';
import { ExportContent } from './content/export-content.use-case.js';
import { FormatTable } from './formats/format-table.js';
import { readFormatTable } from './formats/format-table.file.js';
import { GetDocument } from './registry/get-document.use-case.js';
import { GiveUpUnsavedChanges } from './checkout/give-up-unsaved-changes.use-case.js';
import { ListDocuments } from './registry/list-documents.use-case.js';
import { ListSharesOfOwned } from './sharing/list-shares-of-owned.use-case.js';
import { ListShares } from './sharing/list-shares.use-case.js';
import { ListVersions } from './content/list-versions.use-case.js';
import { NewDocument } from './registry/new-document.js';
import { OpenContent } from './content/open-content.use-case.js';
import { OpenSealedContent } from './content/open-sealed-content.use-case.js';
import { OutsideChange } from './checkout/outside-change.js';
import { RegisteredDocumentAccess } from './registered-document-access.js';
import { ReindexDocuments } from './registry/reindex-documents.use-case.js';
import { RemoveShadowDocument } from './registry/remove-shadow-document.use-case.js';
import { RenameDocument } from './registry/rename-document.use-case.js';
import { ReplaceContent } from './content/replace-content.use-case.js';
import { RestoreDocument } from './registry/restore-document.use-case.js';
import { RestoreVersion } from './content/restore-version.use-case.js';
import { SealedContentController } from './content/sealed-content.controller.js';
import { SeenTitles } from './registry/seen-titles.js';
import { ShareDocument } from './sharing/share-document.use-case.js';
import { ShowKeyrings } from './sharing/show-keyrings.use-case.js';
import { UnsavedChangesController } from './checkout/unsaved-changes.controller.js';
import { UnsavedChangesRegister } from './checkout/unsaved-changes.js';
import { KyselyUnsavedChangesRegister } from './checkout/unsaved-changes.kysely.js';
import { UploadController } from './content/upload.controller.js';
import { UnshareDocument } from './sharing/unshare-document.use-case.js';

const useCases = [
  CreateDocument,
  CreateBlankDocument,
  CreateShadowDocument,
  RemoveShadowDocument,
  ListDocuments,
  GetDocument,
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
  ShowKeyrings,
  OpenSealedContent,
  ChangeCustody,
  ReindexDocuments,
];

const adapters = [
  { provide: DocumentRepository, useClass: KyselyDocumentRepository },
  { provide: DocumentShareRepository, useClass: KyselyDocumentShareRepository },
  { provide: DocumentCheckoutRepository, useClass: KyselyDocumentCheckoutRepository },
  { provide: EditingPresence, useClass: KyselyEditingPresence },
  { provide: UnsavedChangesRegister, useClass: KyselyUnsavedChangesRegister },
  { provide: FormatTable, useFactory: readFormatTable },
  { provide: BlankFiles, useFactory: readBlankFiles },
  provideSettings(DocumentsSettings, documentsSettings),
];

const parts = [
  provideClass(RegisteredDocumentAccess, [DocumentRepository, DocumentShareRepository]),
  { provide: DocumentAccess, useExisting: RegisteredDocumentAccess },
  provideClass(SeenTitles, [DocumentAccess]),
  provideClass(DocumentChanges, [DocumentRepository, DocumentShareRepository, Database, Clock]),
  provideClass(DocumentContent, [DocumentChanges]),
  provideClass(DocumentShares, [DocumentShareRepository, Database, Clock]),
  provideClass(DocumentViews, [VersionArchive, EditingPresence, UnsavedChangesRegister]),
  provideClass(NewDocument, [FormatTable, PersonKeys, VersionArchive, Ids]),
  provideClass(DocumentMembers, [DocumentShareRepository, PersonKeys, DocumentKeyrings]),
  provideClass(DocumentAdmission, [
    DocumentShares,
    DocumentShareRepository,
    DocumentMembers,
    DocumentKeyrings,
    Database,
  ]),
  provideClass(DocumentHolders, [DocumentCheckoutRepository, Clock]),
  provideClass(OutsideChange, [
    EditingPresence,
    DocumentHolders,
    UnsavedChangesRegister,
    DomainEvents,
  ]),
  provideClass(DocumentCheckouts, [
    DocumentCheckoutRepository,
    OutsideChange,
    VersionArchive,
    Database,
    Clock,
  ]),
  provideClass(DocumentLocks, [DocumentCheckoutRepository, OutsideChange, Database, Clock]),
  provideClass(ContentReplacement, [VersionArchive, DocumentContent, OutsideChange, Database]),
  {
    provide: ContentIntake,
    inject: [VersionArchive, DocumentsSettings],
    useFactory: (archive: VersionArchive, settings: DocumentsSettings) =>
      new ContentIntake(archive, settings.maxFileBytes),
  },
];

@Module({
  imports: [VersionArchiveModule],
  controllers: [
    UploadController,
    DocumentsController,
    DocumentContentController,
    DocumentVersionsController,
    DocumentSharesController,
    DocumentCustodyController,
    SealedContentController,
    UnsavedChangesController,
  ],
  providers: [...adapters, ...parts, ...useCases],
  exports: [
    ...useCases,
    DocumentAccess,
    SeenTitles,
    EditingPresence,
    UnsavedChangesRegister,
    DocumentContent,
    DocumentCheckouts,
    DocumentHolders,
    DocumentLocks,
    OutsideChange,
    DocumentViews,
    FormatTable,
    DocumentsSettings,
  ],
})
export class DocumentsModule implements OnApplicationBootstrap {
  constructor(
    private readonly titles: DocumentTitles,
    private readonly seen: SeenTitles,
  ) {}

  onApplicationBootstrap(): void {
    this.titles.register((actor, ids) => this.seen.of(actor, ids));
  }
}
