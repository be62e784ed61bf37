import { SigningSecrets } from '../../access/index.js';
import { Clock } from '../../platform/clock/clock.js';
import { provideFrom } from '../../platform/injection/provide-from.js';
import { EditorConnectorSettings } from '../editor-connector.config.js';
import { AskForEditRights } from './ask-for-edit-rights.use-case.js';
import { AskingController, PictureInEditorController } from './asking.controller.js';
import { DocumentPeople } from './document-people.use-case.js';
import { HandOutPicture } from './hand-out-picture.use-case.js';
import { MentionPeople } from './mention-people.use-case.js';
import { PictureAddresses } from './picture-addresses.js';

export const askingControllers = [AskingController, PictureInEditorController];

export const askingProviders = [
  provideFrom(
    PictureAddresses,
    { secrets: SigningSecrets, clock: Clock, settings: EditorConnectorSettings },
    ({ secrets, clock, settings }) =>
      new PictureAddresses(secrets.keyFor('editor/person-picture'), clock, settings.publicUrl),
  ),
  AskForEditRights,
  DocumentPeople,
  HandOutPicture,
  MentionPeople,
];
