import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { once } from 'node:events';
import { request, type IncomingMessage } from 'node:http';
import { zipSync } from 'fflate';
import { newDocx } from '../../playground/document-content.js';
import { newPackage, packageText } from '../../playground/sheets-and-slides.js';
import { checkContainer } from '../../src/documents/formats/container-check.js';
import { answers } from '../fakes/fake-connector.js';
import { SimulatorFixture } from './simulator-fixture.js';

async function* streamOf(bytes: Uint8Array): AsyncGenerator<Uint8Array> {
  yield bytes;
}

describe('services of the simulator', () => {
  let table: SimulatorFixture;
  beforeEach(async () => (table = await SimulatorFixture.lay()));
  afterEach(() => table[Symbol.asyncDispose]());

  const post = async (path: string, body: object, headers: Record<string, string> = {}) => {
    const init = { method: 'POST', body: JSON.stringify(body), headers };
    return (await (await fetch(`${table.server.url}${path}`, init)).json()) as Record<
      string,
      unknown
    >;
  };
  const sign = (claims: object) => table.server.sign(claims, 'inbox');

  describe('/command', () => {
    it('should want a token, in body or header', async () => {
      const now = Math.floor(Date.now() / 1000);
      expect(await post('/command', { c: 'version' })).toEqual({ error: 6 });
      expect(await post('/command', { token: sign({ c: 'version', exp: now - 90 }) })).toEqual({
        error: 7,
      });
      const version = { error: 0, version: expect.stringMatching(/^9\.3\.0\./) };
      expect(await post('/command', { token: sign({ c: 'version' }) })).toEqual(version);
      const authorization = `Bearer ${sign({ payload: { c: 'version' } })}`;
      expect(await post('/command', { c: 'drop' }, { authorization })).toEqual(version);
      expect(await post('/command', { token: 'x' }, { authorization })).toEqual({ error: 6 });
      expect(await post('/coauthoring/CommandService.ashx', {}, { authorization })).toEqual(
        version,
      );
    });

    it('should answer unknown commands and keys with their codes', async () => {
      expect(await table.command({ c: 'info', key: 'nobody' })).toEqual({
        key: 'nobody',
        error: 1,
      });
      expect(await table.command({ c: 'info' })).toEqual({ error: 1 });
      expect(await table.command({ c: 'dance', key: 'k1' })).toMatchObject({ error: 5 });
      expect(await table.command({ c: 'getForgotten', key: 'k1' })).toMatchObject({ error: 1 });
      expect(await table.command({ c: 'meta', key: 'k1' })).toMatchObject({ error: 5 });
    });

    it('should tell who edits, with a callback on the side', async () => {
      await table.open();
      await table.server.nextCallback(1);
      const claims = { c: 'info', key: 'k1', userdata: 'mine' };
      expect(await table.command(claims)).toEqual({ key: 'k1', error: 0, users: ['u1'] });
      const { body } = await table.server.nextCallback(1);
      expect(body).toMatchObject({ users: ['u1'], userdata: 'mine' });
      expect(body).not.toHaveProperty('actions');
    });

    it('should force a save once, and again when it was refused', async () => {
      const editor = await table.open();
      await table.server.nextCallback(1);
      const save = () => table.command({ c: 'forcesave', key: 'k1', userdata: 'x' });
      expect(await save()).toMatchObject({ error: 4 });
      await editor.type('!');
      table.connector.answers.push(answers(200, { error: 1 }));
      for (const accepted of [false, true]) {
        expect(await save()).toMatchObject({ error: 0 });
        const { body, success } = await table.server.nextCallback(6);
        expect(body).toMatchObject({ forcesavetype: 0, userdata: 'x', users: ['u1'] });
        expect(body).not.toHaveProperty('actions');
        expect(success).toBe(accepted);
        expect(await editor.waitFor('forceSave')).toMatchObject({ success: accepted });
      }
      expect(await save()).toMatchObject({ error: 4 });
    });

    it('should drop one person to viewing, and save at once when all are dropped', async () => {
      await using slow = await SimulatorFixture.lay({ saveDelayMs: 60_000 });
      const [one, two] = [await slow.open(), await slow.open({ user: 'u2' })];
      await one.type('!');
      await slow.command({ c: 'drop', key: 'k1', users: ['u1'] });
      await one.waitFor('drop');
      expect([one.editable, two.editable]).toEqual([false, true]);
      await slow.command({ c: 'drop', key: 'k1' });
      expect((await slow.server.nextCallback(2)).body.actions).toEqual([{ type: 0, userid: 'u2' }]);
    });

    it('should tell open editors of a new title', async () => {
      const editor = await table.open();
      await table.command({ c: 'meta', key: 'k1', meta: { title: 'New.txt' } });
      expect(await editor.waitFor('meta')).toMatchObject({ meta: { title: 'New.txt' } });
    });

    it('should hand out and delete forgotten files', async () => {
      const editor = await table.open();
      await table.server.nextCallback(1);
      table.connector.answers.push(answers(200, { error: 1 }));
      await editor.type('!');
      await editor.close();
      await table.server.nextCallback(2);
      const { url } = await table.command({ c: 'getForgotten', key: 'k1' });
      expect(await (await fetch(url as string)).text()).toBe('one\ntwo\n!');
      expect(await table.command({ c: 'deleteForgotten', key: 'k1' })).toEqual({
        key: 'k1',
        error: 0,
      });
      expect(await table.command({ c: 'getForgottenList' })).toEqual({ error: 0, keys: [] });
    });
  });

  describe('/converter', () => {
    const convert = (claims: object) =>
      post('/converter', { token: sign(claims) }, { accept: 'application/json' });
    const order = (more: object) => ({
      url: `${table.connector.url}/doc/a`,
      filetype: 'docx',
      outputtype: 'txt',
      key: 'c1',
      ...more,
    });

    it('should convert what it can, and remember it by key and format', async () => {
      table.connector.file = newDocx(['a', 'b']);
      const done = await convert(order({}));
      expect(done).toMatchObject({ fileType: 'txt', percent: 100, endConvert: true });
      expect(await (await fetch(done.fileUrl as string)).text()).toBe('a\nb');
      table.connector.file = newDocx(['c']);
      expect(await (await fetch((await convert(order({}))).fileUrl as string)).text()).toBe('a\nb');
    });

    it('should mix up requests without a key', async () => {
      table.connector.file = newDocx(['mine']);
      await convert(order({ key: undefined }));
      table.connector.file = newDocx(['yours']);
      const { fileUrl } = await convert(order({ key: undefined }));
      expect(await (await fetch(fileUrl as string)).text()).toBe('mine');
    });

    it.each([
      ['xlsx', 'ods', 'Item\tPrice\nPen\t1.5\n\t& more'],
      ['ods', 'xlsx', 'Item\tPrice\nPen\t1.5\n\t& more'],
      ['pptx', 'odp', 'A title\nand a line <of it>'],
      ['odp', 'pptx', 'A title\nand a line <of it>'],
    ] as const)(
      'should convert an .%s to .%s, and to what people look at',
      async (from, to, text) => {
        table.connector.file = zipSync(newPackage(from, text));
        const made = async (outputtype: string, more = {}): Promise<Buffer> => {
          const asked = { ...order({}), filetype: from, outputtype, key: `${from}-${outputtype}` };
          const { fileUrl, fileType } = await convert({ ...asked, ...more });
          expect(fileType).toBe(outputtype);
          return Buffer.from(await (await fetch(fileUrl as string)).arrayBuffer());
        };
        expect(packageText(to, await made(to))).toBe(text);
        for await (const _ of checkContainer(streamOf(await made(to)), to, { allowEmpty: false }));
        expect((await made('pdf')).toString('latin1')).toContain(
          from.endsWith('s') || from === 'xlsx' ? '(Pen    1.5)' : '(A title)',
        );
        const picture = await made('png', { thumbnail: { width: 300, height: 200 } });
        expect([picture.readUInt32BE(16), picture.readUInt32BE(20)]).toEqual([300, 200]);
      },
    );

    it('should finish an asynchronous order at a later call', async () => {
      table.connector.file = newDocx(['a']);
      expect(await convert(order({ async: true }))).toEqual({ percent: 0, endConvert: false });
      expect(await convert(order({}))).toMatchObject({ endConvert: true });
    });

    it('should answer with the codes of the real one', async () => {
      expect(await post('/converter', order({}))).toEqual({ error: -8 });
      expect(await convert(order({ key: 'a/b' }))).toEqual({ error: -7 });
      expect(await convert(order({ filetype: 'd.x' }))).toEqual({ error: -7 });
      expect(await convert(order({ outputtype: 'epub' }))).toEqual({ error: -3 });
      expect(await convert(order({ key: 'bad' }))).toEqual({ error: -3 });
      table.connector.file = undefined;
      expect(await convert(order({ key: 'gone' }))).toEqual({ error: -4 });
    });

    it('should answer in XML at its old address', async () => {
      const response = await fetch(`${table.server.url}/ConvertService.ashx`, {
        method: 'POST',
        body: '{}',
      });
      expect(await response.text()).toContain('<FileResult><Error>-8</Error></FileResult>');
    });
  });

  it('should show nothing to a page that turned its name to it', async () => {
    const { port } = new URL(table.server.url);
    const statusFor = async (host: string): Promise<number | undefined> => {
      const asking = request({ port, host: '127.0.0.1', path: '/healthcheck', headers: { host } });
      const [answer] = (await once(asking.end(), 'response')) as [IncomingMessage];
      answer.resume();
      return answer.statusCode;
    };
    expect(await statusFor(`evil.example:${port}`)).toBe(421);
    expect(await statusFor(`localhost:${port}`)).toBe(200);
  });

  it('should be healthy, name its formats and say what it is', async () => {
    const get = (path: string) => fetch(`${table.server.url}${path}`);
    expect(await (await get('/healthcheck')).text()).toBe('true');
    expect(await (await get('/meta/formats')).json()).toHaveLength(86);
    expect(await (await get('/meta/config')).json()).toMatchObject({
      urls: { command: '/command' },
    });
    expect(await (await get('/index.html')).text()).toContain('simulator');
    expect((await get('/docbuilder')).status).toBe(404);
  });
});
