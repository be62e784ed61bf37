import { Module, type OnApplicationBootstrap, type OnApplicationShutdown } from '@nestjs/common';
import { BackgroundWork } from '../platform/background/background-work.timer.js';
import { Clock } from '../platform/clock/clock.js';
import { Database } from '../platform/database/database.js';
import { provideClass } from '../platform/injection/provide-class.js';
import { provideFrom } from '../platform/injection/provide-from.js';
import { HeldObjects, VersionArchive, VersionArchiveModule } from '../version-archive/index.js';
import { ContentIntake } from './content/content-intake.js';
import { CreateDocument } from './content/create-document.use-case.js';
import { ContentReplacement } from './content/replace-content.use-case.js';
import { DocumentAccess } from './document-access.js';
import { DocumentsSettings } from './documents.config.js';
import { DocumentsModule } from './documents.module.js';
import { DocumentFactory } from './registry/document-factory.js';
import { DocumentRegistry } from './registry/document-registry.js';
import { AbandonedDocuments } from './registry/abandoned-documents.js';
import { BeginOwnUpload, OwnUploads, OwnUploadTargets } from './uploads/own-upload.use-case.js';
import { UploadIntake } from './uploads/upload-intake.js';
import { KyselyUploadRepository } from './uploads/upload.kysely.js';
import { UploadParts } from './uploads/upload-parts.js';
import { UploadRepository } from './uploads/upload.repository.js';
import { UploadTransfer } from './uploads/upload-transfer.js';
import { UploadsController } from './uploads/uploads.controller.js';

const SWEEP_EVERY_MS = 10 * 60 * 1000;
const SWEEP_DOCUMENTS_EVERY_MS = 60 * 60 * 1000;

/** Uploads that resume, of all who upload by tus. Of a server: commands have no timers and no routes. */
@Module({
  imports: [DocumentsModule, VersionArchiveModule],
  controllers: [UploadsController],
  providers: [
    { ...provideClass(KyselyUploadRepository, [Database]), provide: UploadRepository },
    provideClass(UploadIntake, [VersionArchive, DocumentRegistry]),
    provideClass(UploadParts, [
      UploadRepository,
      UploadIntake,
      Database,
      Clock,
      AbandonedDocuments,
    ]),
    provideClass(UploadTransfer, [
      UploadRepository,
      UploadParts,
      UploadIntake,
      Clock,
      DocumentsSettings,
    ]),
    provideClass(OwnUploadTargets, [DocumentAccess, CreateDocument, ContentReplacement]),
    provideFrom(
      BeginOwnUpload,
      {
        access: DocumentAccess,
        archive: VersionArchive,
        factory: DocumentFactory,
        intake: ContentIntake,
        replacement: ContentReplacement,
        targets: OwnUploadTargets,
        transfer: UploadTransfer,
      },
      (parts) => new BeginOwnUpload(parts),
    ),
    provideClass(OwnUploads, [
      UploadRepository,
      UploadParts,
      UploadTransfer,
      OwnUploadTargets,
      Clock,
    ]),
    provideFrom(
      BackgroundWork,
      { uploads: UploadParts },
      ({ uploads }) =>
        new BackgroundWork([
          { name: 'expired uploads', everyMs: SWEEP_EVERY_MS, run: () => uploads.sweep() },
          {
            name: 'documents that never came to be',
            everyMs: SWEEP_DOCUMENTS_EVERY_MS,
            run: (stop) => uploads.sweepDocuments(stop),
          },
        ]),
    ),
  ],
  exports: [UploadRepository, UploadTransfer],
})
export class UploadsModule implements OnApplicationBootstrap, OnApplicationShutdown {
  constructor(
    private readonly background: BackgroundWork,
    private readonly held: HeldObjects,
    private readonly uploads: UploadRepository,
  ) {}

  onApplicationBootstrap(): void {
    this.held.register(() => this.uploads.heldVersionIds());
    this.background.start();
  }

  onApplicationShutdown(): Promise<void> {
    return this.background.stop();
  }
}
