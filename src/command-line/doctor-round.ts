import { randomBytes, randomUUID } from 'node:crypto';
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { Logger } from '@nestjs/common';
import {
  accessSettings,
  findSigningSecret,
  openIdSettings,
  SigningSecrets,
  type AccessSettings,
  type OpenIdSettings,
} from '../access/index.js';
import {
  Connections,
  databaseFault,
  editorTrials,
  fails,
  findDatabase,
  findDirectory,
  findIdentityProvider,
  findMailServer,
  findProvider,
  findRedis,
  findTemplateBackend,
  found,
  ProbeAnswers,
  ProbeFiles,
  probesOf,
  readHeadersOf,
  whoAnswersAt,
  type Finding,
  type Trials,
} from '../connections/index.js';
import { directorySettings, type DirectorySettings } from '../directory/index.js';
import {
  editorConnectorSettings,
  JwtDocumentServerTokens,
  type EditorConnectorSettings,
} from '../editor-connector/index.js';
import { mailSettings, type MailSettings } from '../mail/index.js';
import { KyselyWaitingMails } from '../notifications/index.js';
import { oneoffixxSettings, type OneoffixxSettings } from '../oneoffixx/index.js';
import { SystemClock } from '../platform/clock/clock.js';
import { platformSettings, type PlatformSettings } from '../platform/config/platform.config.js';
import { Secret } from '../platform/config/secret.js';
import { SettingsError } from '../platform/config/environment.js';
import { readSettings, type Env, type SettingsPart } from '../platform/config/settings.js';
import type { Database } from '../platform/database/database.js';
import { openDatabase } from '../platform/database/open-database.js';
import { hs256Service } from '../platform/jwt/hs256.module.js';
import { settingsOf, unknownSettingsIn } from '../settings.js';
import {
  openShardStore,
  ProviderProofs,
  storageSettings,
  type StorageSettings,
} from '../storage/index.js';
import type { DoctorReport } from './doctor.command.js';
import { once } from 'node:events';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';

const clock = new SystemClock();
type Run = (signal: AbortSignal) => Promise<Finding>;

/** Tests every configured system once, whether the server runs or not. */
export async function doctorRound(env: Env): Promise<DoctorReport> {
  // Failures are reported once, at the end; a program may read standard output.
  Logger.overrideLogger(false);
  const opened: (() => Promise<void>)[] = [];
  try {
    const { trials, notices } = await trialsFrom(env, opened);
    const connections = await new Connections(probesOf(trials), clock).testAll();
    return {
      connections,
      settings: faultsOf(() => settingsOf(env)),
      notices: [...notices, ...unknownSettingsIn(env)],
    };
  } finally {
    for (const close of opened.toReversed()) await close();
  }
}

type Opened = (() => Promise<void>)[];

async function trialsFrom(
  env: Env,
  opened: Opened,
): Promise<{ trials: Trials; notices: readonly string[] }> {
  const platform = part<PlatformSettings>(platformSettings, env);
  const database = onlyOnce(() => databaseFrom(platform, opened));
  const editor = await editorFrom(env, platform, opened);
  const directory = part<DirectorySettings>(directorySettings, env);
  const oneoffixx = part<OneoffixxSettings>(oneoffixxSettings, env);
  const trials: Trials = {
    ...editor.trials,
    database: database.run,
    redis: trial(
      platform,
      ({ redisUrl }) => redisUrl && ((signal) => findRedis(redisUrl, { clock, signal })),
    ),
    directory: trial(directory, ({ ldap }) => ldap && (() => findDirectory(ldap, clock))),
    openId: openIdFrom(part<OpenIdSettings>(openIdSettings, env)),
    smtp: trial(part<MailSettings>(mailSettings, env), ({ server }) => {
      const latest = async () => latestMailIn(await database.opened());
      return server && ((signal) => findMailServer(server, latest, { clock, signal }));
    }),
    oneoffixx: trial(oneoffixx, ({ backend: settings, fakeSid }) => {
      const someSid = async () => sidIn(await database.opened());
      return settings && (() => findTemplateBackend({ settings, fakeSid, clock, someSid }));
    }),
    storage: storageFrom(env, opened),
  };
  return { trials, notices: editor.notices };
}

/** None when the file has faults: these are reported with the settings. */
function openIdFrom(of: Part<OpenIdSettings>): Trials['openId'] {
  const providers = 'faults' in of ? [] : of.settings.providers;
  return Object.fromEntries(
    providers.map((provider) => [
      provider.name,
      (signal: AbortSignal) => findIdentityProvider(provider, clock, signal),
    ]),
  );
}

/** A part of the settings, or its faults: the other parts are checked in any case. */
type Part<T> = { readonly settings: T } | { readonly faults: readonly string[] };

function part<T>(of: SettingsPart<T>, env: Env): Part<T> {
  let settings: T | undefined;
  const faults = faultsOf(() => {
    settings = readSettings([of], env)[of.name] as T;
  });
  return settings === undefined ? { faults } : { settings };
}

function faultsOf(read: () => unknown): readonly string[] {
  try {
    read();
    return [];
  } catch (error) {
    if (error instanceof SettingsError) return error.issues;
    throw error;
  }
}

const invalid = (faults: readonly string[]): Finding =>
  fails(found('settings-invalid', { word: faults.join('; ') }));

const runsInvalid =
  (faults: readonly string[]): Run =>
  () =>
    Promise.resolve(invalid(faults));

const trial = <T>(of: Part<T>, run: (settings: T) => Run | undefined): Run | undefined =>
  'faults' in of ? runsInvalid(of.faults) : run(of.settings);

interface LazyDatabase {
  readonly run: Run;
  /** Undefined when it could not be opened. */
  opened(): Promise<Database | undefined>;
}

function onlyOnce(open: () => Promise<{ finding: Finding; database?: Database }>): LazyDatabase {
  let result: ReturnType<typeof open> | undefined;
  const opening = () => (result ??= open());
  return {
    run: async () => (await opening()).finding,
    opened: async () => (await opening()).database,
  };
}

/** A missing SQLite file is reported, because opening it would create it and a check must not. */
async function databaseFrom(
  of: Part<PlatformSettings>,
  opened: Opened,
): Promise<{ finding: Finding; database?: Database }> {
  if ('faults' in of) return { finding: invalid(of.faults) };
  const { dataDir, databaseUrl, statementTimeoutMs } = of.settings;
  if (databaseUrl === undefined && !existsSync(join(dataDir, 'kontor.sqlite')))
    return { finding: fails(found('database-none', { address: dataDir })) };
  try {
    const database = await openDatabase({
      ...{ dataDir, databaseUrl, statementTimeoutMs },
      databaseConnections: 2,
    });
    opened.push(() => database.close());
    const finding = await findDatabase({ database, dataDir, databaseUrl, clock });
    return finding.state === 'ok' ? { finding, database } : { finding };
  } catch (error) {
    return { finding: fails(databaseFault(error, { dataDir, databaseUrl })) };
  }
}

const latestMailIn = async (database: Database | undefined) =>
  database && (await new KyselyWaitingMails(database).figures()).lastFault;

async function sidIn(database: Database | undefined): Promise<string | undefined> {
  const row = await database
    ?.query<{ accounts: { sid: string | null; disabled: number; is_admin: number } }>()
    .selectFrom('accounts')
    .select('sid')
    .where('sid', 'is not', null)
    .where('disabled', '=', 0)
    .orderBy('is_admin', 'desc')
    .limit(1)
    .executeTakeFirst();
  return row?.sid ?? undefined;
}

function storageFrom(env: Env, opened: Opened): Trials['storage'] {
  const of = part<StorageSettings>(storageSettings, env);
  if ('faults' in of) return { places: runsInvalid(of.faults) };
  const { providers } = of.settings;
  const stores = providers.map(openShardStore);
  opened.push(async () => void (await Promise.all(stores.map((store) => store.close()))));
  const proofs = new ProviderProofs(stores, () => randomUUID());
  return Object.fromEntries(
    providers.map((provider) => [provider.name, () => findProvider(provider, proofs, clock)]),
  );
}

type EditorTrials = Pick<Trials, 'document-server' | 'callback' | 'browser-address'>;

async function editorFrom(
  env: Env,
  platform: Part<PlatformSettings>,
  opened: Opened,
): Promise<{ trials: EditorTrials; notices: readonly string[] }> {
  const of = part<EditorConnectorSettings>(editorConnectorSettings, env);
  const faults = [of, platform].flatMap((each) => ('faults' in each ? each.faults : []));
  if ('faults' in of || 'faults' in platform) {
    const run = runsInvalid(faults);
    return {
      trials: { 'document-server': run, callback: run, 'browser-address': run },
      notices: [],
    };
  }
  const editor = of.settings;
  const tokens = new JwtDocumentServerTokens(hs256Service(), editor, clock);
  const files = new ProbeFiles(await probeKey(env), clock);
  const answers = new ProbeAnswers(files, tokens, readHeadersOf(editor), clock);
  const listening = await serveProbeFile(platform.settings, files, answers);
  opened.push(() => listening.close());
  const trials = editorTrials({ editor, platform: platform.settings, tokens, files, clock });
  const { notice } = listening;
  return { trials, notices: notice === undefined ? [] : [notice] };
}

/** The installation's key, so that running instances accept the probe files; a random one before the first start. */
async function probeKey(env: Env): Promise<Buffer> {
  const of = part<AccessSettings>(accessSettings, env);
  const secret =
    'faults' in of
      ? undefined
      : await findSigningSecret(of.settings.secretFile).catch(() => undefined);
  const chosen = secret ?? new Secret(randomBytes(48).toString('base64url'));
  return new SigningSecrets(chosen).keyFor('connections/probe');
}

/** The probe file is served at the server's address: by the server, or by this command while the server is stopped. */
async function serveProbeFile(
  { host, port }: PlatformSettings,
  files: ProbeFiles,
  answers: ProbeAnswers,
): Promise<Listening> {
  const here = `http://${host === '0.0.0.0' || host === '::' ? '127.0.0.1' : bracketed(host)}:${port}`;
  const own = await whoAnswersAt(here, files.issue(), files, AbortSignal.timeout(3_000));
  const none = { close: () => Promise.resolve(), notice: undefined };
  if (own.is === 'ours') return none;
  if (own.is === 'unreachable' && own.word === 'ECONNREFUSED')
    return listenInPlace({ host, port, answers });
  const notice =
    own.is === 'other-kontor'
      ? `a Kontor with another KONTOR_SECRET_FILE answers at ${here}`
      : `another program answers at ${here}, or nothing answers in time`;
  return { ...none, notice };
}

const bracketed = (host: string): string => (host.includes(':') ? `[${host}]` : host);

export interface Listening {
  readonly notice: string | undefined;
  close(): Promise<void>;
}

interface Place {
  readonly host: string;
  readonly port: number;
  readonly answers: ProbeAnswers;
}

const ROUTE = /^\/(?:.*\/)?api\/eurooffice\/probe\/([^/?]+)(\/sight)?$/;

/** Serves only the probe file, at the server's address. */
export async function listenInPlace({ host, port, answers }: Place): Promise<Listening> {
  const server = createServer((request, response) => respond(request, response, answers));
  server.listen(port, host);
  try {
    await once(server, 'listening');
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    const notice = `Kontor does not run, and this command cannot listen at ${host}:${port} in its place (${code})`;
    return { notice, close: () => Promise.resolve() };
  }
  return {
    notice: `Kontor does not run: this command listened at ${host}:${port} in its place`,
    async close() {
      server.closeAllConnections();
      server.close();
      await once(server, 'close');
    },
  };
}

function respond(request: IncomingMessage, response: ServerResponse, answers: ProbeAnswers): void {
  const url = URL.parse(request.url ?? '/', 'http://here');
  const [, id, isSight] = ROUTE.exec(url?.pathname ?? '') ?? [];
  if (url === null || id === undefined || request.method !== 'GET') {
    response.writeHead(404).end();
    return;
  }
  const question = { id, capability: url.searchParams.get('cap') ?? '', headers: request.headers };
  const answer = isSight === undefined ? answers.file(question) : answers.sight(question);
  response.writeHead(answer.status, { 'content-type': answer.type }).end(answer.body);
}
