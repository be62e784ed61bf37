import { randomUUID } from 'node:crypto';
import { openContent } from './document-content.js';
import { generatedFile, readConnectXml } from './generated-file.js';

const TUS = { 'tus-resumable': '1.0.0' };
const JSON_BODY = { 'content-type': 'application/json' };

/** A file of the desktop: saved by the template client, edited by its person. */
interface DesktopFile {
  readonly name: string;
  readonly bytes: Uint8Array;
}

/** Simulates Office Connector and the Oneoffixx client: from an `oc:` URL to a checked-in document. */
export class OfficeConnectorSimulator {
  /** The `oc:` URL of each XML by the hash that replaced it there; the hash returns when the document is generated. */
  readonly #urlsByHash = new Map<string, string>();
  readonly #files = new Map<string, DesktopFile>();

  constructor(private readonly report: (step: string) => void) {}

  /** Handles an `oc:` URL as the operating system would. Returns the documents' URLs. */
  async open(ocUrl: string): Promise<readonly string[]> {
    const order = parseOcUrl(ocUrl);
    this.report(`The operating system hands over an oc: URL of ${order.person}: ${order.action}`);
    const payloads = await this.#payloads(order);
    for (const payload of payloads) {
      if (order.action === 'oneoffixx') await this.#generate(order, payload);
      else await this.#edit(order, payload);
    }
    return payloads.map((payload) => payload['document-url']);
  }

  async #payloads({
    url,
    token,
    documents,
  }: OfficeConnectorUrl): Promise<readonly DesktopPayload[]> {
    const body = JSON.stringify(documents);
    const response = await callKontor({ method: 'POST', url, token, headers: JSON_BODY, body });
    const payloads = (await response.json()) as DesktopPayload[];
    this.report(`Payload: ${payloads.map(({ filename }) => filename ?? 'no name').join(', ')}`);
    return payloads;
  }

  /** Office Connector prepares the XML; the template client generates the file and calls back. */
  async #generate({ token }: OfficeConnectorUrl, payload: DesktopPayload): Promise<void> {
    const url = addressIn(payload, 'connect-xml');
    const headers = { accept: 'application/xml' };
    const xml = await (await callKontor({ method: 'GET', url, token, headers })).text();
    this.report(`Connect XML: ${xml.length} characters`);
    const instruction = readConnectXml(xml);
    const { process, argument } = instruction.callback;
    if (process !== 'OfficeConnector') throw new Error(`The XML calls "${process}" at its end.`);
    const hash = randomUUID();
    this.#urlsByHash.set(hash, argument);
    this.report('The token in the XML is kept; a hash goes into the XML instead');
    const name = payload.filename ?? 'document.docx';
    const bytes = generatedFile(instruction, name.slice(name.lastIndexOf('.') + 1));
    this.report(
      `The template client makes ${name} of template ${instruction.templateId}: ` +
        `${instruction.properties.length} properties, ${instruction.contentControls.length} content controls`,
    );
    await this.#calledBack(hash, { name, bytes });
  }

  /** The template client calls back with the hash from the XML. */
  async #calledBack(hash: string, file: DesktopFile): Promise<void> {
    const ocUrl = this.#urlsByHash.get(hash);
    if (ocUrl === undefined) throw new Error('The template client called with an unknown hash.');
    this.#urlsByHash.delete(hash);
    const order = parseOcUrl(ocUrl);
    for (const id of order.documents) this.#files.set(id, file);
    this.report('The template client calls Office Connector with the hash');
    await this.open(ocUrl);
  }

  /** Check out, lock, edit, upload, unlock, check in. */
  async #edit(order: OfficeConnectorUrl, payload: DesktopPayload): Promise<void> {
    const { token, person } = order;
    const post = (name: string, body?: object) =>
      callKontor({
        ...{ method: 'POST', url: addressIn(payload, name), token },
        ...(body && { headers: JSON_BODY, body: JSON.stringify(body) }),
      });
    await this.#checkOut(order, payload, post);
    const lock = (await (await post('lock')).json()) as { creator?: string };
    if (lock.creator !== person) throw new Error(`The document is locked by ${lock.creator}.`);
    this.report(`Locked by ${person}`);
    await this.#upload(token, payload, await this.#edited(token, payload));
    await post('unlock');
    this.report('Unlocked');
    await post('checkin', { comment: 'From the desktop' });
    this.report('Checked in');
  }

  /** Continues an interrupted check-out, because a second one is rejected for everybody. */
  async #checkOut(
    { token, person }: OfficeConnectorUrl,
    payload: DesktopPayload,
    post: (name: string) => Promise<Response>,
  ): Promise<void> {
    const url = addressIn(payload, 'status');
    const response = await callKontor({ method: 'GET', url, token });
    const status = (await response.json()) as { checked_out_by?: string | null };
    if (status.checked_out_by === person) {
      this.report('Still checked out from last time');
      return;
    }
    await post('checkout');
    this.report(`Checked out by ${person}`);
  }

  /** The file of the template client if there is one; otherwise the document with one more line. */
  async #edited(token: string, payload: DesktopPayload): Promise<DesktopFile> {
    const made = this.#files.get(String(payload.uuid));
    if (made !== undefined) {
      this.report('The file is there already: no download');
      return made;
    }
    const url = addressIn(payload, 'download');
    const headers = { accept: payload['content-type'] ?? '*/*' };
    const response = await callKontor({ method: 'GET', url, token, headers });
    const bytes = new Uint8Array(await response.arrayBuffer());
    const name = payload.filename ?? 'document.docx';
    const content = openContent(name.slice(name.lastIndexOf('.') + 1), bytes);
    this.report(`Downloaded ${bytes.length} bytes, one line is added`);
    return { name, bytes: content.write(`${content.text}\nEdited on the desktop.`, 1) };
  }

  async #upload(token: string, payload: DesktopPayload, file: DesktopFile): Promise<void> {
    const encoded = (text: string): string => Buffer.from(text).toString('base64');
    const metadata = `filename ${encoded(file.name)},content-type ${encoded(payload['content-type'] ?? '')}`;
    const headers = {
      ...TUS,
      'upload-length': String(file.bytes.length),
      'upload-metadata': metadata,
    };
    const url = addressIn(payload, 'upload');
    const created = await callKontor({ method: 'POST', url, token, headers });
    await callKontor({
      method: 'PATCH',
      url: new URL(created.headers.get('location') ?? '', url).href,
      token,
      headers: { ...TUS, 'upload-offset': '0', 'content-type': 'application/offset+octet-stream' },
      body: new Uint8Array(file.bytes),
    });
    this.report(`Uploaded ${file.bytes.length} bytes`);
  }
}

/** Names in a payload are relative to its document. */
function addressIn(payload: DesktopPayload, name: string): string {
  const relative = payload[name];
  if (typeof relative !== 'string') throw new Error(`The payload has no "${name}".`);
  return `${payload['document-url']}/${relative}`;
}

/** The claims of an `oc:` URL. The desktop cannot verify its signature; the server does. */
interface OfficeConnectorUrl {
  readonly token: string;
  readonly action: string;
  readonly url: string;
  readonly documents: readonly string[];
  readonly person: string;
}

/** The entry of one document in the response with the payloads. */
interface DesktopPayload {
  readonly 'document-url': string;
  readonly filename: string | null;
  readonly 'content-type': string | null;
  readonly [name: string]: unknown;
}

interface DesktopCall {
  readonly method: 'GET' | 'POST' | 'PATCH';
  readonly url: string;
  readonly token: string;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: string | Uint8Array<ArrayBuffer>;
}

function parseOcUrl(ocUrl: string): OfficeConnectorUrl {
  const token = /^oc:([\w-]+\.[\w-]+\.[\w-]+)$/.exec(ocUrl.trim())?.[1];
  if (token === undefined) throw new Error('This is no oc: URL; take it from "Open in Office".');
  const claims = JSON.parse(
    Buffer.from(token.split('.')[1] ?? '', 'base64url').toString(),
  ) as Record<string, unknown>;
  return {
    token,
    action: String(claims.action),
    url: String(claims.url),
    documents: (claims.documents as unknown[]).map(String),
    person: String(claims.sub),
  };
}

/** Rejects unless the response is a success, so that the failing step is visible. */
async function callKontor(call: DesktopCall): Promise<Response> {
  const { method, url, token, headers, body } = call;
  const response = await fetch(url, {
    method,
    headers: { accept: 'application/json', ...headers, authorization: `Bearer ${token}` },
    body: body ?? null,
  });
  if (response.ok) return response;
  const path = new URL(url).pathname;
  throw new Error(`${method} ${path} answered ${response.status}: ${await response.text()}`);
}
