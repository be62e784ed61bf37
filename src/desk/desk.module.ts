import { Module } from '@nestjs/common';
import { AccessModule } from '../access/index.js';
import { ConnectionsModule } from '../connections/index.js';
import { DocumentsModule } from '../documents/index.js';
import { EditorConnectorModule } from '../editor-connector/index.js';
import { StorageModule } from '../storage/index.js';
import { TemplateWizardModule } from '../template-wizard/index.js';
import { Clock } from '../platform/clock/clock.js';
import { People } from '../platform/identity/people.js';
import { AroundController } from './around.controller.js';
import { AssetLibrary } from './asset-library.js';
import { readAssetLibrary } from './asset-library.file.js';
import { AssetsController } from './assets.controller.js';
import { CustodyFormsController } from './custody-forms.controller.js';
import { DocumentFilesController } from './document-files.controller.js';
import { DocumentFormsController } from './document-forms.controller.js';
import { DocumentPageController } from './document-page.controller.js';
import { DocumentsPageController } from './documents-page.controller.js';
import { EditPageController } from './edit-page.controller.js';
import { EditorFrameController } from './editor-frame.controller.js';
import { KeysPageController } from './keys-page.controller.js';
import { LoginController } from './login.controller.js';
import { NewDocumentsController } from './new-documents.controller.js';
import { Pages } from './pages.js';
import { PeopleNames } from './people-names.js';
import { PeopleController } from './people.controller.js';
import { ShareFormsController } from './share-forms.controller.js';
import { ShowDocumentPage } from './show-document-page.use-case.js';
import { ShowDocument } from './show-document.use-case.js';
import { ShowDocumentsPage } from './show-documents-page.use-case.js';
import { ShowDocuments } from './show-documents.use-case.js';
import { ShowEditor } from './show-editor.use-case.js';
import { ShowKeys } from './show-keys.use-case.js';
import { ShowReadings } from './show-readings.use-case.js';
import { ShowStatus } from './show-status.use-case.js';
import { ShowWizard } from './show-wizard.use-case.js';
import { StatusPageController } from './status-page.controller.js';
import { StorageFormsController } from './storage-forms.controller.js';
import { SuggestPeople } from './suggest-people.use-case.js';
import { UnknownPageController } from './unknown-page.controller.js';
import { UnsavedFormsController } from './unsaved-forms.controller.js';
import { WizardController } from './wizard.controller.js';

@Module({
  imports: [
    AccessModule,
    ConnectionsModule,
    DocumentsModule,
    EditorConnectorModule,
    TemplateWizardModule,
    StorageModule,
  ],
  controllers: [
    LoginController,
    AroundController,
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
    AssetsController,
    UnknownPageController,
  ],
  providers: [
    { provide: AssetLibrary, useFactory: () => readAssetLibrary() },
    {
      provide: Pages,
      inject: [AssetLibrary, Clock],
      useFactory: (assets: AssetLibrary, clock: Clock) => new Pages(assets, clock),
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
