import { readFileSync, writeFileSync } from 'node:fs';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { SavingDocumentServer, type EditorSession } from '../test/fakes/saving-document-server.ts';
import { freePorts } from '../test/free-port.ts';
import { KontorProcess } from '../test/kontor-process.ts';

const credentials = {
  clientId: '0d3a7e52-6f1b-4a27-9f0c-5b1f6f0e2a11',
  clientSecret: 'client-secret-of-the-bench',
  presharedKey: 'preshared-key-of-the-bench',
};

interface TemplateBackend {
  readonly hostname: string;
  dispose(): Promise<void>;
}

/** As `npm run build` leaves it: Node runs this file as it is, and no source of the playground. */
async function startTemplateBackend(): Promise<TemplateBackend> {
  const built = new URL('../dist-playground/oneoffixx-simulator.js', import.meta.url);
  const { OneoffixxSimulator } = (await import(built.href)) as {
    OneoffixxSimulator: { start(options: object): Promise<TemplateBackend> };
  };
  return OneoffixxSimulator.start({ credentials, api: '2019' });
}

/** The built application as a process of its own, with a Document Server beside it, driven over HTTP alone. */
export class KontorUnderTest {
  readonly documentServer = new SavingDocumentServer();
  folder = '';
  readonly #more: Readonly<Record<string, string>>;
  readonly #under: readonly string[];
  #process: KontorProcess | undefined;
  #templates: TemplateBackend | undefined;
  #port = 0;
  #saves = 0;
  #token = '';

  /** With settings beside its own; `under` as in `KontorProcess`. */
  constructor(more: Readonly<Record<string, string>> = {}, under: readonly string[] = []) {
    this.#more = more;
    this.#under = under;
  }

  async start(): Promise<void> {
    await this.documentServer.start();
    this.folder = await mkdtemp(join(tmpdir(), 'kontor-bench-'));
    this.#port = await freePorts();
    this.#templates = await startTemplateBackend();
    const credentialsFile = join(this.folder, 'oneoffixx.json');
    const { clientId, clientSecret, presharedKey } = credentials;
    await writeFile(
      credentialsFile,
      JSON.stringify({
        ...{ client_id: clientId, client_secret: clientSecret, preshared_key: presharedKey },
      }),
    );
    const settings = {
      ONEOFFIXX_PROTOCOL: 'http',
      ONEOFFIXX_HOSTNAME: this.#templates.hostname,
      ONEOFFIXX_CREDENTIALS_FILE: credentialsFile,
      PORT: String(this.#port),
      KONTOR_DATA_DIR: join(this.folder, 'data'),
      KONTOR_MAX_FILE_BYTES: String(2 * 1024 ** 3),
      // One caller is all the load there is.
      KONTOR_REQUESTS_PER_MINUTE: '0',
      EUROOFFICE_URL: this.documentServer.url,
      EUROOFFICE_JWT_SECRET: this.documentServer.secret,
      ...this.#more,
    };
    this.#process = new KontorProcess(settings, this.#under);
    await this.#process.start('--playground');
    this.#token = await this.#signIn('alice');
  }

  /** Sends SIGTERM; returns how the process ended. */
  async end(): Promise<number | string | null | undefined> {
    await this.#process?.kill('SIGTERM');
    return this.#process?.exitedWith;
  }

  /** Sends SIGKILL. */
  async kill(): Promise<void> {
    await this.#process?.kill();
  }

  async stop(): Promise<void> {
    await this.#process?.kill();
    await this.#templates?.dispose();
    await this.documentServer.stop();
    await rm(this.folder, { recursive: true, force: true });
  }

  get url(): string {
    return `http://127.0.0.1:${this.#port}`;
  }

  /** What it has printed. */
  get output(): string {
    return this.#process?.output ?? '';
  }

  get headers(): Record<string, string> {
    return { authorization: `Bearer ${this.#token}` };
  }

  async createDocument(
    title: string,
    body: string | Uint8Array<ArrayBuffer> = 'first',
  ): Promise<string> {
    const response = await fetch(`${this.url}/api/documents?title=${title}`, {
      method: 'POST',
      headers: this.headers,
      body,
    });
    return ((await response.json()) as { id: string }).id;
  }

  /** A request of Alice's, with JSON. */
  async call(method: string, path: string, body?: object): Promise<Response> {
    const response = await fetch(new URL(path, this.url), {
      method,
      headers: {
        ...this.headers,
        ...(body !== undefined && { 'content-type': 'application/json' }),
      },
      ...(body !== undefined && { body: JSON.stringify(body) }),
    });
    if (!response.ok) throw new Error(`${method} ${path} answered ${response.status}`);
    return response;
  }

  async openSession(documentId: string, fields: object = {}): Promise<EditorSession> {
    const response = await fetch(`${this.url}/api/eurooffice/session`, {
      method: 'POST',
      headers: { ...this.headers, 'content-type': 'application/json' },
      body: JSON.stringify({ file_id: documentId, ...fields }),
    });
    if (response.status !== 201) throw new Error(`session answered ${response.status}`);
    return (await response.json()) as EditorSession;
  }

  /**
   * One force-save of `times` blocks; milliseconds from posting the callback to its answer. The size differs
   * from save to save by some bytes: one of the current version's size would be compared with it first.
   */
  async save(session: EditorSession, block: Buffer, times: number): Promise<number> {
    const { id: user } = session.config.editorConfig.user;
    const fields = { status: 6, filetype: 'txt', user, times };
    const shorter = block.subarray(0, block.length - (this.#saves++ % 64));
    const body = this.documentServer.offer(session.config.document.key, shorter, fields);
    const from = performance.now();
    const answer = await this.documentServer.post(session, body);
    const ms = performance.now() - from;
    if (answer?.error !== 0) throw new Error(`save answered ${JSON.stringify(answer)}`);
    return ms;
  }

  /** The last editor is gone, with nothing left to save. */
  async leave(session: EditorSession): Promise<void> {
    const body = { key: session.config.document.key, status: 4 };
    await this.documentServer.post(session, body);
  }

  /** Headers with which the Document Server fetches the session's file. */
  fileHeaders(session: EditorSession): Record<string, string> {
    const { url } = session.config.document;
    return { authorization: `Bearer ${this.documentServer.sign({ payload: { url } })}` };
  }

  /** Resident memory now and at its highest since `forgetPeak`, in MiB (Linux). */
  memory(): { now: number; peak: number } {
    const status = readFileSync(`/proc/${this.#process?.pid}/status`, 'utf8');
    const kib = (name: string) => Number(new RegExp(`${name}:\\s+(\\d+)`).exec(status)?.[1]);
    return { now: kib('VmRSS') / 1024, peak: kib('VmHWM') / 1024 };
  }

  forgetPeak(): void {
    writeFileSync(`/proc/${this.#process?.pid}/clear_refs`, '5');
  }

  /** Of the process under test. */
  get pid(): number {
    return this.#process?.pid ?? 0;
  }

  /** Seconds of processor time that the process has used. */
  cpuSeconds(): number {
    const fields =
      readFileSync(`/proc/${this.#process?.pid}/stat`, 'utf8').split(') ')[1]?.split(' ') ?? [];
    const TICKS_PER_SECOND = 100;
    return (Number(fields[11]) + Number(fields[12])) / TICKS_PER_SECOND;
  }

  /** Headers of somebody who may see the metrics. */
  async administrator(): Promise<Record<string, string>> {
    return { authorization: `Bearer ${await this.#signIn('admin')}` };
  }

  async #signIn(username: string): Promise<string> {
    const response = await fetch(`${this.url}/api/auth/token`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ username, password: username }),
    });
    return ((await response.json()) as { access_token: string }).access_token;
  }
}
