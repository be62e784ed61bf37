import { mkdir, mkdtemp, readdir, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { SavingDocumentServer, type EditorSession } from './fakes/saving-document-server.js';
import { freePorts } from './free-port.js';
import { KontorProcess } from './kontor-process.js';

/** A Kontor whose memory, words and files are searched, its temporary ones included; and Alice who uses it. */
export class WatchedKontor {
  private constructor(
    /** Everything that it writes lies below. */
    readonly folder: string,
    readonly process: KontorProcess,
    readonly documentServer: SavingDocumentServer,
    private readonly authorization: string,
  ) {}

  static async start(): Promise<WatchedKontor> {
    const documentServer = new SavingDocumentServer();
    await documentServer.start();
    const folder = await mkdtemp(join(tmpdir(), 'kontor-watched-'));
    await mkdir(join(folder, 'tmp'));
    const kontor = new KontorProcess({
      PORT: String(await freePorts()),
      KONTOR_DATA_DIR: join(folder, 'data'),
      TMPDIR: join(folder, 'tmp'),
      EUROOFFICE_URL: documentServer.url,
      EUROOFFICE_JWT_SECRET: documentServer.secret,
    });
    await kontor.start('--playground');
    return new WatchedKontor(folder, kontor, documentServer, await signIn(kontor.url));
  }

  /** As Alice. */
  fetch(path: string, init: RequestInit = {}): Promise<Response> {
    const headers = new Headers(init.headers);
    headers.set('authorization', this.authorization);
    return fetch(new URL(path, this.process.url), { ...init, headers });
  }

  /** A document that was sent in a form, and the id of one that was sent by itself. */
  async upload(text: Buffer<ArrayBuffer>): Promise<string> {
    const form = new FormData();
    form.set('file', new Blob([text]), 'Form.txt');
    const sent = await this.fetch('/api/documents', { method: 'POST', body: form });
    if (sent.status !== 201) throw new Error(`the form answered ${sent.status}`);
    const path = '/api/documents?title=Secret.txt';
    const created = await this.fetch(path, { method: 'POST', body: text });
    if (created.status !== 201) throw new Error(`the upload answered ${created.status}`);
    return ((await created.json()) as { id: string }).id;
  }

  async open(documentId: string, fields: object = {}): Promise<EditorSession> {
    const opened = await this.fetch('/api/eurooffice/session', {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ file_id: documentId, ...fields }),
    });
    if (opened.status !== 201) throw new Error(`the session answered ${opened.status}`);
    return (await opened.json()) as EditorSession;
  }

  /** As the Document Server fetches it. */
  fetchFile({ config }: EditorSession, range?: string): Promise<Response> {
    const { url } = config.document;
    const authorization = `Bearer ${this.documentServer.sign({ payload: { url } })}`;
    return fetch(url, { headers: { authorization, ...(range !== undefined && { range }) } });
  }

  /** What the Document Server is answered. */
  save(session: EditorSession, bytes: Buffer, status: number, filetype = 'txt') {
    const fields = { status, filetype, user: 'alice' };
    const body = this.documentServer.offer(session.config.document.key, bytes, fields);
    return this.documentServer.post(session, body);
  }

  /** Every file there is. Folders go while this walks, and what is gone rests nowhere. */
  files(): Promise<string[]> {
    return filesBelow(this.folder);
  }

  async stop(): Promise<void> {
    await this.process.kill();
    await this.documentServer.stop();
    await rm(this.folder, { recursive: true, force: true });
  }
}

async function filesBelow(folder: string): Promise<string[]> {
  const files: string[] = [];
  for (const entry of (await unlessGone(readdir(folder, { withFileTypes: true }))) ?? []) {
    const path = join(folder, entry.name);
    if (entry.isDirectory()) files.push(...(await filesBelow(path)));
    else if (entry.isFile()) files.push(path);
  }
  return files;
}

export async function unlessGone<Read>(reading: Promise<Read>): Promise<Read | undefined> {
  try {
    return await reading;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return undefined;
    throw error;
  }
}

async function signIn(url: string): Promise<string> {
  const token = await fetch(`${url}/api/auth/token`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: '{"username":"alice","password":"alice"}',
  });
  return `Bearer ${((await token.json()) as { access_token: string }).access_token}`;
}
