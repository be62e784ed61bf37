import {
  Logger,
  Module,
  type OnApplicationBootstrap,
  type OnApplicationShutdown,
} from '@nestjs/common';
import { JwtService } from '@nestjs/jwt';
import { AccessModule, SigningSecrets } from '../access/index.js';
import {
  DocumentAccess,
  DocumentCheckedOut,
  DocumentContent,
  DocumentContentReplaced,
  DocumentDeleted,
  DocumentHolders,
  DocumentRenamed,
  DocumentShareChanged,
  DocumentTitleKept,
  DocumentsModule,
  DocumentsSettings,
  EditingPresence,
  FormatTable,
  UnsavedChangesRegister,
} from '../documents/index.js';
import { BackgroundWork } from '../platform/background/background-work.timer.js';
import { Clock } from '../platform/clock/clock.js';
import { PlatformSettings } from '../platform/config/platform.config.js';
import { provideSettings } from '../platform/config/settings.js';
import { Database } from '../platform/database/database.js';
import { DomainEvents } from '../platform/events/domain-events.js';
import { HealthChecks } from '../platform/health/health-checks.js';
import { Metrics } from '../platform/health/metrics.js';
import { People } from '../platform/identity/people.js';
import { Standings } from '../platform/identity/standings.js';
import { provideClass } from '../platform/injection/provide-class.js';
import { Hs256Module } from '../platform/jwt/hs256.module.js';
import { Redis } from '../platform/redis/redis.js';
import { VersionArchive, VersionArchiveModule } from '../version-archive/index.js';

import { CallbackCheck } from './saving/callback-check.js';
import { ContentToOpen } from './opening/content-to-open.js';
import { Converter } from './document-server/converter.js';
import { HttpConverter } from './document-server/converter.http.js';
import { DocumentKeyNames } from './opening/document-key-names.js';
import { DocumentKeys } from './document-server/document-keys.js';
import { KyselyDocumentKeys } from './document-server/document-keys.kysely.js';
import { DocumentServer } from './document-server/document-server.js';
import { HttpDocumentServer } from './document-server/document-server.http.js';
import { DocumentServerStatus } from './document-server/document-server-status.use-case.js';
import { DocumentServerTokens } from './document-server/document-server-tokens.js';
import { JwtDocumentServerTokens } from './document-server/document-server-tokens.jwt.js';
import { EditingAccess } from './opening/editing-access.js';
import { EditingFileController } from './opening/editing-file.controller.js';
import { EditingSessionController } from './opening/editing-session.controller.js';
import { EditingSessions } from './sessions/editing-sessions.js';
import { openEditingSessions } from './sessions/editing-sessions.factory.js';
import { EditorConfigs } from './opening/editor-configs.js';
import { EditorConnectorSettings, editorConnectorSettings } from './editor-connector.config.js';
import { EditorMetrics } from './editor-metrics.js';
import { HandOutFile } from './opening/hand-out-file.use-case.js';
import { HarvestForgottenFiles } from './recovery/harvest-forgotten-files.use-case.js';
import { KeyReleases } from './sessions/key-releases.repository.js';
import { KeyReleasesController } from './sessions/key-releases.controller.js';
import { KyselyKeyReleases } from './sessions/key-releases.kysely.js';
import { ListKeyReleases } from './sessions/list-key-releases.use-case.js';
import { ListRecoveredVersions } from './recovery/list-recovered-versions.use-case.js';
import { ListSessionKeys } from './opening/list-session-keys.use-case.js';
import { NoteRecoveredVersion } from './recovery/note-recovered-version.use-case.js';
import { OldReleases } from './sessions/old-releases.js';
import { OpenEditingSession } from './opening/open-editing-session.use-case.js';
import { OpenEditors } from './saving/open-editors.js';
import { OpeningController } from './opening/opening.controller.js';
import { PresenceWatchdog } from './saving/presence-watchdog.js';
import { recovering } from './recovery/recovering.providers.js';
import { ReceiveCallback } from './saving/receive-callback.use-case.js';
import { RecoveredVersions } from './saving/recovered-versions.repository.js';
import { RecoveredVersionsController } from './recovery/recovered-versions.controller.js';
import { ReportEditorError } from './opening/report-editor-error.use-case.js';
import { EditorsReported, ReportedPresence } from './saving/reported-presence.js';
import { SaveCallbackController } from './saving/save-callback.controller.js';
import { SaveCapabilities } from './sessions/save-capability.js';
import { SaveCommit } from './saving/save-commit.js';
import { SaveLimits, SaveStaging } from './saving/save-staging.js';
import { SavedFiles } from './saving/saved-files.js';
import { HttpSavedFiles } from './saving/saved-files.http.js';
import { ServedFormats } from './opening/served-formats.js';
import { ShowOpening } from './opening/show-opening.use-case.js';
import { SessionEndings } from './saving/session-endings.js';
import { SessionIssuer } from './opening/session-issuer.js';
import { SessionKeys } from './saving/session-keys.js';
import { SessionUrls } from './opening/session-urls.js';
import { SharedOriginWarning } from './shared-origin.js';
import { ShowForgottenFiles } from './recovery/show-forgotten-files.use-case.js';
import { StandingWatch } from './saving/standing-watch.js';
import { TakeSave } from './saving/take-save.use-case.js';
import { UnsavedKeys } from './document-server/unsaved-keys.js';
import { ValidSessions } from './opening/valid-sessions.js';

const MINUTE_MS = 60_000;
/** Whoever is disabled has stopped within five seconds, also when the Document Server takes two for it. */
const STANDING_EVERY_MS = 2000;

const adapters = [
  { ...provideClass(KyselyDocumentKeys, [Database, Clock]), provide: DocumentKeys },
  { ...provideClass(KyselyKeyReleases, [Database, Clock]), provide: KeyReleases },
  {
    ...provideClass(JwtDocumentServerTokens, [JwtService, EditorConnectorSettings, Clock]),
    provide: DocumentServerTokens,
  },
  { provide: SavedFiles, useFactory: () => new HttpSavedFiles() },
  {
    provide: Converter,
    inject: [DocumentServerTokens, EditorConnectorSettings],
    useFactory: (tokens: DocumentServerTokens, { internalUrl }: EditorConnectorSettings) =>
      new HttpConverter(tokens, internalUrl),
  },
  {
    provide: DocumentServer,
    inject: [DocumentServerTokens, EditorConnectorSettings],
    useFactory: (
      tokens: DocumentServerTokens,
      { internalUrl, jwtHeader }: EditorConnectorSettings,
    ) => new HttpDocumentServer(tokens, internalUrl, jwtHeader),
  },
  {
    provide: EditingSessions,
    inject: [PlatformSettings, Clock, Database, { token: Redis, optional: true }],
    useFactory: openEditingSessions,
  },
];

const opening = [
  {
    provide: DocumentKeyNames,
    inject: [SigningSecrets],
    useFactory: (secrets: SigningSecrets) =>
      new DocumentKeyNames(secrets.keyFor('editor/installation')),
  },
  provideClass(EditingAccess, [DocumentAccess, DocumentHolders, People, Standings]),
  provideClass(UnsavedKeys, [UnsavedChangesRegister, EditingPresence, DocumentKeys]),
  provideClass(ContentToOpen, [
    VersionArchive,
    DocumentKeys,
    DocumentKeyNames,
    UnsavedKeys,
    Database,
  ]),
  {
    provide: SessionUrls,
    inject: [SaveCapabilities, Clock, EditorConnectorSettings],
    useFactory: (
      saves: SaveCapabilities,
      clock: Clock,
      { selfUrlForDocumentServer }: EditorConnectorSettings,
    ) => new SessionUrls(saves, clock, selfUrlForDocumentServer),
  },
  provideClass(ValidSessions, [EditingSessions, EditingAccess]),
  provideClass(SessionIssuer, [VersionArchive, EditingSessions, KeyReleases, SessionUrls, Clock]),
  {
    provide: EditorConfigs,
    inject: [FormatTable, DocumentServerTokens, People, EditorConnectorSettings],
    useFactory: (
      formats: FormatTable,
      tokens: DocumentServerTokens,
      people: People,
      { browserUrl, publicUrl }: EditorConnectorSettings,
    ) => new EditorConfigs(formats, tokens, people, { browserUrl, publicUrl }),
  },
];

const saving = [
  {
    provide: SaveCapabilities,
    inject: [SigningSecrets],
    useFactory: (secrets: SigningSecrets) =>
      new SaveCapabilities(secrets.keyFor('editor/save-capability')),
  },
  provideClass(CallbackCheck, [SaveCapabilities, DocumentServerTokens, Clock]),
  provideClass(SessionEndings, [EditingSessions, KeyReleases, Clock]),
  {
    provide: SessionKeys,
    inject: [EditingSessions],
    useFactory: (sessions: EditingSessions) => {
      const logger = new Logger(SessionKeys.name);
      return new SessionKeys(sessions, (fields) => logger.warn(fields));
    },
  },
  {
    provide: ReportedPresence,
    inject: [
      EditingPresence,
      UnsavedChangesRegister,
      DocumentKeys,
      Database,
      SessionEndings,
      DomainEvents,
      Clock,
    ],
    useFactory: (...[presence, unsaved, keys, database, endings, events, clock]: PresenceParts) =>
      new ReportedPresence({ presence, unsaved, keys, database }, endings, events, clock),
  },
  provideClass(SaveCommit, [
    VersionArchive,
    DocumentKeys,
    DocumentContent,
    RecoveredVersions,
    Database,
  ]),
  {
    provide: SaveLimits,
    inject: [EditorConnectorSettings, DocumentsSettings],
    useFactory: (
      { internalUrl }: EditorConnectorSettings,
      { maxFileBytes }: DocumentsSettings,
    ): SaveLimits => ({ internalUrl, maxFileBytes }),
  },
  provideClass(SaveStaging, [SavedFiles, VersionArchive, FormatTable, SessionKeys, SaveLimits]),
];

const beside = [
  {
    provide: SharedOriginWarning,
    inject: [EditorConnectorSettings],
    useFactory: (settings: EditorConnectorSettings) => {
      const logger = new Logger('Editor');
      return new SharedOriginWarning(settings, (fields) => logger.warn(fields));
    },
  },
  provideClass(EditorMetrics, [Metrics]),
  provideClass(OpenEditors, [
    DocumentKeys,
    DocumentServer,
    EditingAccess,
    ContentToOpen,
    SessionEndings,
  ]),
  provideClass(PresenceWatchdog, [EditingPresence, DocumentServer, ReportedPresence, Clock]),
  provideClass(StandingWatch, [EditingPresence, Standings, OpenEditors, Clock]),
  provideClass(ServedFormats, [DocumentServer, FormatTable]),
  provideClass(OldReleases, [KeyReleases, Clock]),
  {
    provide: BackgroundWork,
    inject: [
      PresenceWatchdog,
      StandingWatch,
      ServedFormats,
      EditingSessions,
      OldReleases,
      HarvestForgottenFiles,
    ],
    useFactory: (...[watchdog, standings, formats, sessions, releases, forgotten]: Watches) =>
      new BackgroundWork([
        { name: 'presence watchdog', everyMs: MINUTE_MS, run: () => watchdog.look() },
        {
          name: 'people who may no longer edit',
          everyMs: STANDING_EVERY_MS,
          run: () => standings.look(),
        },
        { name: 'format table', everyMs: 60 * MINUTE_MS, run: () => formats.refresh() },
        { name: 'expired sessions', everyMs: MINUTE_MS / 2, run: () => sessions.sweep() },
        { name: 'old key releases', everyMs: 60 * MINUTE_MS, run: () => releases.sweep() },
        {
          name: 'forgotten files',
          everyMs: MINUTE_MS,
          run: async () => void (await forgotten.execute()),
        },
      ]),
  },
];

type PresenceParts = [
  EditingPresence,
  UnsavedChangesRegister,
  DocumentKeys,
  Database,
  SessionEndings,
  DomainEvents,
  Clock,
];

type Watches = [
  PresenceWatchdog,
  StandingWatch,
  ServedFormats,
  EditingSessions,
  OldReleases,
  HarvestForgottenFiles,
];

@Module({
  imports: [AccessModule, DocumentsModule, Hs256Module, VersionArchiveModule],
  controllers: [
    EditingSessionController,
    OpeningController,
    EditingFileController,
    SaveCallbackController,
    KeyReleasesController,
    RecoveredVersionsController,
  ],
  providers: [
    provideSettings(EditorConnectorSettings, editorConnectorSettings),
    ...adapters,
    ...opening,
    ...saving,
    ...recovering,
    ...beside,
    OpenEditingSession,
    ShowOpening,
    ReportEditorError,
    ListSessionKeys,
    ListKeyReleases,
    HandOutFile,
    ReceiveCallback,
    TakeSave,
    DocumentServerStatus,
  ],
  exports: [
    OpenEditingSession,
    ListKeyReleases,
    ListRecoveredVersions,
    NoteRecoveredVersion,
    ShowForgottenFiles,
    DocumentServerStatus,
    DocumentServerTokens,
    Converter,
    SavedFiles,
    EditorConnectorSettings,
  ],
})
export class EditorConnectorModule implements OnApplicationBootstrap, OnApplicationShutdown {
  constructor(
    private readonly background: BackgroundWork,
    private readonly editors: OpenEditors,
    private readonly status: DocumentServerStatus,
    private readonly events: DomainEvents,
    private readonly checks: HealthChecks,
  ) {}

  onApplicationBootstrap(): void {
    const { editors, events } = this;
    events.on(DocumentRenamed, ({ documentId, title }) => editors.showTitle(documentId, title));
    events.on(DocumentTitleKept, ({ documentId, title }) => editors.showTitle(documentId, title));
    events.on(DocumentShareChanged, ({ documentId, username }) =>
      editors.rightsChanged(documentId, username),
    );
    events.on(DocumentContentReplaced, ({ documentId }) => editors.endReplaced(documentId));
    events.on(DocumentCheckedOut, ({ documentId }) => editors.stopEveryone(documentId));
    events.on(DocumentDeleted, ({ documentId }) => editors.endAll(documentId));
    events.on(EditorsReported, (reported) => editors.stopUnwelcome(reported));
    this.checks.register({ name: 'document-server', required: false, run: () => this.#probe() });
    this.background.start();
  }

  onApplicationShutdown(): void {
    void this.background.stop();
  }

  async #probe(): Promise<string | void> {
    const { reachable, version, cause, fix } = await this.status.execute();
    if (!reachable) throw new Error(`${cause} ${fix}`);
    if (version !== null) return `version ${version}`;
  }
}
