import { once } from 'node:events';
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { buffer } from 'node:stream/consumers';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import type { DocumentServerSimulator } from '../../playground/index.js';
import {
  ForgottenFilesFixture,
  startSimulator,
  type OpenedDocument,
  type Wire,
} from '../forgotten-files-fixture.js';

interface Command {
  readonly c: string;
  readonly key?: string;
}

/** In place of the Document Server's own answer: JSON, a status, or the end of the connection. */
type Answer = object | number | 'cut';

/** Stands between Kontor and the Document Server, and answers some commands itself. */
class OddCommands {
  odd: (command: Command) => Answer | undefined = () => undefined;
  readonly #http: Server = createServer((request, response) => void this.#serve(request, response));

  constructor(private readonly behind: string) {}

  async start(): Promise<string> {
    this.#http.listen(0, '127.0.0.1');
    await once(this.#http, 'listening');
    return `http://127.0.0.1:${(this.#http.address() as AddressInfo).port}`;
  }

  async stop(): Promise<void> {
    this.#http.closeAllConnections();
    await new Promise((done) => this.#http.close(done));
  }

  async #serve(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const body = await buffer(request);
    const path = request.url!;
    const answer = path.startsWith('/command') ? this.odd(commandIn(body)) : undefined;
    if (answer === 'cut') return void response.destroy();
    if (typeof answer === 'number') return void response.writeHead(answer).end();
    if (answer !== undefined) return void response.end(JSON.stringify(answer));
    const { method = 'GET', headers } = request;
    const sent = method === 'GET' ? {} : { body: new Uint8Array(body) };
    const own = await fetch(new URL(path, this.behind), {
      ...{ method, ...sent },
      headers: {
        'content-type': headers['content-type'] ?? 'application/json',
        authorization: headers.authorization ?? '',
      },
    });
    const type = own.headers.get('content-type') ?? 'application/octet-stream';
    response.writeHead(own.status, { 'content-type': type });
    response.end(Buffer.from(await own.arrayBuffer()));
  }
}

/** The check of connections also asks without a signature. */
const commandIn = (body: Buffer): Command => {
  const { token = '..' } = JSON.parse(String(body)) as { token?: string };
  const claims = Buffer.from(token.split('.')[1]!, 'base64url').toString();
  return claims === '' ? { c: '' } : (JSON.parse(claims) as Command);
};

describe('a Document Server with odd answers about forgotten files', () => {
  let server: DocumentServerSimulator;
  let commands: OddCommands;
  let fixture: ForgottenFilesFixture;
  let documents: readonly OpenedDocument[];

  beforeAll(async () => {
    server = await startSimulator();
    commands = new OddCommands(server.url);
    fixture = await ForgottenFilesFixture.start(server, { EUROOFFICE_URL: await commands.start() });
  });

  afterAll(async () => {
    await fixture.kontor.stop();
    await commands.stop();
    await server.dispose();
  });

  beforeEach(async () => {
    commands.odd = () => undefined;
    await fixture.harvest();
    documents = await Promise.all(
      ['a', 'b', 'c', 'd'].map((name) => fixture.create(`${name}.txt`, 'before')),
    );
    for (const { key } of documents) server.forget(key, 'txt', Buffer.from(`found of ${key}`));
  });

  const recovered = async () =>
    Promise.all(
      documents.map(async ({ id }) => (await fixture.versions(id))[0]!.endsWith('recovered')),
    );
  const health = async (): Promise<Wire> =>
    (await fixture.kontor.fetchAs('admin', '/health/ready')).json();

  it.each<[string, (first: string, second: string) => OddCommands['odd']]>([
    [
      'an error of its own',
      (first) =>
        ({ c, key }) =>
          c === 'info' && key === first ? { error: 2 } : undefined,
    ],
    [
      'an address that is none',
      (first, second) =>
        ({ c, key }) =>
          c === 'getForgotten' && (key === first || key === second)
            ? { error: 0, key, url: key === first ? null : 7 }
            : undefined,
    ],
    [
      'a storage that fails',
      (first) =>
        ({ c, key }) =>
          c === 'getForgotten' && key === first ? { error: '3' } : undefined,
    ],
    [
      'no answer that anybody knows',
      (first) =>
        ({ c, key }) =>
          c === 'info' && key === first ? 418 : undefined,
    ],
  ])('should not keep the other files back: %s', async (_, oddOf) => {
    const [first, second] = documents.map(({ key }) => key) as [string, string];
    commands.odd = oddOf(first, second);
    const counts = await fixture.harvest();
    const stored = await recovered();
    expect(stored.slice(2)).toEqual([true, true]);
    expect(stored[0]).toBe(false);
    const waiting = stored.filter((isStored) => !isStored).length;
    expect(counts).toMatchObject({ waiting });
    expect(JSON.stringify(await health())).toContain(`${waiting} still at the Document Server`);
    commands.odd = () => undefined;
    expect(await fixture.harvest()).toMatchObject({ waiting: 0 });
    expect(await recovered()).toEqual([true, true, true, true]);
  });

  it('should count what waits, and go on with the others next time, when one breaks off', async () => {
    const [first] = documents.map(({ key }) => key);
    commands.odd = ({ c, key }) => (c === 'getForgotten' && key === first ? 'cut' : undefined);
    expect(await fixture.harvest()).toMatchObject({ waiting: expect.any(Number) });
    expect(await fixture.harvest()).toMatchObject({ waiting: 1 });
    expect(await recovered()).toEqual([false, true, true, true]);
  });

  it('should find its files in a list with entries that are no keys, each once', async () => {
    const keys = documents.map(({ key }) => key);
    commands.odd = ({ c }) =>
      c === 'getForgottenList'
        ? { error: 0, version: 9, url: null, keys: [null, 7, {}, ...keys, ...keys] }
        : undefined;
    expect(await fixture.harvest()).toMatchObject({ waiting: 0, unknown: 0 });
    expect(await recovered()).toEqual([true, true, true, true]);
  });

  it('should not be taken for one without forgotten files when it cannot list them', async () => {
    commands.odd = ({ c }) => (c === 'getForgottenList' ? { error: 3 } : undefined);
    expect(await fixture.harvest()).toBeUndefined();
    expect(JSON.stringify(await health())).toContain('getForgottenList failed with error 3');
    commands.odd = () => undefined;
    expect(await fixture.harvest()).toMatchObject({ waiting: 0 });
    expect(JSON.stringify(await health())).not.toContain('getForgottenList');
  });
});
