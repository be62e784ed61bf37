import { Module, type OnApplicationBootstrap, type OnApplicationShutdown } from '@nestjs/common';
import { JwtService } from '@nestjs/jwt';
import { AccessModule, TokenGenerations, SigningSecrets } from '../access/index.js';
import {
  CreateShadowDocument,
  DocumentAccess,
  DocumentCheckouts,
  DocumentRegistry,
  DocumentContentReplaced,
  DocumentHolders,
  DocumentsModule,
  FormatTable,
  EditGuard,
  RemoveShadowDocument,
  UploadsModule,
} from '../documents/index.js';
import { InstructionXmlModule } from '../instruction-xml/index.js';
import { OneoffixxModule } from '../oneoffixx/index.js';
import { BackgroundWork } from '../platform/background/background-work.timer.js';
import { Clock } from '../platform/clock/clock.js';
import { PlatformSettings } from '../platform/config/platform.config.js';
import { provideSettings } from '../platform/config/settings.js';
import { Database } from '../platform/database/database.js';
import { DomainEvents } from '../platform/events/domain-events.js';
import { provideClass } from '../platform/injection/provide-class.js';
import { provideFrom } from '../platform/injection/provide-from.js';
import { hs256Key, Hs256Module } from '../platform/jwt/hs256.module.js';
import { VersionArchive, VersionArchiveModule } from '../version-archive/index.js';
import { BeginUpload } from './upload/begin-upload.use-case.js';
import { CancelCheckout, CheckIn, CheckOut } from './checkout/checkout.use-case.js';
import { CheckoutController } from './checkout/checkout.controller.js';
import { ContinueUpload, ShowUpload } from './upload/continue-upload.use-case.js';
import { CreateFromTemplate } from './templates/create-from-template.use-case.js';
import { DesktopDocuments } from './templates/desktop-documents.js';
import { DesktopTokens } from './links/desktop-tokens.js';
import { JwtDesktopTokens } from './links/desktop-tokens.jwt.js';
import { DesktopUrls } from './links/desktop-urls.js';
import { DesktopUrlsController } from './links/desktop-urls.controller.js';
import { FromTemplateController } from './templates/from-template.controller.js';
import { GiveDesktopUrl } from './links/give-desktop-url.use-case.js';
import { InstructionController } from './templates/instruction.controller.js';
import { ListPayloads } from './payloads/list-payloads.use-case.js';
import { LockController } from './checkout/lock.controller.js';
import { LockDocument } from './checkout/lock-document.use-case.js';
import { OfficeConnectorSettings, officeConnectorSettings } from './office-connector.config.js';
import { PayloadContext } from './payloads/payload.js';
import { PayloadsController } from './payloads/payloads.controller.js';
import { ShowDesktopStatus } from './checkout/show-desktop-status.use-case.js';
import { InstructionOfDocument, ShowInstruction } from './templates/show-instruction.use-case.js';
import { TusController } from './upload/tus.controller.js';
import { UploadCommit, UploadRights } from './upload/upload-commit.js';
import { KyselyWaitingDocumentRepository } from './templates/waiting-document.kysely.js';
import { WaitingDocumentRepository } from './templates/waiting-document.repository.js';
import { WaitingDocuments } from './templates/waiting-documents.js';
import { WaitingTemplate } from './templates/waiting-template.use-case.js';

const CLEAN_UP_EVERY_MS = 10 * 60 * 1000;

const adapters = [
  { provide: WaitingDocumentRepository, useClass: KyselyWaitingDocumentRepository },
  {
    provide: DesktopTokens,
    inject: [JwtService, SigningSecrets, Clock],
    useFactory: (jwt: JwtService, secrets: SigningSecrets, clock: Clock) =>
      new JwtDesktopTokens(jwt, hs256Key(secrets.keyFor('office-connector/token')), clock),
  },
];

const parts = [
  {
    provide: DesktopUrls,
    inject: [DesktopTokens, TokenGenerations, PlatformSettings],
    useFactory: (
      tokens: DesktopTokens,
      tokenGenerations: TokenGenerations,
      { publicUrl }: PlatformSettings,
    ) => new DesktopUrls(tokens, tokenGenerations, publicUrl),
  },
  provideClass(WaitingDocuments, [
    WaitingDocumentRepository,
    RemoveShadowDocument,
    Clock,
    OfficeConnectorSettings,
  ]),
  provideClass(PayloadContext, [DesktopUrls, FormatTable, DocumentHolders]),
  provideClass(DesktopDocuments, [CreateShadowDocument, WaitingDocuments, DesktopUrls, Clock]),
];

const uploading = [
  provideClass(UploadRights, [DocumentAccess, DocumentHolders, DocumentCheckouts, VersionArchive]),
  provideFrom(
    UploadCommit,
    {
      archive: VersionArchive,
      rights: UploadRights,
      content: DocumentRegistry,
      waiting: WaitingDocuments,
      outside: EditGuard,
      database: Database,
    },
    (collaborators) => new UploadCommit(collaborators),
  ),
];

const backgroundWork = provideFrom(
  BackgroundWork,
  { waiting: WaitingDocuments },
  ({ waiting }) =>
    new BackgroundWork([
      { name: 'abandoned templates', everyMs: CLEAN_UP_EVERY_MS, run: () => waiting.sweep() },
    ]),
);

@Module({
  imports: [
    AccessModule,
    DocumentsModule,
    Hs256Module,
    InstructionXmlModule,
    OneoffixxModule,
    UploadsModule,
    VersionArchiveModule,
  ],
  controllers: [
    DesktopUrlsController,
    FromTemplateController,
    PayloadsController,
    InstructionController,
    CheckoutController,
    LockController,
    TusController,
  ],
  providers: [
    provideSettings(OfficeConnectorSettings, officeConnectorSettings),
    ...adapters,
    ...parts,
    ...uploading,
    backgroundWork,
    CreateFromTemplate,
    GiveDesktopUrl,
    ListPayloads,
    InstructionOfDocument,
    ShowInstruction,
    ShowDesktopStatus,
    CheckOut,
    CheckIn,
    CancelCheckout,
    LockDocument,
    BeginUpload,
    ShowUpload,
    ContinueUpload,
    WaitingTemplate,
  ],
  exports: [CreateFromTemplate, GiveDesktopUrl, OfficeConnectorSettings, WaitingTemplate],
})
export class OfficeConnectorModule implements OnApplicationBootstrap, OnApplicationShutdown {
  constructor(
    private readonly background: BackgroundWork,
    private readonly waiting: WaitingDocuments,
    private readonly events: DomainEvents,
  ) {}

  onApplicationBootstrap(): void {
    // The first content may also come from an upload on the document's page.
    this.events.on(DocumentContentReplaced, ({ documentId }) => this.waiting.end(documentId));
    this.background.start();
  }

  onApplicationShutdown(): Promise<void> {
    return this.background.stop();
  }
}
