import {
  Logger,
  Module,
  type BeforeApplicationShutdown,
  type OnApplicationBootstrap,
} from '@nestjs/common';
import { HttpAdapterHost } from '@nestjs/core';
import type { Server } from 'node:http';
import {
  AccessModule,
  ManageAccounts,
  OpenIdModule,
  OpenIdProviders,
  SigningSecrets,
} from '../access/index.js';
import { DirectorySettings } from '../directory/index.js';
import {
  DocumentServerTokens,
  EditorConnectorModule,
  EditorConnectorSettings,
} from '../editor-connector/index.js';
import { MailModule, MailSettings } from '../mail/index.js';
import { NotificationsModule, WaitingMails } from '../notifications/index.js';
import { OneoffixxModule, OneoffixxSettings } from '../oneoffixx/index.js';
import { BackgroundWork } from '../platform/background/background-work.timer.js';
import { Clock } from '../platform/clock/clock.js';
import { PlatformSettings } from '../platform/config/platform.config.js';
import { Database } from '../platform/database/database.js';
import { Metrics } from '../platform/health/metrics.js';
import { provideClass } from '../platform/injection/provide-class.js';
import { provideFrom } from '../platform/injection/provide-from.js';
import { Redis } from '../platform/redis/redis.js';
import { ProviderProofs, StorageModule, StorageSettings } from '../storage/index.js';
import { ConnectionReport } from './connection-report.js';
import { Connections } from './connections.js';
import { ConnectionsController } from './connections.controller.js';
import {
  findDatabase,
  findDirectory,
  findRedis,
  findTemplateBackend,
  findProvider,
} from './foreign-systems.probe.js';
import { findIdentityProvider } from './identity-provider.probe.js';
import { findMailServer } from './mail-server.probe.js';
import { oncePerInstallation } from './once-per-installation.redis.js';
import { ProbeAnswers } from './probe-answers.js';
import { ProbeFileController } from './probe-file.controller.js';
import { ProbeFiles } from './probe-files.js';
import { probesOf, type Trials } from './probes.js';
import { editorTrials, readHeadersOf } from './trials.http.js';

/** How often due probes are looked for; each probe has an interval of its own. */
const LOOK_MS = 5_000;
/** Leaves the first seconds to requests; the random part separates instances that start together. */
const FIRST_LOOK_MS = 3_000;

/** The settings of all systems. */
abstract class SystemSettings {
  abstract readonly platform: PlatformSettings;
  abstract readonly editor: EditorConnectorSettings;
  abstract readonly directory: DirectorySettings;
  abstract readonly oneoffixx: OneoffixxSettings;
  abstract readonly storage: StorageSettings;
  abstract readonly mail: MailSettings;
}

/** The collaborators of the probes. */
abstract class TrialTools {
  abstract readonly clock: Clock;
  abstract readonly tokens: DocumentServerTokens;
  abstract readonly files: ProbeFiles;
  abstract readonly database: Database;
  abstract readonly proofs: ProviderProofs;
  abstract readonly mails: WaitingMails;
}

/** What the probes ask of `access`. */
class AccessOfProbes {
  constructor(
    private readonly accounts: ManageAccounts,
    private readonly providers: OpenIdProviders,
    private readonly clock: Clock,
  ) {}

  /** The identity providers that there were at the start; a new one needs its secret, so a start. */
  openId(): Trials['openId'] {
    const trialOf = (name: string) => async (signal: AbortSignal) =>
      findIdentityProvider(await this.providers.find(name), this.clock, signal);
    return Object.fromEntries(this.providers.atStart.map(({ name }) => [name, trialOf(name)]));
  }

  /** Of somebody who may sign in, administrators first. */
  async someSid(): Promise<string | undefined> {
    const accounts = (await this.accounts.list()).filter(({ sid, disabled }) => sid && !disabled);
    const [chosen] = [...accounts].sort((a, b) => Number(b.isAdmin) - Number(a.isAdmin));
    return chosen?.sid ?? undefined;
  }
}

function trialsOf(
  { platform, editor, directory, oneoffixx, storage, mail }: SystemSettings,
  { clock, tokens, files, database, proofs, mails }: TrialTools,
  access: AccessOfProbes,
  redis: Redis | undefined,
): Trials {
  const ofEditor = editorTrials({ editor, platform, tokens, files, clock });
  const { ldap } = directory;
  const { backend } = oneoffixx;
  const { redisUrl, dataDir, databaseUrl } = platform;
  const latestMail = async () => (await mails.figures()).lastFault;
  const { server: mailServer } = mail;
  const someSid = () => access.someSid();
  return {
    ...ofEditor,
    callback: oncePerInstallation(redis, ofEditor.callback),
    directory: ldap && (() => findDirectory(ldap, clock)),
    openId: access.openId(),
    oneoffixx:
      backend &&
      (() =>
        findTemplateBackend({ settings: backend, fakeSid: oneoffixx.fakeSid, clock, someSid })),
    smtp: mailServer && ((signal) => findMailServer(mailServer, latestMail, { clock, signal })),
    redis: redisUrl && ((signal) => findRedis(redisUrl, { clock, signal })),
    database: () => findDatabase({ database, dataDir, databaseUrl, clock }),
    storage: Object.fromEntries(
      storage.providers.map((provider) => [
        provider.name,
        () => findProvider(provider, proofs, clock),
      ]),
    ),
  };
}

@Module({
  imports: [
    ...[AccessModule, OpenIdModule, EditorConnectorModule, OneoffixxModule, StorageModule],
    ...[MailModule, NotificationsModule],
  ],
  controllers: [ConnectionsController, ProbeFileController],
  providers: [
    {
      provide: ProbeFiles,
      inject: [SigningSecrets, Clock],
      useFactory: (secrets: SigningSecrets, clock: Clock) =>
        new ProbeFiles(secrets.keyFor('connections/probe'), clock),
    },
    {
      provide: ProbeAnswers,
      inject: [ProbeFiles, DocumentServerTokens, EditorConnectorSettings, Clock],
      useFactory: (
        files: ProbeFiles,
        tokens: DocumentServerTokens,
        editor: EditorConnectorSettings,
        clock: Clock,
      ) => new ProbeAnswers(files, tokens, readHeadersOf(editor), clock),
    },
    provideFrom(
      SystemSettings,
      {
        platform: PlatformSettings,
        editor: EditorConnectorSettings,
        directory: DirectorySettings,
        oneoffixx: OneoffixxSettings,
        storage: StorageSettings,
        mail: MailSettings,
      },
      (settings) => settings,
    ),
    provideFrom(
      TrialTools,
      {
        clock: Clock,
        tokens: DocumentServerTokens,
        files: ProbeFiles,
        database: Database,
        proofs: ProviderProofs,
        mails: WaitingMails,
      },
      (tools) => tools,
    ),
    provideClass(AccessOfProbes, [ManageAccounts, OpenIdProviders, Clock]),
    {
      provide: ConnectionReport,
      inject: [Metrics],
      useFactory: (metrics: Metrics) => new ConnectionReport(metrics, new Logger(Connections.name)),
    },
    {
      provide: Connections,
      inject: [
        SystemSettings,
        TrialTools,
        AccessOfProbes,
        ConnectionReport,
        { token: Redis, optional: true },
      ],
      useFactory: (
        settings: SystemSettings,
        tools: TrialTools,
        access: AccessOfProbes,
        report: ConnectionReport,
        redis: Redis | undefined,
      ) =>
        new Connections(
          probesOf(trialsOf(settings, tools, access, redis)),
          tools.clock,
          (now, before) => report.record(now, before),
        ),
    },
    {
      provide: BackgroundWork,
      inject: [Connections],
      useFactory: (connections: Connections) =>
        new BackgroundWork([
          { name: 'connections', everyMs: LOOK_MS, run: () => connections.probeDue() },
        ]),
    },
  ],
  exports: [Connections],
})
export class ConnectionsModule implements OnApplicationBootstrap, BeforeApplicationShutdown {
  #first: NodeJS.Timeout | undefined;

  constructor(
    private readonly background: BackgroundWork,
    private readonly host: HttpAdapterHost,
  ) {}

  /** Starts once the server listens, because the Document Server has to fetch a file from it. */
  onApplicationBootstrap(): void {
    const server = this.host.httpAdapter.getHttpServer() as Server;
    server.once('listening', () => {
      const afterMs = FIRST_LOOK_MS * (1 + Math.random());
      this.#first = setTimeout(() => this.background.start(), afterMs).unref();
    });
  }

  async beforeApplicationShutdown(): Promise<void> {
    clearTimeout(this.#first);
    await this.background.stop();
  }
}
