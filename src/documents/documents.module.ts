import { Module, type OnApplicationBootstrap } from '@nestjs/common';
import { Clock } from '../platform/clock/clock.js';
import { Ids } from '../platform/clock/ids.js';
import { Database } from '../platform/database/database.js';
import { DomainEvents } from '../platform/events/domain-events.js';
import { provideSettings } from '../platform/config/settings.js';
import { made } from '../platform/injection/made.js';
import { PersonKeys } from '../platform/identity/person-keys.js';
import {
  DocumentKeyrings,
  DocumentTitles,
  VersionArchive,
  VersionArchiveModule,
} from '../version-archive/index.js';
import { BlankFiles } from './blank-files.js';
import { readBlankFiles } from './blank-files.file.js';
import { ContentIntake } from './content-intake.js';
import { ContentReplacement } from './content-replacement.js';
import { CreateBlankDocument } from './create-blank-document.use-case.js';
import { CreateDocument } from './create-document.use-case.js';
import { CreateShadowDocument } from './create-shadow-document.use-case.js';
import { DeleteDocument } from './delete-document.use-case.js';
import { ChangeCustody } from './change-custody.use-case.js';
import { DocumentAccess } from './document-access.js';
import { DocumentAdmission } from './document-admission.js';
import { DocumentChanges } from './document-changes.js';
import { DocumentCheckoutRepository } from './document-checkout.repository.js';
import { KyselyDocumentCheckoutRepository } from './document-checkout.kysely.js';
import { DocumentCheckouts } from './document-checkouts.js';
import { DocumentContent } from './document-content.js';
import { DocumentContentController } from './document-content.controller.js';
import { DocumentCustodyController } from './document-custody.controller.js';
import { DocumentHolders } from './document-holders.js';
import { DocumentLocks } from './document-locks.js';
import { DocumentMembers } from './document-members.js';
import { DocumentShareRepository } from './document-share.repository.js';
import { KyselyDocumentShareRepository } from './document-share.kysely.js';
import { DocumentShares } from './document-shares.js';
import { DocumentSharesController } from './document-shares.controller.js';
import { DocumentVersionsController } from './document-versions.controller.js';
import { DocumentViews } from './document-views.js';
import { DocumentRepository } from './document.repository.js';
import { KyselyDocumentRepository } from './document.kysely.js';
import { DocumentsSettings, documentsSettings } from './documents.config.js';
import { DocumentsController } from './documents.controller.js';
import { EditingPresence } from './editing-presence.js';
import { KyselyEditingPresence } from './editing-presence.kysely.js';
import { FormatTable } from './format-table.js';
import { readFormatTable } from './format-table.file.js';
import { GetDocument } from './get-document.use-case.js';
import { GiveUpUnsavedChanges } from './give-up-unsaved-changes.use-case.js';
import { ListDocuments } from './list-documents.use-case.js';
import { ListSharesOfOwned } from './list-shares-of-owned.use-case.js';
import { ListShares } from './list-shares.use-case.js';
import { ListVersions } from './list-versions.use-case.js';
import { NewDocument } from './new-document.js';
import { OpenContent } from './open-content.use-case.js';
import { OpenSealedContent } from './open-sealed-content.use-case.js';
import { OutsideChange } from './outside-change.js';
import { RegisteredDocumentAccess } from './registered-document-access.js';
import { ReindexDocuments } from './reindex-documents.use-case.js';
import { RemoveShadowDocument } from './remove-shadow-document.use-case.js';
import { RenameDocument } from './rename-document.use-case.js';
import { ReplaceContent } from './replace-content.use-case.js';
import { RestoreDocument } from './restore-document.use-case.js';
import { RestoreVersion } from './restore-version.use-case.js';
import { SealedContentController } from './sealed-content.controller.js';
import { SeenTitles } from './seen-titles.js';
import { ShareDocument } from './share-document.use-case.js';
import { ShowKeyrings } from './show-keyrings.use-case.js';
import { UnsavedChangesController } from './unsaved-changes.controller.js';
import { UnsavedChangesRegister } from './unsaved-changes.js';
import { KyselyUnsavedChangesRegister } from './unsaved-changes.kysely.js';
import { UploadController } from './upload.controller.js';
import { UnshareDocument } from './unshare-document.use-case.js';

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
  made(RegisteredDocumentAccess, [DocumentRepository, DocumentShareRepository]),
  { provide: DocumentAccess, useExisting: RegisteredDocumentAccess },
  made(SeenTitles, [DocumentAccess]),
  made(DocumentChanges, [DocumentRepository, DocumentShareRepository, Database, Clock]),
  made(DocumentContent, [DocumentChanges]),
  made(DocumentShares, [DocumentShareRepository, Database, Clock]),
  made(DocumentViews, [VersionArchive, EditingPresence, UnsavedChangesRegister]),
  made(NewDocument, [FormatTable, PersonKeys, VersionArchive, Ids]),
  made(DocumentMembers, [DocumentShareRepository, PersonKeys, DocumentKeyrings]),
  made(DocumentAdmission, [
    DocumentShares,
    DocumentShareRepository,
    DocumentMembers,
    DocumentKeyrings,
    Database,
  ]),
  made(DocumentHolders, [DocumentCheckoutRepository, Clock]),
  made(OutsideChange, [EditingPresence, DocumentHolders, UnsavedChangesRegister, DomainEvents]),
  made(DocumentCheckouts, [
    DocumentCheckoutRepository,
    OutsideChange,
    VersionArchive,
    Database,
    Clock,
  ]),
  made(DocumentLocks, [DocumentCheckoutRepository, OutsideChange, Database, Clock]),
  made(ContentReplacement, [VersionArchive, DocumentContent, OutsideChange, Database]),
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
