import { Module } from '@nestjs/common';
import { AccessModule } from '../access/index.js';
import { ConnectionsModule } from '../connections/index.js';
import { DocumentsModule } from '../documents/index.js';
import { EditorConnectorModule } from '../editor-connector/index.js';
import { StorageModule } from '../storage/index.js';
import { OfficeConnectorModule } from '../office-connector/index.js';
import { OneoffixxModule } from '../oneoffixx/index.js';
import { Clock } from '../platform/clock/clock.js';
import { Assets } from '../platform/http/assets.js';
import { People } from '../platform/identity/people.js';
import { SessionController } from './sign-in/session.controller.js';
import { CustodyFormsController } from './document/custody-forms.controller.js';
import { DocumentFilesController } from './document/document-files.controller.js';
import { DocumentFormsController } from './document/document-forms.controller.js';
import { DocumentPageController } from './document/document-page.controller.js';
import { DocumentsPageController } from './documents/documents-page.controller.js';
import { EditPageController } from './edit/edit-page.controller.js';
import { EditorFrameController } from './edit/editor-frame.controller.js';
import { KeysPageController } from './keys/keys-page.controller.js';
import { LoginController } from './sign-in/login.controller.js';
import { NewDocumentsController } from './documents/new-documents.controller.js';
import { Pages } from './pages.js';
import { PeopleNames } from './people-names.js';
import { PeopleController } from './people.controller.js';
import { ShareFormsController } from './document/share-forms.controller.js';
import { ShowDocumentPage } from './document/show-document-page.use-case.js';
import { ShowDocument } from './document/show-document.use-case.js';
import { ShowDocumentsPage } from './documents/show-documents-page.use-case.js';
import { ShowDocuments } from './documents/show-documents.use-case.js';
import { ShowEditor } from './edit/show-editor.use-case.js';
import { ShowKeys } from './keys/show-keys.use-case.js';
import { ShowReadings } from './document/show-readings.use-case.js';
import { ShowStatus } from './status/show-status.use-case.js';
import { ShowWizard } from './wizard/show-wizard.use-case.js';
import { StatusPageController } from './status/status-page.controller.js';
import { StorageFormsController } from './status/storage-forms.controller.js';
import { SuggestPeople } from './suggest-people.use-case.js';
import { UnknownPageController } from './unknown-page.controller.js';
import { UnsavedFormsController } from './document/unsaved-forms.controller.js';
import { WizardController } from './wizard/wizard.controller.js';

@Module({
  imports: [
    AccessModule,
    ConnectionsModule,
    DocumentsModule,
    EditorConnectorModule,
    OfficeConnectorModule,
    OneoffixxModule,
    StorageModule,
  ],
  controllers: [
    LoginController,
    SessionController,
    DocumentsPageController,
    NewDocumentsController,
    DocumentPageController,
    DocumentFormsController,
    DocumentFilesController,
    CustodyFormsController,
    ShareFormsController,
    EditPageController,
    EditorFrameController,
    KeysPageController,
    StatusPageController,
    StorageFormsController,
    UnsavedFormsController,
    WizardController,
    PeopleController,
    UnknownPageController,
  ],
  providers: [
    {
      provide: Pages,
      inject: [Assets, Clock],
      useFactory: (assets: Assets, clock: Clock) => new Pages(assets, clock),
    },
    {
      provide: PeopleNames,
      inject: [People],
      useFactory: (people: People) => new PeopleNames(people),
    },
    ShowDocuments,
    ShowDocumentsPage,
    ShowDocument,
    ShowDocumentPage,
    ShowWizard,
    ShowEditor,
    ShowKeys,
    ShowReadings,
    ShowStatus,
    SuggestPeople,
  ],
})
export class DeskModule {}
