import { afterAll, beforeAll, beforeEach } from '@jest/globals';
import { readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { strToU8, zipSync } from 'fflate';
import type { Engine } from '../../src/platform/database/database.js';
import { startKontor, type RunningKontor } from '../start-kontor.js';
import { startPostgres, type RunningPostgres } from '../start-postgres.js';
import { ScriptedDocumentServer, type Session, type Wire } from './editor-connector-server.js';

export const OK = { status: 200, error: 0 };
export const KEPT_THERE = { status: 200, error: 1 };
export const TRY_AGAIN = { status: 503, error: 1 };
export const REFUSED = { status: 403, error: 1 };
export const MAX_BYTES = 200_000;

export const docx = (text: string): Buffer =>
  Buffer.from(
    zipSync({
      '[Content_Types].xml': strToU8('<?xml version="1.0"?><Types/>'),
      'word/document.xml': strToU8(`<w:document>${text}</w:document>`),
    }),
  );

interface WireVersion {
  readonly number: number;
  readonly state: string;
  readonly origin: string;
  readonly author: string;
  readonly editing_session_id: string | null;
  readonly reason: string | null;
  readonly authors: readonly Wire[];
  readonly has_changes: boolean;
}

/** Kontor, a Document Server, and for each test a new text of Alice's that she has open. */
export class SavingFixture {
  server!: ScriptedDocumentServer;
  kontor!: RunningKontor;
  documentId!: string;
  session!: Session;
  #saves = 0;
  #postgres: RunningPostgres | undefined;

  #databaseUrl: string | undefined;

  constructor(private readonly env: Readonly<Record<string, string>>) {}

  /** On SQLite, and with the usual settings, unless said otherwise. */
  static install({
    engine = 'sqlite',
    env = {},
  }: {
    readonly engine?: Engine;
    readonly env?: Readonly<Record<string, string>>;
  } = {}): SavingFixture {
    const fixture = new SavingFixture(env);
    beforeAll(() => fixture.#start(engine));
    afterAll(() => fixture.#stop());
    beforeEach(() => fixture.#openNote());
    return fixture;
  }

  get key(): string {
    return this.session.config.document.key;
  }

  /** The settings for another instance on the same database. */
  get settings(): Record<string, string> {
    return {
      EUROOFFICE_URL: this.server.url,
      EUROOFFICE_JWT_SECRET: this.server.secret,
      KONTOR_MAX_FILE_BYTES: String(MAX_BYTES),
      ...(this.#databaseUrl !== undefined && { DATABASE_URL: this.#databaseUrl }),
      ...this.env,
    };
  }

  async json(username: string, path: string, init?: RequestInit): Promise<Wire> {
    return (await this.kontor.fetchAs(username, path, init)).json();
  }

  open(username = 'alice', fields = {}): Promise<Session> {
    return this.json(username, '/api/eurooffice/session', {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ file_id: this.documentId, ...fields }),
    });
  }

  document(): Promise<Wire> {
    return this.json('alice', `/api/documents/${this.documentId}`);
  }

  async versions(): Promise<WireVersion[]> {
    return (await this.json('alice', `/api/documents/${this.documentId}/versions`)).versions;
  }

  async shown(): Promise<string[]> {
    return (await this.versions()).map(({ number, state }) => `${number} ${state}`);
  }

  async content(version?: number): Promise<string> {
    const query = version === undefined ? '' : `?version=${version}`;
    const path = `/api/documents/${this.documentId}/content${query}`;
    return (await this.kontor.fetchAs('alice', path)).text();
  }

  /** How many files the document has at all places. Beside it, places are tried now and then. */
  async shardFiles(): Promise<number> {
    const shards = join(this.kontor.folder, 'data', 'shards');
    const found = await Promise.all(
      (await readdir(shards)).map((place) =>
        readdir(join(shards, place, 'v1', this.documentId), {
          ...{ recursive: true, withFileTypes: true },
        }),
      ),
    );
    return found.flat().filter((entry) => entry.isFile()).length;
  }

  share(username: string, role: string): Promise<Response> {
    return this.kontor.fetchAs('alice', `/api/documents/${this.documentId}/shares/${username}`, {
      method: 'PUT',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ role }),
    });
  }

  /** The claims of a report on the open text; each has a later change than the one before. */
  report(status: number, url: string | undefined, fields = {}) {
    return {
      key: this.key,
      status,
      ...(url === undefined ? {} : { url, filetype: 'txt' }),
      users: ['alice'],
      lastsave: new Date(Date.UTC(2026, 0, 1) + ++this.#saves * 1000).toISOString(),
      ...fields,
    };
  }

  save(status: number, text: string, fields = {}) {
    const url = this.server.file(this.key, text);
    return this.server.post(this.session, this.report(status, url, fields));
  }

  async #start(engine: Engine): Promise<void> {
    if (engine === 'postgres') this.#postgres = await startPostgres();
    this.#databaseUrl = await this.#postgres?.createDatabase();
    this.server = await ScriptedDocumentServer.start();
    this.kontor = await startKontor(this.settings);
    await this.server.meet(this.kontor, 'alice', 'bob', 'admin');
  }

  async #stop(): Promise<void> {
    await this.kontor.stop();
    await this.server.stop();
    await this.#postgres?.stop();
  }

  async #openNote(): Promise<void> {
    const init = { method: 'POST', body: 'one' };
    this.documentId = (await this.json('alice', '/api/documents?title=note.txt', init)).id;
    this.session = await this.open();
  }
}
