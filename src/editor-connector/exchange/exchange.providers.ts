import { SigningSecrets } from '../../access/index.js';
import { DocumentAccess, ListDocuments, OpenContent } from '../../documents/index.js';
import { Clock } from '../../platform/clock/clock.js';
import { provideFrom } from '../../platform/injection/provide-from.js';
import { DocumentServerTokens } from '../document-server/document-server-tokens.js';
import { EditorConnectorSettings } from '../editor-connector.config.js';
import { ContentToOpen } from '../opening/content-to-open.js';
import { DownloadAs } from './download-as.use-case.js';
import { ChoicesController } from './choices.controller.js';
import { ExchangeController, LentFileController } from './exchange.controller.js';
import { HandOutLentFile } from './hand-out-lent-file.use-case.js';
import { LendFile } from './lend-file.use-case.js';
import { ListChoices } from './list-choices.use-case.js';
import { LentFiles } from './lent-files.js';
import { ReferenceData } from './reference-data.use-case.js';
import { SaveAs } from './save-as.use-case.js';

export const exchangeControllers = [ChoicesController, ExchangeController, LentFileController];

export const exchangeProviders = [
  provideFrom(
    LentFiles,
    { secrets: SigningSecrets, clock: Clock, settings: EditorConnectorSettings },
    ({ secrets, clock, settings }) =>
      new LentFiles(secrets.keyFor('editor/lent-file'), clock, settings.selfUrlForDocumentServer),
  ),
  provideFrom(
    ReferenceData,
    {
      access: DocumentAccess,
      open: OpenContent,
      list: ListDocuments,
      contents: ContentToOpen,
      lent: LentFiles,
      tokens: DocumentServerTokens,
      settings: EditorConnectorSettings,
    },
    (parts) => new ReferenceData(parts),
  ),
  DownloadAs,
  HandOutLentFile,
  LendFile,
  ListChoices,
  SaveAs,
];
