import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DocumentServerTokens } from '../src/editor-connector/document-server/document-server-tokens.js';
import { DocumentServerSimulator } from '../playground/index.js';
import { startKontor, type RunningKontor } from './start-kontor.js';
import { startPostgres, type RunningPostgres } from './start-postgres.js';

const SECRET = 'only-for-tests-only-for-tests-only-for-tests';

/** Three directories that both instances share. */
async function storageIn(folder: string): Promise<string> {
  const providers = ['a', 'b', 'c'].map((name) => ({ name, url: `file://${join(folder, name)}` }));
  for (const { name } of providers) await mkdir(join(folder, name));
  const file = join(folder, 'storage.json');
  await writeFile(file, JSON.stringify({ k: 2, m: 1, min_durable: 3, providers }));
  return file;
}

/** Two instances with one database and one storage, and a Document Server in whose editors somebody can type. */
export class TwoInstances {
  private constructor(
    readonly here: RunningKontor,
    readonly there: RunningKontor,
    readonly server: DocumentServerSimulator,
    private readonly postgres: RunningPostgres,
    private readonly folder: string,
  ) {}

  static async start(more: Readonly<Record<string, string>> = {}): Promise<TwoInstances> {
    const folder = await mkdtemp(join(tmpdir(), 'kontor-two-'));
    const server = await DocumentServerSimulator.start({ jwtSecret: SECRET, saveDelayMs: 50 });
    const postgres = await startPostgres();
    const env = {
      DATABASE_URL: await postgres.createDatabase(),
      KONTOR_SECRET_FILE: join(folder, 'secret.txt'),
      KONTOR_IDENTITY_FILE: join(folder, 'identity.txt'),
      KONTOR_STORAGE: await storageIn(folder),
      EUROOFFICE_URL: server.url,
      EUROOFFICE_JWT_SECRET: SECRET,
      ...more,
    };
    const here = await startKontor(env);
    return new TwoInstances(here, await startKontor(env), server, postgres, folder);
  }

  /** As the Document Server would fetch the file of a session once more: the status. */
  async statusOfFile(url: string): Promise<number> {
    const tokens = this.there.app.get(DocumentServerTokens, { strict: false });
    const token = tokens.sign({ payload: { url } }, 60);
    return (await fetch(url, { headers: { authorization: `Bearer ${token}` } })).status;
  }

  async stop(): Promise<void> {
    await Promise.all([this.here.stop(), this.there.stop()]);
    await Promise.all([this.server.dispose(), this.postgres.stop()]);
    await rm(this.folder, { recursive: true, force: true });
  }
}
