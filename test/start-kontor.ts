import { cp, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import { createApp } from '../src/create-app.js';
import { PinoLogger } from '../src/platform/logging/pino-logger.js';
import { startPlayground } from '../playground/index.js';
import { freePorts } from './free-port.js';

export interface RunningKontor {
  readonly url: string;
  readonly app: NestFastifyApplication;
  /** Everything this instance writes is below here: `data/`, and the key files beside it. */
  readonly folder: string;
  /** `fetch` with the person's bearer token; the path is relative to the instance. */
  fetchAs(username: string, path: string, init?: RequestInit): Promise<Response>;
  tokenOf(username: string): Promise<string>;
  /** Forgets the person's token: the next `fetchAs` signs in. */
  signInAgain(username: string): void;
  /** Ends it and removes its folder, or moves the folder to `keepFolderAs`. */
  stop(options?: { readonly keepFolderAs?: string }): Promise<void>;
}

/** The whole application in the playground profile (alice, bob, admin; simulators) on a free port. */
export async function startKontor(env: Record<string, string> = {}): Promise<RunningKontor> {
  const folder = await mkdtemp(join(tmpdir(), 'kontor-'));
  const port = env.PORT === undefined ? await freePorts() : Number(env.PORT);
  const settings = {
    KONTOR_PROFILE: 'playground',
    PORT: String(port),
    KONTOR_DATA_DIR: join(folder, 'data'),
    ...env,
  };
  const playground =
    settings.KONTOR_PROFILE === 'playground' ? await startPlayground(settings) : undefined;
  const app = await createApp(
    withoutEmpty({ ...settings, ...playground?.env }),
    new PinoLogger('silent'),
  ).catch(async (error: unknown) => {
    await playground?.dispose();
    throw error;
  });
  await app.listen(port, '127.0.0.1');
  const url = `http://127.0.0.1:${port}`;
  const tokens = new Map<string, Promise<string>>();
  const tokenOf = (username: string): Promise<string> => {
    const held = tokens.get(username) ?? signIn(url, username, settings.KONTOR_PROFILE);
    tokens.set(username, held);
    return held;
  };
  return {
    url,
    app,
    folder,
    tokenOf,
    async fetchAs(username, path, init = {}) {
      const headers = new Headers(init.headers);
      headers.set('authorization', `Bearer ${await tokenOf(username)}`);
      return fetch(new URL(path, url), { ...init, headers });
    },
    signInAgain(username) {
      tokens.delete(username);
    },
    async stop({ keepFolderAs } = {}) {
      await app.close();
      await playground?.dispose();
      if (keepFolderAs !== undefined) await cp(folder, keepFolderAs, { recursive: true });
      await rm(folder, { recursive: true, force: true });
    },
  };
}

/** As the environment is read: an empty value counts as not set. */
const withoutEmpty = (env: Record<string, string>): Record<string, string> =>
  Object.fromEntries(Object.entries(env).filter(([, value]) => value !== ''));

/** The playground's is the name, which production refuses. */
export const passwordOf = (username: string, profile: string): string =>
  profile === 'playground' ? username : `a password of ${username}`;

async function signIn(url: string, username: string, profile: string): Promise<string> {
  const response = await fetch(`${url}/api/auth/token`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ username, password: passwordOf(username, profile) }),
  });
  if (!response.ok)
    throw new Error(`sign-in of ${username} failed: ${response.status} ${await response.text()}`);
  return ((await response.json()) as { access_token: string }).access_token;
}
