import { randomBytes, randomUUID } from 'node:crypto';
import { mkdir, writeFile } from 'node:fs/promises';
import { dirname, join, resolve } from 'node:path';
import type { OneoffixxCredentials } from './oneoffixx-answers.js';
import { projectRoot } from './project-root.js';

/** Settings of Kontor, see docs/settings.md. An empty text counts as not set. */
export type Env = Readonly<Record<string, string | undefined>>;

export interface PlaygroundSettings {
  /** The settings for Kontor, in addition to the given ones. */
  readonly env: Readonly<Record<string, string>>;
  /** Undefined where a real system is configured. */
  readonly documentServer:
    | {
        host: string;
        port: number;
        jwtSecret: string;
        jwtSecretOutbox: string;
        commandDelayMs: number;
      }
    | undefined;
  readonly oneoffixx:
    | {
        host: string;
        port: number;
        credentials: OneoffixxCredentials;
        credentialsFile: string;
        api: '2019' | '2021';
        scope: string;
        doubleEncodeBug: boolean;
      }
    | undefined;
}

/** The list of the playground's people, which Kontor reads (KONTOR_PLAYGROUND_PEOPLE). */
const PEOPLE_FILE = join(projectRoot, 'playground/people.json');
const CREDENTIALS_FILE = 'kontor-playground-oneoffixx.json';

/** A simulator for each foreign system that is not configured, on the ports after Kontor's. */
export function playgroundSettings(given: Env): PlaygroundSettings {
  const documentServer = documentServerOf(given);
  const oneoffixx = oneoffixxOf(given);
  return {
    documentServer,
    oneoffixx,
    env: {
      KONTOR_PLAYGROUND_PEOPLE: PEOPLE_FILE,
      ...(documentServer && {
        EUROOFFICE_URL: `http://${documentServer.host}:${documentServer.port}`,
        EUROOFFICE_JWT_SECRET: documentServer.jwtSecret,
      }),
      ...(oneoffixx && {
        ONEOFFIXX_PROTOCOL: 'http',
        ONEOFFIXX_HOSTNAME: `${oneoffixx.host}:${oneoffixx.port}`,
        ONEOFFIXX_PATH_PREFIX: '',
        ONEOFFIXX_AUTH_PATH: '',
        ONEOFFIXX_WEBSERVICE_PATH: '',
        ONEOFFIXX_CREDENTIALS_FILE: oneoffixx.credentialsFile,
      }),
    },
  };
}

const isSet = (value: string | undefined): value is string => value !== undefined && value !== '';
const hostOf = (env: Env): string => (isSet(env.HOST) ? env.HOST : '127.0.0.1');
const portOf = (chosen: readonly (string | undefined)[], env: Env, offset: number): number =>
  Number(chosen.find(isSet) ?? Number(isSet(env.PORT) ? env.PORT : 3000) + offset);

/** The secret is generated at each start. */
function documentServerOf(env: Env): PlaygroundSettings['documentServer'] {
  if (isSet(env.EUROOFFICE_URL)) return undefined;
  const jwtSecret = randomBytes(32).toString('base64url');
  const outbox = env.EUROOFFICE_JWT_SECRET_OUTBOX;
  return {
    host: hostOf(env),
    port: portOf([env.KONTOR_SIMULATOR_PORT, env.KONTOR_STAND_IN_PORT], env, 1),
    jwtSecret,
    jwtSecretOutbox: isSet(outbox) ? outbox : jwtSecret,
    commandDelayMs: commandDelayOf(env),
  };
}

/** Ten minutes are longer than anybody waits for a command. */
const MAX_DELAY_MS = 600_000;

/** How slowly the simulated Document Server answers commands; by default at once. */
function commandDelayOf({ KONTOR_SIMULATOR_COMMAND_DELAY_MS: given }: Env): number {
  const delayMs = isSet(given) ? Number(given) : 0;
  if (Number.isInteger(delayMs) && delayMs >= 0 && delayMs <= MAX_DELAY_MS) return delayMs;
  throw new RangeError(
    `KONTOR_SIMULATOR_COMMAND_DELAY_MS is ${given}. Set it to milliseconds, 0 to ${MAX_DELAY_MS}, or remove it.`,
  );
}

/** The credentials are generated at each start. */
function oneoffixxOf(env: Env): PlaygroundSettings['oneoffixx'] {
  if (isSet(env.ONEOFFIXX_HOSTNAME)) return undefined;
  const dataDir = resolve(isSet(env.KONTOR_DATA_DIR) ? env.KONTOR_DATA_DIR : './data');
  const ports = [env.KONTOR_SIMULATOR_ONEOFFIXX_PORT, env.KONTOR_STAND_IN_ONEOFFIXX_PORT];
  return {
    host: hostOf(env),
    port: portOf(ports, env, 2),
    credentials: {
      clientId: randomUUID(),
      clientSecret: randomBytes(24).toString('base64url'),
      presharedKey: randomBytes(24).toString('base64url'),
    },
    credentialsFile: join(dirname(dataDir), CREDENTIALS_FILE),
    api: env.ONEOFFIXX_API === '2021' ? '2021' : '2019',
    scope: isSet(env.ONEOFFIXX_SCOPE) ? env.ONEOFFIXX_SCOPE : 'oo_V1WebApi',
    doubleEncodeBug: ['true', '1'].includes(env.ONEOFFIXX_DOUBLE_ENCODE_BUG?.toLowerCase() ?? ''),
  };
}

/** Writes the credentials next to the data folder, where Kontor reads them when it starts. */
export async function writeCredentials({ oneoffixx }: PlaygroundSettings): Promise<void> {
  if (oneoffixx === undefined) return;
  const { credentialsFile, credentials } = oneoffixx;
  await mkdir(dirname(credentialsFile), { recursive: true });
  const text = JSON.stringify({
    client_id: credentials.clientId,
    client_secret: credentials.clientSecret,
    preshared_key: credentials.presharedKey,
  });
  await writeFile(credentialsFile, `${text}\n`, { mode: 0o600 });
}
