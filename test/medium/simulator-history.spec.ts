import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { strToU8, zipSync } from 'fflate';
import { SimulatorFixture } from './simulator-fixture.js';

const typed = (user: string, change: readonly (number | string)[]) =>
  strToU8(JSON.stringify([{ user, change }]));

/** `one two` became `one and two`, then `one and three`. */
const ARCHIVE = zipSync({
  'changes0.json': typed('u1', [4, 'and ', 3]),
  'changes1.json': typed('u2', [8, 'three', -3]),
});

describe('a version in the history of the simulator', () => {
  let table: SimulatorFixture;

  beforeAll(async () => {
    table = await SimulatorFixture.lay();
    table.connector.file = Buffer.from('one two');
  });

  afterAll(() => table[Symbol.asyncDispose]());

  const fileOf = (key: string) => ({
    ...{ key, fileType: 'txt' },
    url: `${table.connector.url}/doc/small.txt`,
  });
  const version = () => ({
    ...{ version: 3, ...fileOf('version-3') },
    previous: fileOf('version-1'),
    changesUrl: table.server.publishFile('x', 'zip', ARCHIVE),
  });
  const post = (path: string, body: object): Promise<Response> =>
    fetch(`${table.server.url}/web-apps/apps/simulator/${path}`, {
      method: 'POST',
      body: JSON.stringify(body),
    });
  const show = (claims: object, wish: object = {}) =>
    post('version', { token: table.server.sign(claims, 'inbox'), serverVersion: '9.3.0', ...wish });
  const pieces = async (response: Promise<Response>): Promise<unknown> =>
    ((await (await response).json()) as { pieces: unknown }).pieces;

  it('should show what was typed by whom, up to a change', async () => {
    expect(await pieces(show(version(), { changeId: 1 }))).toEqual([
      { text: 'one ' },
      { text: 'and ', author: 'u1' },
      { text: 'three', author: 'u2' },
      { text: 'two', author: 'u2', isRemoved: true },
    ]);
    expect(await pieces(show(version(), { changeId: 0 }))).toEqual([
      { text: 'one ' },
      { text: 'and ', author: 'u1' },
      { text: 'two' },
    ]);
  });

  it('should ignore the changes without a base, and those of another version of the server', async () => {
    const { previous: _, ...alone } = version();
    const plain = [{ text: 'one two' }];
    expect(await pieces(show(alone, { changeId: 1 }))).toEqual(plain);
    const other = { serverVersion: '9.2.0', changeId: 1 };
    expect(await pieces(show(version(), other))).toEqual(plain);
    expect(await pieces(show(version()))).toEqual(plain);
  });

  it('should write what it shows to a file', async () => {
    const wish = { token: table.server.sign(version(), 'inbox'), serverVersion: '9.3.0' };
    const made = await post('version-file', { ...wish, changeId: 1 });
    const { url, fileType } = (await made.json()) as { url: string; fileType: string };
    expect(fileType).toBe('txt');
    expect(new URL(url).pathname).toMatch(/^\/cache\/files\/data\/version-1_\d+\/output\.txt\//);
    expect(await (await fetch(url)).text()).toBe('one and three');
  });

  it('should have the content of a key, whatever the address says', async () => {
    const first = await show({ version: 1, ...fileOf('cached') });
    expect(first.status).toBe(200);
    const elsewhere = { ...fileOf('cached'), url: `${table.connector.url}/nowhere` };
    expect(await pieces(show({ version: 2, ...elsewhere }))).toEqual([{ text: 'one two' }]);
    expect((await show({ version: 2, ...elsewhere, key: 'new' })).status).toBe(502);
  });

  it.each<[string, () => Promise<Response>]>([
    ['without a version', () => show({ ...fileOf('k') })],
    ['without a key', () => show({ version: 1, url: 'http://127.0.0.1:9/x' })],
    ['that has expired', () => show({ ...version(), exp: 1 })],
    ['of another secret', () => post('version', { token: 'a.b.c' })],
    ['that is missing', () => post('version', {})],
  ])('should refuse a token %s', async (_, asked) => {
    expect((await asked()).status).toBe(403);
  });
});
