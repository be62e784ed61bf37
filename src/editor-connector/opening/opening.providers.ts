import { SigningSecrets } from '../../access/index.js';
import {
  DocumentAccess,
  DocumentHolders,
  EditingPresence,
  FormatChange,
  FormatTable,
  UnsavedChangesRegister,
} from '../../documents/index.js';
import { AuditLog } from '../../platform/audit/audit-log.js';
import { Clock } from '../../platform/clock/clock.js';
import { Database } from '../../platform/database/database.js';
import { EventOutbox } from '../../platform/events/event-outbox.js';
import { People, Standings } from '../../platform/identity/people.js';
import { provideClass } from '../../platform/injection/provide-class.js';
import { provideFrom } from '../../platform/injection/provide-from.js';
import { VersionArchive } from '../../version-archive/index.js';
import { DocumentKeys } from '../document-server/document-keys.js';
import { DocumentServerTokens } from '../document-server/document-server-tokens.js';
import { EditorConnectorSettings } from '../editor-connector.config.js';
import { ContentToOpen, DocumentKeyNames, UnsavedKeys } from './content-to-open.js';
import { DocumentToOpen } from './document-to-open.js';
import { EditingAccess, ValidSessions } from './editing-access.js';
import { EditorConfigs } from './editor-configs.js';
import { HandOutFile } from './hand-out-file.use-case.js';
import { ListSessionKeys } from './list-session-keys.use-case.js';
import { OpenEditingSession } from './open-editing-session.use-case.js';
import { ReportEditorError } from './report-editor-error.use-case.js';
import { RecordedOpenings } from './recorded-openings.js';
import { ReopenedKeys } from './reopened-keys.js';
import { SessionIssuer, SessionUrls } from './session-issuer.js';
import { ShowOpening } from './show-opening.use-case.js';
import { EditorOpenings } from '../sessions/editor-openings.js';
import { EditingSessions } from '../sessions/editing-sessions.js';
import { KeyReleases } from '../sessions/key-releases.repository.js';
import { SaveCapabilities } from '../sessions/save-capability.js';

export const openingProviders = [
  provideFrom(
    DocumentKeyNames,
    { secrets: SigningSecrets },
    ({ secrets }) => new DocumentKeyNames(secrets.keyFor('editor/installation')),
  ),
  provideClass(EditingAccess, [DocumentAccess, DocumentHolders, People, Standings]),
  provideClass(UnsavedKeys, [UnsavedChangesRegister, EditingPresence, DocumentKeys]),
  provideClass(ContentToOpen, [
    VersionArchive,
    DocumentKeys,
    DocumentKeyNames,
    UnsavedKeys,
    Database,
  ]),
  provideFrom(
    SessionUrls,
    { saves: SaveCapabilities, clock: Clock, settings: EditorConnectorSettings },
    ({ saves, clock, settings }) =>
      new SessionUrls(saves, clock, settings.selfUrlForDocumentServer),
  ),
  provideClass(ValidSessions, [EditingSessions, EditingAccess]),
  provideClass(RecordedOpenings, [AuditLog, EventOutbox, Database, KeyReleases, EditorOpenings]),
  provideFrom(
    SessionIssuer,
    {
      archive: VersionArchive,
      sessions: EditingSessions,
      openings: RecordedOpenings,
      urls: SessionUrls,
      clock: Clock,
    },
    (parts) => new SessionIssuer(parts),
  ),
  provideClass(EditorConfigs, [FormatTable, DocumentServerTokens, People, EditorConnectorSettings]),
  {
    provide: DocumentToOpen,
    inject: [EditingAccess, FormatTable, { token: FormatChange, optional: true }],
    useFactory: (access: EditingAccess, formats: FormatTable, change: FormatChange | undefined) =>
      new DocumentToOpen(access, formats, change),
  },
  OpenEditingSession,
  ShowOpening,
  ReportEditorError,
  ListSessionKeys,
  provideClass(ReopenedKeys, [DocumentKeys, EditingPresence, Database]),
  provideFrom(
    HandOutFile,
    {
      sessions: ValidSessions,
      tokens: DocumentServerTokens,
      archive: VersionArchive,
      releases: KeyReleases,
      reopened: ReopenedKeys,
      settings: EditorConnectorSettings,
    },
    (parts) => new HandOutFile(parts),
  ),
];
