import { strToU8, zipSync } from 'fflate';
import { HarvestForgottenFiles } from '../src/editor-connector/recovery/harvest-forgotten-files.use-case.js';
import { PresenceWatchdog } from '../src/editor-connector/saving/reported-presence.js';
import { DocumentServerSimulator } from '../playground/index.js';
import { startKontor, type RunningKontor } from './start-kontor.js';

/** JSON as it came over the wire. */
export type Wire = ReturnType<typeof JSON.parse>;

export const SECRET = 'only-for-tests-only-for-tests-only-for-tests';

export const docxOf = (text: string): Buffer =>
  Buffer.from(
    zipSync(
      {
        '[Content_Types].xml': strToU8('<?xml version="1.0"?><Types/>'),
        'word/document.xml': strToU8(`<w:document>${text}</w:document>`),
      },
      { mtime: new Date(2026, 0, 1) },
    ),
  );

export const startSimulator = (): Promise<DocumentServerSimulator> =>
  DocumentServerSimulator.start({
    jwtSecret: SECRET,
    saveDelayMs: 50,
    retryDelaysMs: [10, 20, 40],
  });

/** The Document Server is killed and started again, with the watchdog looking before and after, as it does each minute. */
export async function crash(
  server: DocumentServerSimulator,
  { app }: RunningKontor,
): Promise<void> {
  const watchdog = app.get(PresenceWatchdog, { strict: false });
  await server.kill();
  await watchdog.run();
  await server.restart();
  await watchdog.run();
}

/** A document of Alice's that she has opened once, so that the Document Server knows a key of it. */
export interface OpenedDocument {
  readonly id: string;
  readonly key: string;
}

/** A Kontor beside a Document Server that forgets. */
export class ForgottenFilesFixture {
  private constructor(
    readonly server: DocumentServerSimulator,
    readonly kontor: RunningKontor,
    /** What happens once a minute; here it happens when a test says so, and never in between. */
    readonly harvest: HarvestForgottenFiles['execute'],
  ) {}

  static async start(
    server: DocumentServerSimulator,
    env: Record<string, string> = {},
  ): Promise<ForgottenFilesFixture> {
    const settings = { EUROOFFICE_URL: server.url, EUROOFFICE_JWT_SECRET: SECRET, ...env };
    const kontor = await startKontor(settings);
    const harvesting = kontor.app.get(HarvestForgottenFiles, { strict: false });
    const harvest = harvesting.execute.bind(harvesting);
    harvesting.execute = () => Promise.resolve(undefined);
    return new ForgottenFilesFixture(server, kontor, harvest);
  }

  async json(path: string, init?: RequestInit): Promise<Wire> {
    return (await this.kontor.fetchAs('alice', path, init)).json();
  }

  async create(title: string, body: Buffer | string): Promise<OpenedDocument> {
    const query = new URLSearchParams({ title });
    const { id } = await this.json(`/api/documents?${query}`, {
      method: 'POST',
      body: new Uint8Array(Buffer.from(body)),
    });
    return { id, key: (await this.session(id)).config.document.key };
  }

  session(id: string): Promise<Wire> {
    return this.json('/api/eurooffice/session', {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ file_id: id }),
    });
  }

  async replace(id: string, body: Buffer | string): Promise<void> {
    const { etag } = await this.json(`/api/documents/${id}`);
    const response = await this.kontor.fetchAs('alice', `/api/documents/${id}/content`, {
      method: 'PUT',
      headers: { 'if-match': `"${etag}"` },
      body: new Uint8Array(Buffer.from(body)),
    });
    if (response.status !== 201) throw new Error(`replacing answered ${response.status}`);
  }

  async versions(id: string): Promise<string[]> {
    const { versions } = await this.json(`/api/documents/${id}/versions`);
    return (versions as { number: number; state: string; origin: string }[]).map(
      ({ number, state, origin }) => `${number} ${state} ${origin}`,
    );
  }

  async content(id: string, version?: number): Promise<Buffer> {
    const query = version === undefined ? '' : `?version=${version}`;
    const response = await this.kontor.fetchAs('alice', `/api/documents/${id}/content${query}`);
    return Buffer.from(await response.arrayBuffer());
  }

  async page(path: string, init: RequestInit = {}): Promise<string> {
    const headers = { accept: 'text/html', 'accept-language': 'en' };
    return (await this.kontor.fetchAs('alice', path, { ...init, headers })).text();
  }
}
