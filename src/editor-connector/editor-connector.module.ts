import {
  Logger,
  Module,
  type OnApplicationBootstrap,
  type OnApplicationShutdown,
} from '@nestjs/common';
import { JwtService } from '@nestjs/jwt';
import { AccessModule, EndedSignIns, SigningSecrets } from '../access/index.js';
import {
  DocumentAccess,
  DocumentCheckedOut,
  DocumentRegistry,
  DocumentContentReplaced,
  DocumentDeleted,
  DocumentRenamed,
  DocumentGroupShareChanged,
  DocumentShareChanged,
  DocumentTitleKept,
  DocumentsModule,
  DocumentsSettings,
  OwnershipLost,
  EditingPresence,
  FormatTable,
  UnsavedChangesRegister,
  WithdrawKeys,
} from '../documents/index.js';
import { NotificationsModule } from '../notifications/index.js';
import { BackgroundWork } from '../platform/background/background-work.timer.js';
import { Clock } from '../platform/clock/clock.js';
import { PlatformSettings } from '../platform/config/platform.config.js';
import { provideSettings } from '../platform/config/settings.js';
import { Database } from '../platform/database/database.js';
import { DomainEvents } from '../platform/events/domain-events.js';
import { HealthChecks } from '../platform/health/health-checks.js';
import { Metrics } from '../platform/health/metrics.js';
import { Groups } from '../platform/identity/groups.js';
import { Standings } from '../platform/identity/people.js';
import { provideClass } from '../platform/injection/provide-class.js';
import { provideFrom } from '../platform/injection/provide-from.js';
import { Hs256Module } from '../platform/jwt/hs256.module.js';
import { Redis } from '../platform/redis/redis.js';
import { HeldVersions, VersionArchive, VersionArchiveModule } from '../version-archive/index.js';
import { askingControllers, askingProviders } from './asking/asking.providers.js';
import { Converter } from './document-server/converter.js';
import { HttpConverter } from './document-server/converter.http.js';
import { DocumentKeys } from './document-server/document-keys.js';
import { KyselyDocumentKeys } from './document-server/document-keys.kysely.js';
import { VersionsOfKeys } from './document-server/versions-of-keys.js';
import { DocumentServer } from './document-server/document-server.js';
import { HttpDocumentServer } from './document-server/document-server.http.js';
import { explain } from './document-server/document-server-causes.js';
import { DocumentServerStatus } from './document-server/document-server-status.use-case.js';
import { DocumentServerTokens } from './document-server/document-server-tokens.js';
import { JwtDocumentServerTokens } from './document-server/document-server-tokens.jwt.js';
import { EditorConnectorSettings, editorConnectorSettings } from './editor-connector.config.js';
import { EditorMetrics } from './editor-metrics.js';
import { ContentToOpen, DocumentKeyNames } from './opening/content-to-open.js';
import { EditingAccess } from './opening/editing-access.js';
import { EditingFileController } from './opening/editing-file.controller.js';
import {
  EditingSessionController,
  OpeningController,
} from './opening/editing-session.controller.js';
import { openingProviders } from './opening/opening.providers.js';
import { OpenEditingSession } from './opening/open-editing-session.use-case.js';
import { ForgottenFiles } from './recovery/forgotten-files.js';
import { RecoveredVersionsController } from './recovery/recovered-versions.controller.js';
import { recoveryProviders } from './recovery/recovery.providers.js';
import { RecoveryNotices } from './recovery/recovery-notices.use-case.js';
import { historyControllers, historyProviders } from './history/history.providers.js';
import { formsControllers, formsProviders } from './forms/forms.providers.js';
import { exchangeControllers, exchangeProviders } from './exchange/exchange.providers.js';
import { ListChoices } from './exchange/list-choices.use-case.js';
import { AutosaveFigures } from './autosave/autosave-figures.js';
import { background } from './background.providers.js';
import { autosaveProviders } from './autosave/autosave.providers.js';
import { CallbackCheck } from './saving/callback.js';
import { ConnectedPeople } from './saving/connected-people.js';
import { formatKeeping } from './saving/format-keeping.factory.js';
import { FormatKeeping } from './saving/format-keeping.js';
import { EditorRightsWatchdog, EndedMemberships, OpenEditors } from './saving/open-editors.js';
import { ReceiveCallback } from './saving/receive-callback.use-case.js';
import { RecoveredVersions } from './saving/recovered-versions.repository.js';
import { KyselyRecoveredVersions } from './saving/recovered-versions.kysely.js';
import { EditorsReported, PresenceWatchdog, ReportedPresence } from './saving/reported-presence.js';
import { SaveCallbackController } from './saving/save-callback.controller.js';
import { FileOwners, MadeFiles } from './saving/made-file.js';
import { SaveCommit } from './saving/save-commit.js';
import { TellFormatNotKept } from './saving/tell-format-not-kept.use-case.js';
import { SaveStaging } from './saving/save-staging.js';
import { SaveStoring } from './saving/save-storing.js';
import { SignedOutEditors } from './saving/signed-out-editors.js';
import { SubmittedForms } from './saving/submitted-forms.js';
import { SavedChanges } from './saving/saved-changes.js';
import { savedChanges } from './saving/saved-changes.factory.js';
import { SavedFiles } from './saving/saved-files.js';
import { HttpSavedFiles } from './saving/saved-files.http.js';
import { EditingSessions } from './sessions/editing-sessions.js';
import { openEditingSessions } from './sessions/editing-sessions.factory.js';
import { KyselyEditorOpenings } from './sessions/editor-openings.kysely.js';
import { EditorOpenings } from './sessions/editor-openings.js';
import { KeyReleases } from './sessions/key-releases.repository.js';
import { KeyReleasesController } from './sessions/key-releases.controller.js';
import { KyselyKeyReleases } from './sessions/key-releases.kysely.js';
import { ListKeyReleases } from './sessions/list-key-releases.use-case.js';
import { SaveCapabilities } from './sessions/save-capability.js';
import { SessionEndings } from './sessions/session-endings.js';
import { SessionKeys } from './sessions/session-keys.js';
import { SharedOriginWarning } from './shared-origin.js';

const documentServer = [
  { ...provideClass(KyselyDocumentKeys, [Database, Clock]), provide: DocumentKeys },
  provideClass(VersionsOfKeys, [DocumentKeys, HeldVersions]),
  {
    ...provideClass(JwtDocumentServerTokens, [JwtService, EditorConnectorSettings, Clock]),
    provide: DocumentServerTokens,
  },
  provideFrom(
    Converter,
    { tokens: DocumentServerTokens, settings: EditorConnectorSettings },
    ({ tokens, settings }) => new HttpConverter(tokens, settings.internalUrl),
  ),
  provideFrom(
    DocumentServer,
    { tokens: DocumentServerTokens, settings: EditorConnectorSettings },
    ({ tokens, settings }) =>
      new HttpDocumentServer(tokens, settings.internalUrl, settings.jwtHeader),
  ),
  DocumentServerStatus,
];

const sessions = [
  { ...provideClass(KyselyKeyReleases, [Database, Clock]), provide: KeyReleases },
  provideFrom(
    EditorOpenings,
    { database: Database, clock: Clock },
    ({ database, clock }) => new KyselyEditorOpenings(database, clock),
  ),
  {
    provide: EditingSessions,
    inject: [PlatformSettings, Clock, Database, { token: Redis, optional: true }],
    useFactory: openEditingSessions,
  },
  provideFrom(
    SaveCapabilities,
    { secrets: SigningSecrets },
    ({ secrets }) => new SaveCapabilities(secrets.keyFor('editor/save-capability')),
  ),
  provideClass(SessionEndings, [EditingSessions, KeyReleases, Clock]),
  provideFrom(SessionKeys, { editing: EditingSessions }, ({ editing }) => {
    const logger = new Logger(SessionKeys.name);
    return new SessionKeys(editing, (fields) => logger.warn(fields));
  }),
  ListKeyReleases,
];

const saving = [
  { provide: SavedFiles, useFactory: () => new HttpSavedFiles() },
  provideFrom(
    MadeFiles,
    { files: SavedFiles, owners: FileOwners, settings: EditorConnectorSettings },
    ({ files, owners, settings }) => new MadeFiles(files, owners, settings.internalUrl),
  ),
  provideClass(FileOwners, [DocumentKeys, DocumentKeyNames, VersionArchive]),
  { ...provideClass(KyselyRecoveredVersions, [Database, Clock]), provide: RecoveredVersions },
  provideClass(CallbackCheck, [SaveCapabilities, DocumentServerTokens, Clock]),
  provideFrom(
    ReportedPresence,
    {
      presence: EditingPresence,
      unsaved: UnsavedChangesRegister,
      keys: DocumentKeys,
      database: Database,
      endings: SessionEndings,
      events: DomainEvents,
      clock: Clock,
    },
    ({ endings, events, clock, ...tables }) => new ReportedPresence(tables, endings, events, clock),
  ),
  savedChanges,
  provideFrom(
    SaveCommit,
    {
      archive: VersionArchive,
      changes: SavedChanges,
      keys: DocumentKeys,
      content: DocumentRegistry,
      recovered: RecoveredVersions,
      database: Database,
      events: DomainEvents,
    },
    (parts) => new SaveCommit(parts),
  ),
  TellFormatNotKept,
  provideFrom(
    FormatKeeping,
    {
      converter: Converter,
      files: SavedFiles,
      formats: FormatTable,
      metrics: EditorMetrics,
      settings: EditorConnectorSettings,
    },
    formatKeeping,
  ),
  provideFrom(
    SaveStaging,
    {
      files: SavedFiles,
      archive: VersionArchive,
      formats: FormatTable,
      sessionKeys: SessionKeys,
      keeping: FormatKeeping,
      changes: SavedChanges,
      registry: DocumentRegistry,
      connector: EditorConnectorSettings,
      documents: DocumentsSettings,
    },
    ({ connector, documents, ...parts }) =>
      new SaveStaging(parts, {
        internalUrl: connector.internalUrl,
        get maxFileBytes() {
          return documents.maxFileBytes;
        },
      }),
  ),
  provideFrom(
    SaveStoring,
    {
      access: DocumentAccess,
      staging: SaveStaging,
      committing: SaveCommit,
      presence: ReportedPresence,
    },
    (parts) => new SaveStoring(parts),
  ),
  provideFrom(
    ReceiveCallback,
    {
      check: CallbackCheck,
      access: DocumentAccess,
      keys: DocumentKeys,
      storing: SaveStoring,
      submissions: SubmittedForms,
      presence: ReportedPresence,
      metrics: EditorMetrics,
    },
    (parts) => new ReceiveCallback(parts),
  ),
  provideFrom(
    ConnectedPeople,
    {
      openings: EditorOpenings,
      presence: EditingPresence,
      standings: Standings,
      access: EditingAccess,
      shares: DocumentAccess,
      clock: Clock,
    },
    (parts) => new ConnectedPeople(parts),
  ),
  provideFrom(
    OpenEditors,
    {
      keys: DocumentKeys,
      server: DocumentServer,
      access: EditingAccess,
      contents: ContentToOpen,
      endings: SessionEndings,
      people: ConnectedPeople,
      clock: Clock,
    },
    (parts) => new OpenEditors(parts),
  ),
  provideClass(PresenceWatchdog, [EditingPresence, DocumentServer, ReportedPresence, Clock]),
  provideClass(EndedMemberships, [Groups, Clock]),
  provideFrom(
    EditorRightsWatchdog,
    {
      editors: OpenEditors,
      people: ConnectedPeople,
      presence: EditingPresence,
      standings: Standings,
      ended: EndedMemberships,
      keys: WithdrawKeys,
      clock: Clock,
    },
    ({ editors, people, presence, standings, ...leaving }) =>
      new EditorRightsWatchdog(editors, people, presence, standings, leaving),
  ),
  provideFrom(
    SignedOutEditors,
    {
      signIns: EndedSignIns,
      openings: EditorOpenings,
      endings: SessionEndings,
      server: DocumentServer,
      clock: Clock,
      events: DomainEvents,
    },
    ({ signIns, openings, endings, server, clock, events }) => {
      const editors = new SignedOutEditors(signIns, openings, endings, server, clock);
      events.on(EditorsReported, (reported) => editors.stopReturned(reported));
      return editors;
    },
  ),
];

@Module({
  imports: [AccessModule, DocumentsModule, Hs256Module, NotificationsModule, VersionArchiveModule],
  controllers: [
    EditingSessionController,
    OpeningController,
    EditingFileController,
    SaveCallbackController,
    KeyReleasesController,
    RecoveredVersionsController,
    ...askingControllers,
    ...exchangeControllers,
    ...historyControllers,
    ...formsControllers,
  ],
  providers: [
    provideSettings(EditorConnectorSettings, editorConnectorSettings),
    provideFrom(SharedOriginWarning, { settings: EditorConnectorSettings }, ({ settings }) => {
      const logger = new Logger('Editor');
      return new SharedOriginWarning(settings, (fields) => logger.warn(fields));
    }),
    provideClass(EditorMetrics, [Metrics]),
    ...documentServer,
    ...sessions,
    ...openingProviders,
    ...saving,
    ...recoveryProviders,
    ...exchangeProviders,
    ...historyProviders,
    ...formsProviders,
    ...autosaveProviders,
    ...askingProviders,
    background,
  ],
  exports: [
    OpenEditingSession,
    ListChoices,
    ListKeyReleases,
    RecoveryNotices,
    ForgottenFiles,
    AutosaveFigures,
    DocumentServerStatus,
    DocumentServerTokens,
    Converter,
    SavedFiles,
    EditorConnectorSettings,
  ],
})
export class EditorConnectorModule implements OnApplicationBootstrap, OnApplicationShutdown {
  constructor(
    private readonly work: BackgroundWork,
    private readonly editors: OpenEditors,
    private readonly status: DocumentServerStatus,
    private readonly events: DomainEvents,
    private readonly checks: HealthChecks,
  ) {}

  onApplicationBootstrap(): void {
    const { editors, events } = this;
    events.on(DocumentRenamed, ({ documentId, title }) => editors.showTitle(documentId, title));
    events.on(DocumentTitleKept, ({ documentId, title }) => editors.showTitle(documentId, title));
    events.on(DocumentShareChanged, async ({ documentId, accountId, isReduced }) => {
      if (isReduced) await editors.rightsReduced(documentId, accountId);
    });
    events.on(OwnershipLost, async ({ documentIds, accountId }) => {
      for (const documentId of documentIds) await editors.rightsReduced(documentId, accountId);
    });
    events.on(DocumentGroupShareChanged, async ({ documentId, isReduced }) => {
      if (isReduced) await editors.rightsOfManyReduced(documentId);
    });
    events.on(DocumentContentReplaced, ({ documentId }) => editors.endReplaced(documentId));
    events.on(DocumentCheckedOut, ({ documentId }) => editors.stopChanging(documentId));
    events.on(DocumentDeleted, ({ documentId }) => editors.endAll(documentId));
    events.on(EditorsReported, (reported) => editors.stopUnauthorised(reported));
    this.checks.register({ name: 'document-server', required: false, run: () => this.#probe() });
    this.work.start();
  }

  onApplicationShutdown(): void {
    void this.work.stop();
  }

  async #probe(): Promise<string | void> {
    const { version, fault } = await this.status.execute();
    if (fault !== null) throw new Error(explain(fault));
    if (version !== null) return `version ${version}`;
  }
}
