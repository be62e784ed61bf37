import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { reindexCommand } from '../src/command-line/reindex.command.js';
import { runCommandLine } from '../src/command-line/run-command-line.js';
import { Database, type Engine } from '../src/platform/database/database.js';
import { SavingDocumentServer, type EditorSession } from './fakes/saving-document-server.js';
import { BrowserRelease } from './release-key.js';
import { startKontor, type RunningKontor } from './start-kontor.js';
import { startPostgres, type RunningPostgres } from './start-postgres.js';
import type { ZeroKnowledgePerson } from './zero-knowledge-person.js';

const HALF_AN_HOUR_MS = 1_800_000;

export interface VersionJson {
  readonly id: string;
  readonly number: number;
  readonly state: string;
  readonly origin: string;
  readonly author: string;
  readonly size: number;
}

/** A Kontor whose database goes while its shards and its identity stay. */
export class ReindexFixture {
  kontor!: RunningKontor;
  readonly documentServer = new SavingDocumentServer();

  private constructor(
    readonly folder: string,
    private readonly postgres: RunningPostgres | undefined,
    private env: Record<string, string>,
  ) {}

  static async open(engine: Engine, env: Record<string, string> = {}): Promise<ReindexFixture> {
    const folder = await mkdtemp(join(tmpdir(), 'kontor-reindex-'));
    const postgres = engine === 'postgres' ? await startPostgres() : undefined;
    const data = { KONTOR_PROFILE: 'playground', KONTOR_DATA_DIR: join(folder, 'data') };
    const fixture = new ReindexFixture(folder, postgres, { ...data, ...env });
    await fixture.documentServer.start();
    await fixture.#newDatabase();
    await fixture.start();
    return fixture;
  }

  async start(): Promise<void> {
    const { url, secret } = this.documentServer;
    const editor = { EUROOFFICE_URL: url, EUROOFFICE_JWT_SECRET: secret };
    this.kontor = await startKontor({ ...this.env, ...editor });
  }

  async close(): Promise<void> {
    await this.kontor.stop();
    await this.documentServer.stop();
    await this.postgres?.stop();
    await rm(this.folder, { recursive: true, force: true });
  }

  get places(): string[] {
    return [1, 2, 3, 4, 5, 6].map((n) => join(this.folder, 'data/shards', String(n)));
  }

  /** Nothing that was in it is left. */
  async loseDatabase(): Promise<void> {
    await this.kontor.stop();
    await this.#newDatabase();
  }

  async reindex(...args: string[]): Promise<{ status: number; said: string }> {
    let said = '';
    const out = { write: (text: string) => (said += text) };
    const terminal = { env: this.env, stdin: process.stdin, stdout: out, stderr: out };
    const status = await runCommandLine(['reindex', ...args], terminal, [reindexCommand]);
    return { status, said };
  }

  /** What the database knows of keyrings: the newest of each epoch. */
  async keyrings(): Promise<unknown[]> {
    const rows = await this.kontor.app
      .get(Database)
      .query<{ storage_keyrings: Record<string, string> }>()
      .selectFrom('storage_keyrings')
      .select(['document_id', 'epoch', 'revision', 'recipient', 'members', 'sealed', 'missing_on'])
      .orderBy('document_id')
      .orderBy('epoch')
      .execute();
    return rows;
  }

  async #newDatabase(): Promise<void> {
    if (this.postgres !== undefined) {
      this.env = { ...this.env, DATABASE_URL: await this.postgres.createDatabase() };
      return;
    }
    for (const end of ['', '-wal', '-shm']) {
      await rm(join(this.folder, 'data', `kontor.sqlite${end}`), { force: true });
    }
  }

  async json<T>(username: string, path: string, init?: RequestInit): Promise<T> {
    const response = await this.kontor.fetchAs(username, path, init);
    if (!response.ok) throw new Error(`${path}: ${response.status} ${await response.text()}`);
    return (await response.json()) as T;
  }

  async newDocument(username: string, title: string, body: string): Promise<string> {
    const path = `/api/documents?title=${encodeURIComponent(title)}`;
    return (await this.json<{ id: string }>(username, path, { method: 'POST', body })).id;
  }

  async replace(username: string, id: string, body: string): Promise<void> {
    const { etag } = await this.json<{ etag: string }>(username, `/api/documents/${id}`);
    const init = { method: 'PUT', headers: { 'if-match': etag }, body };
    await this.json(username, `/api/documents/${id}/content`, init);
  }

  async versions(username: string, id: string): Promise<readonly VersionJson[]> {
    const path = `/api/documents/${id}/versions`;
    const { versions } = await this.json<{ versions: VersionJson[] }>(username, path);
    return versions.map(({ number, state, origin, author, size, ...rest }) => ({
      ...{ id: rest.id, number, state, origin, author, size },
    }));
  }

  /** What the owner sees of all their documents; `read` gives the bytes of a version. */
  async seen(username: string, read: (id: string, number: number) => Promise<string>) {
    const { documents } = await this.json<{ documents: { id: string }[] }>(
      username,
      '/api/documents?limit=100',
    );
    return Promise.all(
      documents.map(async ({ id }) => {
        const { title, owner, custody, current_version, version_group_id, size, created_at } =
          await this.json<Record<string, unknown>>(username, `/api/documents/${id}`);
        const versions = await this.versions(username, id);
        const contents = await Promise.all(versions.map(({ number }) => read(id, number)));
        return {
          ...{ id, title, owner, custody, current_version, version_group_id, size, created_at },
          ...{ versions, contents },
        };
      }),
    );
  }

  content = async (username: string, id: string, number: number): Promise<string> =>
    (await this.kontor.fetchAs(username, `/api/documents/${id}/content?version=${number}`)).text();

  /** Opens the head in the editor with a released key, as that person's browser does. */
  async openReleased(person: ZeroKnowledgePerson, id: string): Promise<EditorSession> {
    const { current_version: versionNumber } = await this.json<{ current_version: number }>(
      person.username,
      `/api/documents/${id}`,
    );
    const fileKey = await person.fileKey(id, versionNumber);
    const expiresAtMs = Date.now() + HALF_AN_HOUR_MS;
    const binding = { documentId: id, versionNumber, expiresAtMs };
    const release = await BrowserRelease.fresh().wire(fileKey, binding);
    const opened = await person.send('POST', '/api/eurooffice/session', { file_id: id, release });
    if (opened.status !== 201) throw new Error(`not opened: ${await opened.text()}`);
    return (await opened.json()) as EditorSession;
  }

  /** What the Document Server fetches for a session. */
  async fetched(session: EditorSession): Promise<string> {
    const { url } = session.config.document;
    const authorization = `Bearer ${this.documentServer.sign({ payload: { url } })}`;
    return (await fetch(url, { headers: { authorization } })).text();
  }

  /** 2 at the end, 6 by the save button, 3 damaged. */
  async save(session: EditorSession, text: string, status: 2 | 3 | 6, user = 'alice') {
    const fields = { status, filetype: 'txt', user };
    const body = this.documentServer.offer(session.config.document.key, Buffer.from(text), fields);
    return this.documentServer.post(session, body);
  }
}
