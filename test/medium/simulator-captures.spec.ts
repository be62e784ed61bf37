import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { projectRoot } from '../../src/platform/config/project-root.js';
import { newDocx } from '../../playground/document-content.js';
import { verifyToken } from '../../playground/token.js';
import type { ReceivedRequest } from '../fakes/fake-connector.js';
import { SECRET, SimulatorFixture } from './simulator-fixture.js';

interface Capture {
  readonly method: string;
  readonly rawHeaders: readonly (readonly [string, string])[];
  readonly authHeaderDecoded: { header: object; payload: Record<string, unknown> };
  readonly body?: Record<string, unknown>;
  readonly bodyTokenDecoded?: { payload: Record<string, unknown> };
  readonly downloads?: { url: { headers: [string, string][] } };
}

const capture = (name: string): Capture =>
  JSON.parse(
    readFileSync(join(projectRoot, 'test/vectors/document-server', `${name}.json`), 'utf8'),
  ) as Capture;

const varying = new Set(['Authorization', 'Content-Length', 'Host']);
const headersIn = (request: Pick<Capture, 'rawHeaders'>) =>
  request.rawHeaders.map(([name, value]) => [name, varying.has(name) ? '…' : value]);

/** Names in their order, all the way down; lists by their first element. */
function shape(value: unknown): unknown {
  if (Array.isArray(value)) return value.slice(0, 1).map(shape);
  if (typeof value !== 'object' || value === null) return typeof value;
  return Object.entries(value).map(([name, inner]) => [name, shape(inner)]);
}

const claimsOf = (token: unknown): Record<string, unknown> =>
  verifyToken(token, SECRET, Date.now()).claims!;

/** The same request as far as it is fixed: method, headers, tokens, names, their order and their kinds. */
function expectLike(received: ReceivedRequest, name: string): Record<string, unknown> {
  const real = capture(name);
  expect(received.method).toBe(real.method);
  expect(headersIn(received)).toEqual(headersIn(real));
  const header = claimsOf(received.headers.authorization?.replace('Bearer ', ''));
  expect(shape(header)).toEqual(shape(real.authHeaderDecoded.payload));
  expect(Number(header.exp) - Number(header.iat)).toBe(300);
  if (!real.body) return header;
  const body = JSON.parse(received.body) as Record<string, unknown>;
  expect(shape(body)).toEqual(shape(real.body));
  const { token, ...plain } = body;
  expect(shape(claimsOf(token))).toEqual(shape(real.bodyTokenDecoded!.payload));
  expect(claimsOf(token)).toMatchObject(plain);
  expect(header.payload).toEqual(plain);
  return body;
}

describe('requests of the simulator beside those of a real server', () => {
  let table: SimulatorFixture;
  beforeEach(async () => {
    table = await SimulatorFixture.lay();
    table.connector.file = newDocx(['Dear Ann']);
  });
  afterEach(() => table[Symbol.asyncDispose]());

  const open = (user = 'u1') => table.open({ user, fileType: 'docx', key: 's-two-users' });
  const callbacks = () => table.connector.requests('POST');

  it('should fetch the document with the same request', async () => {
    await open();
    const header = expectLike(table.connector.requests('GET')[0]!, 'document-url-fetch');
    expect(header.payload).toEqual({ url: `${table.connector.url}/doc/small.docx?v=1` });
  });

  it('should tell of the first editor', async () => {
    await open();
    await table.server.nextCallback(1);
    const body = expectLike(callbacks()[0]!, 'status1-first-editor-in');
    expect(body).toMatchObject({ users: ['u1'], actions: [{ type: 1, userid: 'u1' }] });
  });

  it('should tell of one of two leaving', async () => {
    const [first] = [await open(), await open('u2')];
    await table.server.nextCallback(1);
    await table.server.nextCallback(1);
    await first.close();
    await table.server.nextCallback(1);
    const body = expectLike(callbacks().at(-1)!, 'status1-one-of-two-out');
    expect(body).toMatchObject({ users: ['u2'], actions: [{ type: 0, userid: 'u1' }] });
  });

  it('should close without changes', async () => {
    await (await open()).close();
    await table.server.nextCallback(4);
    expectLike(callbacks().at(-1)!, 'status4-closed-no-changes');
  });

  it('should save after the last leaver', async () => {
    const editor = await open();
    await editor.type('!');
    await editor.close();
    await table.server.nextCallback(2);
    const body = expectLike(callbacks().at(-1)!, 'status2-save');
    expect(body).toMatchObject({ status: 2, users: ['u1'], notmodified: false, filetype: 'docx' });
    expect(body.url).toMatch(
      /^http:\/\/127\.0\.0\.1:\d+\/cache\/files\/data\/s-two-users_\d+\/output\.docx\/output\.docx\?md5=[\w-]{22}&expires=\d+&shardkey=s-two-users&filename=output\.docx$/,
    );
    const file = await fetch(body.url as string);
    const fixed = [
      'accept-ranges',
      'cache-control',
      'connection',
      'content-disposition',
      'content-type',
      'server',
    ];
    const real = Object.fromEntries(capture('status2-save').downloads!.url.headers);
    for (const name of fixed) expect([name, file.headers.get(name)]).toEqual([name, real[name]]);
    expect([...file.headers.keys()].toSorted()).toEqual(
      expect.arrayContaining(Object.keys(real).toSorted()),
    );
  });

  it('should save by button, and say afterwards that nothing was modified since', async () => {
    const editor = await open();
    await editor.type('!');
    expect(await editor.forceSave()).toBe(true);
    expectLike(callbacks().at(-1)!, 'status6-button');
    await editor.close({ polite: true });
    await table.server.nextCallback(2);
    expect(expectLike(callbacks().at(-1)!, 'status2-notmodified').notmodified).toBe(true);
  });

  it('should tell of a force save that failed, without a url', async () => {
    const editor = await open();
    await editor.type('!');
    table.server.failNextConversions();
    expect(await editor.forceSave()).toBe(false);
    expectLike(callbacks().at(-1)!, 'status7-forcesave-failed');
  });
});
