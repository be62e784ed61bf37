import { randomUUID } from 'node:crypto';
import { readConnectXml } from './connect-instruction.js';
import { callKontor, orderOf, type DesktopOrder, type DesktopPayload } from './desktop-calls.js';
import { openContent } from './document-content.js';
import { generatedFile } from './generated-file.js';

const TUS = { 'tus-resumable': '1.0.0' };
const JSON_BODY = { 'content-type': 'application/json' };

/** A file of the desktop: saved by the template client, edited by its person. */
interface DesktopFile {
  readonly name: string;
  readonly bytes: Uint8Array;
}

/** Stands in for Office Connector and the Oneoffixx client: from an `oc:` URL to a checked-in document. */
export class OfficeConnectorSimulator {
  /** Tokens that left the XML: a hash goes there instead, and comes back when the document is made. */
  readonly #kept = new Map<string, string>();
  readonly #files = new Map<string, DesktopFile>();

  constructor(private readonly tell: (step: string) => void) {}

  /** What the operating system does with an `oc:` URL. Answers the documents' addresses. */
  async open(ocUrl: string): Promise<readonly string[]> {
    const order = orderOf(ocUrl);
    this.tell(`The operating system hands over an oc: URL of ${order.person}: ${order.action}`);
    const payloads = await this.#payloads(order);
    for (const payload of payloads) {
      if (order.action === 'oneoffixx') await this.#generate(order, payload);
      else await this.#edit(order, payload);
    }
    return payloads.map((payload) => payload['document-url']);
  }

  async #payloads({ url, token, documents }: DesktopOrder): Promise<readonly DesktopPayload[]> {
    const body = JSON.stringify(documents);
    const response = await callKontor({ method: 'POST', url, token, headers: JSON_BODY, body });
    const payloads = (await response.json()) as DesktopPayload[];
    this.tell(`Payload: ${payloads.map(({ filename }) => filename ?? 'no name').join(', ')}`);
    return payloads;
  }

  /** Office Connector prepares the XML, the template client makes the file and calls back. */
  async #generate({ token }: DesktopOrder, payload: DesktopPayload): Promise<void> {
    const url = addressIn(payload, 'connect-xml');
    const headers = { accept: 'application/xml' };
    const xml = await (await callKontor({ method: 'GET', url, token, headers })).text();
    this.tell(`Connect XML: ${xml.length} characters`);
    const instruction = readConnectXml(xml);
    const { process, argument } = instruction.callback;
    if (process !== 'OfficeConnector') throw new Error(`The XML calls "${process}" at its end.`);
    const hash = randomUUID();
    this.#kept.set(hash, argument);
    this.tell('The token in the XML is kept; a hash goes into the XML instead');
    const name = payload.filename ?? 'document.docx';
    const bytes = generatedFile(instruction, name.slice(name.lastIndexOf('.') + 1));
    this.tell(
      `The template client makes ${name} of template ${instruction.templateId}: ` +
        `${instruction.properties.length} properties, ${instruction.contentControls.length} content controls`,
    );
    await this.#called(hash, { name, bytes });
  }

  /** The template client calls back with what the XML told it. */
  async #called(hash: string, file: DesktopFile): Promise<void> {
    const ocUrl = this.#kept.get(hash);
    if (ocUrl === undefined) throw new Error('The template client called with an unknown hash.');
    this.#kept.delete(hash);
    const order = orderOf(ocUrl);
    for (const id of order.documents) this.#files.set(id, file);
    this.tell('The template client calls Office Connector with the hash');
    await this.open(ocUrl);
  }

  /** Check out, lock, edit, upload, unlock, check in. */
  async #edit(order: DesktopOrder, payload: DesktopPayload): Promise<void> {
    const { token, person } = order;
    const post = (name: string, body?: object) =>
      callKontor({
        ...{ method: 'POST', url: addressIn(payload, name), token },
        ...(body && { headers: JSON_BODY, body: JSON.stringify(body) }),
      });
    await this.#checkOut(order, payload, post);
    const lock = (await (await post('lock')).json()) as { creator?: string };
    if (lock.creator !== person) throw new Error(`The document is locked by ${lock.creator}.`);
    this.tell(`Locked by ${person}`);
    await this.#upload(token, payload, await this.#edited(token, payload));
    await post('unlock');
    this.tell('Unlocked');
    await post('checkin', { comment: 'From the desktop' });
    this.tell('Checked in');
  }

  /** Whoever was interrupted goes on where they were: a second check-out is refused to anybody. */
  async #checkOut(
    { token, person }: DesktopOrder,
    payload: DesktopPayload,
    post: (name: string) => Promise<Response>,
  ): Promise<void> {
    const url = addressIn(payload, 'status');
    const response = await callKontor({ method: 'GET', url, token });
    const status = (await response.json()) as { checked_out_by?: string | null };
    if (status.checked_out_by === person) {
      this.tell('Still checked out from last time');
      return;
    }
    await post('checkout');
    this.tell(`Checked out by ${person}`);
  }

  /** What the template client has just saved; otherwise the document with one more line. */
  async #edited(token: string, payload: DesktopPayload): Promise<DesktopFile> {
    const made = this.#files.get(String(payload.uuid));
    if (made !== undefined) {
      this.tell('The file is there already: no download');
      return made;
    }
    const url = addressIn(payload, 'download');
    const headers = { accept: payload['content-type'] ?? '*/*' };
    const response = await callKontor({ method: 'GET', url, token, headers });
    const bytes = new Uint8Array(await response.arrayBuffer());
    const name = payload.filename ?? 'document.docx';
    const content = openContent(name.slice(name.lastIndexOf('.') + 1), bytes);
    this.tell(`Downloaded ${bytes.length} bytes, one line is added`);
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
    this.tell(`Uploaded ${file.bytes.length} bytes`);
  }
}

/** Names in a payload are relative to its document. */
function addressIn(payload: DesktopPayload, name: string): string {
  const relative = payload[name];
  if (typeof relative !== 'string') throw new Error(`The payload has no "${name}".`);
  return `${payload['document-url']}/${relative}`;
}
