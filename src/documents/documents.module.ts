import { Module } from '@nestjs/common';
import { provideSettings } from '../platform/config/settings.js';
import { VersionArchiveModule } from '../version-archive/index.js';
import { BlankFiles } from './blank-files.js';
import { readBlankFiles } from './blank-files.file.js';
import { ContentIntake } from './content-intake.js';
import { ContentReplacement } from './content-replacement.js';
import { CreateBlankDocument } from './create-blank-document.use-case.js';
import { CreateDocument } from './create-document.use-case.js';
import { DeleteDocument } from './delete-document.use-case.js';
import { DocumentAccess } from './document-access.js';
import { DocumentChanges } from './document-changes.js';
import { DocumentContent } from './document-content.js';
import { DocumentContentController } from './document-content.controller.js';
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
import { ListDocuments } from './list-documents.use-case.js';
import { ListShares } from './list-shares.use-case.js';
import { ListVersions } from './list-versions.use-case.js';
import { NewDocument } from './new-document.js';
import { OpenContent } from './open-content.use-case.js';
import { OutsideChange } from './outside-change.js';
import { RegisteredDocumentAccess } from './registered-document-access.js';
import { RenameDocument } from './rename-document.use-case.js';
import { ReplaceContent } from './replace-content.use-case.js';
import { RestoreDocument } from './restore-document.use-case.js';
import { RestoreVersion } from './restore-version.use-case.js';
import { ShareDocument } from './share-document.use-case.js';
import { UploadController } from './upload.controller.js';
import { UnshareDocument } from './unshare-document.use-case.js';

const useCases = [
  CreateDocument,
  CreateBlankDocument,
  ListDocuments,
  GetDocument,
  RenameDocument,
  DeleteDocument,
  RestoreDocument,
  OpenContent,
  ReplaceContent,
  ListVersions,
  RestoreVersion,
  ShareDocument,
  UnshareDocument,
  ListShares,
];

const adapters = [
  { provide: DocumentRepository, useClass: KyselyDocumentRepository },
  { provide: DocumentShareRepository, useClass: KyselyDocumentShareRepository },
  { provide: EditingPresence, useClass: KyselyEditingPresence },
  { provide: FormatTable, useFactory: readFormatTable },
  { provide: BlankFiles, useFactory: readBlankFiles },
  provideSettings(DocumentsSettings, documentsSettings),
];

const parts = [
  { provide: DocumentAccess, useClass: RegisteredDocumentAccess },
  ContentIntake,
  ContentReplacement,
  DocumentChanges,
  DocumentContent,
  DocumentShares,
  DocumentViews,
  NewDocument,
  OutsideChange,
];

@Module({
  imports: [VersionArchiveModule],
  controllers: [
    UploadController,
    DocumentsController,
    DocumentContentController,
    DocumentVersionsController,
    DocumentSharesController,
  ],
  providers: [...adapters, ...parts, ...useCases],
  exports: [
    ...useCases,
    DocumentAccess,
    EditingPresence,
    DocumentContent,
    DocumentViews,
    FormatTable,
    DocumentsSettings,
  ],
})
export class DocumentsModule {}
