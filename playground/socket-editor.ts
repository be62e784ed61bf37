import { once } from 'node:events';
import { WebSocket } from 'ws';
import { EditorRefused, type EditorEvent, type HeadlessEditor } from './headless-editor.js';
import { SharedText, type OutgoingChange } from './shared-text.js';
import type { ConnectOptions, EditorConfig } from './document-server-options.js';
import { difference, splice, type TextOperation } from './text-operation.js';

interface Waiting {
  readonly passes: () => boolean;
  readonly done: () => void;
  readonly failed: (error: Error) => void;
}

/** An editor without a browser: uses the server's socket as the editor page does. */
export class SocketEditor implements HeadlessEditor {
  readonly events: EditorEvent[] = [];
  readonly #socket: WebSocket;
  readonly #claimed = new Set<EditorEvent>();
  readonly #waiting = new Set<Waiting>();
  #shared: SharedText | undefined;
  #participants: readonly string[] = [];
  #closed: EditorRefused | undefined;
  #editable = false;

  static async open({
    url,
    config,
    host,
    forwardedHost,
    forwardedProto,
  }: { url: string; config: EditorConfig } & ConnectOptions): Promise<SocketEditor> {
    const headers = {
      ...(host === undefined ? {} : { Host: host }),
      ...(forwardedHost === undefined ? {} : { 'X-Forwarded-Host': forwardedHost }),
      ...(forwardedProto === undefined ? {} : { 'X-Forwarded-Proto': forwardedProto }),
    };
    const socket = new WebSocket(url, { headers });
    const editor = new SocketEditor(socket);
    await once(socket, 'open');
    socket.send(JSON.stringify({ type: 'auth', config }));
    await editor.#until(() =>
      editor.events.some(({ type }) => ['document', 'error', 'updateVersion'].includes(type)),
    );
    return editor;
  }

  private constructor(socket: WebSocket) {
    this.#socket = socket;
    socket.on('message', (data) =>
      this.#receive(JSON.parse((data as Buffer).toString()) as EditorEvent),
    );
    socket.on('error', () => undefined);
    socket.on('close', (code, reason) => {
      this.#closed = new EditorRefused(code, String(reason));
      this.#editable = false;
      for (const { failed } of this.#waiting) failed(this.#closed);
    });
  }

  get text(): string {
    return this.#shared?.text ?? '';
  }

  get editable(): boolean {
    return this.#editable;
  }

  get outdated(): boolean {
    return this.events.some(({ type }) => type === 'updateVersion');
  }

  get errorCode(): number | undefined {
    const code = this.events.find(({ type }) => type === 'error')?.code;
    return typeof code === 'number' ? code : undefined;
  }

  get participants(): readonly string[] {
    return this.#participants;
  }

  type(text: string): Promise<void> {
    return this.replace(this.text.length, 0, text);
  }

  replace(at: number, length: number, text: string): Promise<void> {
    return this.#change(splice(this.text.length, at, { remove: length, insert: text }));
  }

  setParagraph(index: number, text: string): Promise<void> {
    const lines = this.text.split('\n');
    while (lines.length <= index) lines.push('');
    lines[index] = text;
    return this.#change(difference(this.text, lines.join('\n')));
  }

  async touch(): Promise<void> {
    this.#mustEdit();
    const before = this.#count('touched');
    this.#send({ type: 'touch' });
    await this.#until(() => this.#count('touched') > before);
  }

  async forceSave(): Promise<boolean> {
    this.#mustEdit();
    this.#send({ type: 'forceSave' });
    return (await this.waitFor('forceSave')).success === true;
  }

  async submit(): Promise<boolean> {
    this.#mustEdit();
    this.#send({ type: 'submit' });
    return (await this.waitFor('submitted')).success === true;
  }

  async close({ polite = false }: { readonly polite?: boolean } = {}): Promise<void> {
    if (this.#socket.readyState === WebSocket.CLOSED) return;
    const closed = once(this.#socket, 'close');
    if (polite) this.#send({ type: 'close' });
    else this.#socket.terminate();
    await closed;
  }

  async waitFor(type: string): Promise<EditorEvent> {
    let found: EditorEvent | undefined;
    await this.#until(() => {
      found = this.events.find((event) => event.type === type && !this.#claimed.has(event));
      if (found) this.#claimed.add(found);
      return found !== undefined;
    });
    return found!;
  }

  async waitForText(passes: (text: string) => boolean): Promise<string> {
    await this.#until(() => passes(this.text));
    return this.text;
  }

  async #change(operation: TextOperation): Promise<void> {
    this.#mustEdit();
    this.#sendChange(this.#shared?.change(operation));
    await this.#until(() => !this.#shared?.hasUnsent);
  }

  #receive(event: EditorEvent): void {
    this.events.push(event);
    if (event.type === 'document') {
      this.#shared = new SharedText(String(event.text), Number(event.revision));
      this.#editable = event.editing === true;
    }
    if (event.type === 'taken') this.#sendChange(this.#shared?.acknowledged());
    if (event.type === 'change') this.#shared?.receive(event.operation as TextOperation);
    if (event.type === 'participants') {
      this.#participants = (event.participants as { id: string }[]).map(({ id }) => id);
    }
    if (event.type === 'drop' || event.type === 'updateVersion') this.#editable = false;
    for (const waiting of this.#waiting) if (waiting.passes()) waiting.done();
  }

  #until(passes: () => boolean): Promise<void> {
    if (passes()) return Promise.resolve();
    if (this.#closed) return Promise.reject(this.#closed);
    return new Promise((resolve, reject) => {
      const waiting: Waiting = {
        passes,
        done: () => {
          this.#waiting.delete(waiting);
          resolve();
        },
        failed: reject,
      };
      this.#waiting.add(waiting);
    });
  }

  #count(type: string): number {
    return this.events.filter((event) => event.type === type).length;
  }

  #mustEdit(): void {
    if (!this.#editable) throw new Error('This person may only view the document');
  }

  #sendChange(change: OutgoingChange | undefined): void {
    if (change) this.#send({ type: 'change', ...change });
  }

  #send(message: EditorEvent): void {
    this.#socket.send(JSON.stringify(message));
  }
}
