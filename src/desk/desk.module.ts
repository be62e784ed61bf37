import { Module } from '@nestjs/common';
import { AccessModule, OfferProviders, OpenIdModule, SignInWithPasskey } from '../access/index.js';
import { AdministrationModule, HandOverModule } from '../administration/index.js';
import { AuditFigures, AuditModule } from '../audit/index.js';
import { Connections, ConnectionsModule } from '../connections/index.js';
import { ConversionModule } from '../conversion/index.js';
import {
  ChangeCustody,
  DocumentsModule,
  DocumentsSettings,
  FormatTable,
  ListDocuments,
  ListSharesOfOwned,
  ShowKeyWait,
} from '../documents/index.js';
import {
  EditorConnectorModule,
  ListKeyReleases,
  RecoveryNotices,
} from '../editor-connector/index.js';
import { MailModule, MailSettings } from '../mail/index.js';
import { NotificationsModule, WaitingMails } from '../notifications/index.js';
import { OfficeConnectorModule, WaitingTemplate } from '../office-connector/index.js';
import { OneoffixxModule, TemplateCatalogue } from '../oneoffixx/index.js';
import { Clock } from '../platform/clock/clock.js';
import { PlatformSettings } from '../platform/config/platform.config.js';
import { HealthChecks } from '../platform/health/health-checks.js';
import { Assets } from '../platform/http/assets.js';
import { People } from '../platform/identity/people.js';
import { provideClass } from '../platform/injection/provide-class.js';
import { provideFrom } from '../platform/injection/provide-from.js';
import { StorageAdministration, StorageModule } from '../storage/index.js';
import { WebhookDeliveryModule, WebhookFigures, WebhooksModule } from '../webhooks/index.js';
import { WebhooksAdminController } from './admin/webhooks-admin.controller.js';
import { AccountController } from './account/account.controller.js';
import { ApplicationsAdminController } from './admin/applications-admin.controller.js';
import { AuditAdminController } from './admin/audit-admin.controller.js';
import { ConnectionsAdminController } from './admin/connections-admin.controller.js';
import { GroupsAdminController } from './admin/groups-admin.controller.js';
import { HandOverAdminController } from './admin/hand-over-admin.controller.js';
import { PeopleAdminController } from './admin/people-admin.controller.js';
import { SettingsAdminController } from './admin/settings-admin.controller.js';
import { ActivityPageController } from './document/activity.controller.js';
import { ContentFormsController } from './document/content-forms.controller.js';
import { ConvertFormController } from './document/convert-form.controller.js';
import { DocumentController } from './document/document.controller.js';
import { ExportController } from './document/export.controller.js';
import { ShowFormats } from './document/show-formats.use-case.js';
import { PreviewController } from './document/preview.controller.js';
import { SharingFormsController } from './document/sharing-forms.controller.js';
import { GiveController } from './document/give.controller.js';
import { DocumentShares, ShareByForm, UnshareByForm } from './document/document-shares.use-case.js';
import { DocumentDetails, ShowDocumentPage } from './document/show-document-page.use-case.js';
import { DocumentsController } from './documents/documents.controller.js';
import { ShowDocumentsPage } from './documents/show-documents-page.use-case.js';
import { EditController } from './edit/edit.controller.js';
import { EditorFrameController } from './edit/editor-frame.controller.js';
import { ShowEditor } from './edit/show-editor.use-case.js';
import { KeysController } from './keys/keys.controller.js';
import { NotificationsPageController } from './notifications/notifications.controller.js';
import { PageRenderer } from './page-renderer.js';
import { PickController } from './pick/pick.controller.js';
import { ChosenPeople } from './chosen-people.js';
import { PeopleNames } from './people-names.js';
import { LoginController } from './sign-in/login.controller.js';
import { OwnPasswordController } from './sign-in/own-password.controller.js';
import { ResetPasswordController } from './sign-in/reset-password.controller.js';
import { SecondStepController } from './sign-in/second-step.controller.js';
import { ShowLogin } from './sign-in/show-login.use-case.js';
import { ProviderController } from './sign-in/provider.controller.js';
import { SessionController } from './sign-in/session.controller.js';
import { SecondFactorPageController } from './second-factor/second-factor-page.controller.js';
import { MailState, ShowStatus, UnstoredWork } from './status/show-status.use-case.js';
import { StatusController } from './status/status.controller.js';
import { UnknownPageController } from './unknown-page.controller.js';
import { ShowWizard } from './wizard/show-wizard.use-case.js';
import { WizardController } from './wizard/wizard.controller.js';

const showDocumentPage = provideFrom(
  ShowDocumentPage,
  {
    details: DocumentDetails,
    waitingTemplate: WaitingTemplate,
    recoveryNotices: RecoveryNotices,
    keyReleases: ListKeyReleases,
    custody: ChangeCustody,
    names: PeopleNames,
    clock: Clock,
  },
  (dependencies) => new ShowDocumentPage(dependencies),
);
const showDocumentsPage = provideFrom(
  ShowDocumentsPage,
  {
    listDocuments: ListDocuments,
    listShares: ListSharesOfOwned,
    keyWaits: ShowKeyWait,
    recoveryNotices: RecoveryNotices,
    templates: TemplateCatalogue,
    names: PeopleNames,
    formats: FormatTable,
    settings: DocumentsSettings,
  },
  ({ formats, settings, ...from }) =>
    new ShowDocumentsPage({ ...from, files: { formats, settings } }),
);
const showStatus = provideFrom(
  ShowStatus,
  {
    connections: Connections,
    unstored: UnstoredWork,
    checks: HealthChecks,
    storage: StorageAdministration,
    webhooks: WebhookFigures,
    mails: MailState,
    audit: AuditFigures,
  },
  (dependencies) => new ShowStatus(dependencies),
);

@Module({
  imports: [
    AccessModule,
    AdministrationModule,
    AuditModule,
    ConnectionsModule,
    ConversionModule,
    DocumentsModule,
    EditorConnectorModule,
    HandOverModule,
    MailModule,
    NotificationsModule,
    OpenIdModule,
    OfficeConnectorModule,
    OneoffixxModule,
    StorageModule,
    WebhookDeliveryModule,
    WebhooksModule,
  ],
  controllers: [
    LoginController,
    SecondStepController,
    ProviderController,
    OwnPasswordController,
    ResetPasswordController,
    SecondFactorPageController,
    SessionController,
    DocumentsController,
    DocumentController,
    ContentFormsController,
    ExportController,
    ConvertFormController,
    PreviewController,
    ActivityPageController,
    GiveController,
    SharingFormsController,
    EditController,
    EditorFrameController,
    AccountController,
    KeysController,
    NotificationsPageController,
    StatusController,
    PeopleAdminController,
    HandOverAdminController,
    ApplicationsAdminController,
    WebhooksAdminController,
    GroupsAdminController,
    ConnectionsAdminController,
    SettingsAdminController,
    AuditAdminController,
    WizardController,
    PickController,
    UnknownPageController,
  ],
  providers: [
    provideClass(PageRenderer, [Assets, Clock]),
    provideClass(ShowLogin, [PlatformSettings, OfferProviders, SignInWithPasskey, PageRenderer]),
    provideClass(PeopleNames, [People]),
    provideClass(ChosenPeople, [People]),
    DocumentDetails,
    DocumentShares,
    ShareByForm,
    UnshareByForm,
    showDocumentPage,
    showDocumentsPage,
    ShowEditor,
    ShowFormats,
    provideClass(MailState, [WaitingMails, MailSettings]),
    showStatus,
    UnstoredWork,
    ShowWizard,
  ],
})
export class DeskModule {}
