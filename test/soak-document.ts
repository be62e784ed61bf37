import type { EditorSession } from './fakes/saving-document-server.js';
import type { Instances } from './instances.js';
import { tokenIn, TUS } from './desktop-program.js';
import type { Patience } from './soak-patience.js';

export const KINDS = ['force-save', 'save', 'desktop', 'upload', 'restore'] as const;
export type SaveKind = (typeof KINDS)[number];

/** What a person does to a document; what is not a save of the editor comes when nobody edits. */
const DAY: readonly SaveKind[] = [
  ...(['force-save', 'force-save', 'force-save', 'save', 'desktop'] as const),
  ...(['force-save', 'save', 'upload', 'restore', 'save'] as const),
];

export interface SoakPlan {
  readonly title: string;
  /** So that a short run has saves of all kinds. */
  readonly startsAtNoon: boolean;
}

interface Listed {
  readonly number: number;
  readonly state: string;
  readonly origin: string;
}

/** A document and the one person who changes it, through any instance; everything is done until it is acknowledged. */
export class SoakDocument {
  readonly #texts: string[] = [];
  readonly #restored: { readonly from: number; readonly to: number }[] = [];
  #session: EditorSession | undefined;
  #done = 0;

  private constructor(
    private readonly instances: Instances,
    private readonly patience: Patience,
    private readonly id: string,
    private readonly plan: SoakPlan,
  ) {}

  static async create(instances: Instances, patience: Patience, plan: SoakPlan) {
    const id = await patience.until(() => instances.createDocument(plan.title));
    return new SoakDocument(instances, patience, id, plan);
  }

  /** One save, acknowledged. */
  async next(): Promise<SaveKind> {
    const kind = this.#kindOf(this.#done++);
    const text = `${this.plan.title} ${this.#done} ${kind}`;
    if (kind === 'restore') await this.#restore();
    else {
      await this.#write(kind, text);
      this.#texts.push(text);
    }
    return kind;
  }

  /** How what is stored compares with what was acknowledged. */
  async lookAt() {
    const versions = await this.#versions();
    const contents = new Map<number, string>();
    for (const { number } of versions)
      contents.set(number, await this.patience.until(() => this.#contentOf(number)));
    const written = versions.filter(({ origin }) => origin !== 'restore');
    const texts = written.map(({ number }) => contents.get(number)!);
    const current = versions.filter(({ state }) => state === 'current');
    const [head] = current;
    return {
      versions: versions.length,
      readBack: this.#texts.length + this.#restored.length,
      lost: this.#texts.filter((text) => !texts.includes(text)).length,
      lostRestores: this.#restored.filter(({ from, to }) => contents.get(to) !== contents.get(from))
        .length,
      twice: texts.length - new Set(texts).size,
      groupsWithoutOneCurrent: current.length === 1 ? 0 : 1,
      headsThatAreNotTheLast: this.#isLast(contents.get(head?.number ?? 0), contents) ? 0 : 1,
    };
  }

  #kindOf(step: number): SaveKind {
    return DAY[(step + (this.plan.startsAtNoon ? DAY.length / 2 : 0)) % DAY.length]!;
  }

  #isLast(head: string | undefined, contents: ReadonlyMap<number, string>): boolean {
    const restored = this.#done > 0 && this.#kindOf(this.#done - 1) === 'restore';
    const last = restored ? contents.get(this.#restored.at(-1)!.from) : this.#texts.at(-1);
    return head === (last ?? 'first');
  }

  async #write(kind: Exclude<SaveKind, 'restore'>, text: string): Promise<void> {
    if (kind === 'upload') return this.#upload(text);
    if (kind === 'desktop') return this.#fromDesktop(text);
    this.#session ??= await this.#open();
    const tell = this.instances.save(this.#session, text, kind === 'save' ? 2 : 6);
    await this.patience.untilAccepted(tell);
    if (kind === 'save') this.#session = undefined;
  }

  /** Opens it, fetches it as the Document Server does, and lets that say who edits. */
  async #open(): Promise<EditorSession> {
    const { instances, patience } = this;
    const session = await patience.until(() => instances.open(this.id));
    await patience.until(async () => textOf(await instances.fetchFile(session)));
    const { document, editorConfig } = session.config;
    const report = { key: document.key, status: 1, users: [editorConfig.user.id] };
    await patience.untilAccepted(() => instances.documentServer.post(session, report));
    return session;
  }

  #upload(text: string): Promise<void> {
    const path = `/api/documents/${this.id}/content`;
    return this.patience.until(async () => {
      const before = await this.instances.call(path);
      // Accepted, but the answer was lost with its instance.
      if ((await textOf(before)) === text) return;
      const headers = { 'if-match': before.headers.get('etag') ?? '' };
      await textOf(await this.instances.call(path, { method: 'PUT', headers, body: text }));
    });
  }

  async #restore(): Promise<void> {
    const archived = (await this.#versions()).filter(({ state }) => state === 'archived');
    const from = archived[Math.floor(Math.random() * archived.length)]!.number;
    const path = `/api/documents/${this.id}/versions/${from}/restore`;
    const to = await this.patience.until(async () => {
      const answer = await this.instances.call(path, { method: 'POST' });
      return (JSON.parse(await textOf(answer)) as { number: number }).number;
    });
    this.#restored.push({ from, to });
  }

  /** From check-out to check-in, as Office Connector goes. */
  async #fromDesktop(text: string): Promise<void> {
    const token = await this.patience.until(() => this.#desktopToken());
    await this.patience.until(() => this.#step(token, '@checkout', true));
    await this.patience.until(() => this.#upTus(token, Buffer.from(text)));
    await this.patience.until(() => this.#step(token, '@checkin', false));
  }

  async #desktopToken(): Promise<string> {
    const path = `/documents/${this.id}/officeconnector_checkout_url`;
    const { url } = JSON.parse(await textOf(await this.instances.call(path))) as { url: string };
    return tokenIn(url);
  }

  /** Refused when it was done already and only the answer was lost. */
  async #step(token: string, action: string, checkedOut: boolean): Promise<void> {
    const answer = await this.#ask(token, action, { method: 'POST' });
    if (answer.status === 204) return;
    const status = JSON.parse(await textOf(await this.#ask(token, 'status'))) as object;
    if ((status as { checked_out: boolean }).checked_out !== checkedOut)
      throw new Error(`${action} ${answer.status} ${await answer.text()}`);
  }

  async #upTus(token: string, bytes: Buffer): Promise<void> {
    const filename = Buffer.from('x.txt').toString('base64');
    const length = String(bytes.length);
    const about = { 'upload-length': length, 'upload-metadata': `filename ${filename}` };
    const begun = await this.patience.until(async () => {
      const answer = await this.#ask(token, '@tus-replace', {
        method: 'POST',
        headers: { ...TUS, ...about },
      });
      await textOf(answer);
      return `@tus-upload/${answer.headers.get('location')!.split('/').at(-1)}`;
    });
    await this.patience.until(async () => {
      const shown = await this.#ask(token, begun, { method: 'HEAD', headers: TUS });
      if (shown.headers.get('upload-offset') === length) return;
      const type = { 'content-type': 'application/offset+octet-stream', 'upload-offset': '0' };
      const headers = { ...TUS, ...type };
      const body = new Uint8Array(bytes);
      await textOf(await this.#ask(token, begun, { method: 'PATCH', headers, body }));
    });
  }

  #ask(token: string, path: string, init: RequestInit = {}): Promise<Response> {
    const headers = { ...(init.headers as object), authorization: `Bearer ${token}` };
    const address = `${this.instances.url}/documents/${this.id}/${path}`;
    return fetch(address, { ...init, headers });
  }

  async #versions(): Promise<readonly Listed[]> {
    const path = `/api/documents/${this.id}/versions`;
    const listed = await this.patience.until(async () => textOf(await this.instances.call(path)));
    return (JSON.parse(listed) as { versions: readonly Listed[] }).versions;
  }

  async #contentOf(number: number): Promise<string> {
    return textOf(await this.instances.call(`/api/documents/${this.id}/content?version=${number}`));
  }
}

async function textOf(response: Response): Promise<string> {
  if (!response.ok) throw new Error(`${response.status} ${await response.text()}`);
  return response.text();
}
