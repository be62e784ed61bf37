import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { EditorRefused, type EditorConfig } from '../../playground/index.js';
import { SimulatorFixture } from './simulator-fixture.js';

describe('opening in the simulator', () => {
  let table: SimulatorFixture;
  beforeEach(async () => (table = await SimulatorFixture.lay()));
  afterEach(() => table[Symbol.asyncDispose]());

  const sign = (claims: object) => table.server.sign(claims, 'inbox');
  const closeCode = async (config: EditorConfig): Promise<number> => {
    const refusal = await table.server.connect(config).catch((error: unknown) => error);
    expect(refusal).toBeInstanceOf(EditorRefused);
    return (refusal as EditorRefused).code;
  };
  const seconds = () => Math.floor(Date.now() / 1000);

  it('should refuse a missing, forged or expired token', async () => {
    const config = table.config();
    expect(await closeCode({ ...config, token: '' })).toBe(4006);
    expect(await closeCode({ ...config, token: `${sign(config)}x` })).toBe(4006);
    expect(await closeCode({ ...config, token: sign({ ...config, exp: seconds() - 90 }) })).toBe(
      4005,
    );
  });

  it('should let a token in that expired half a minute ago', async () => {
    const config = table.config();
    const editor = await table.server.connect({
      ...config,
      token: sign({ ...config, exp: seconds() - 30 }),
    });
    expect(editor.editable).toBe(true);
  });

  it('should want permissions, callback and mode of the page in the token', async () => {
    const config = table.config();
    const { callbackUrl: _url, ...withoutCallback } = config.editorConfig!;
    const { mode: _mode, ...withoutMode } = config.editorConfig!;
    const other = { ...config.document, permissions: { edit: true, print: false } };
    expect(
      await closeCode({ ...config, token: sign({ ...config, editorConfig: withoutCallback }) }),
    ).toBe(4006);
    expect(
      await closeCode({ ...config, token: sign({ ...config, editorConfig: withoutMode }) }),
    ).toBe(4006);
    expect(await closeCode({ ...config, token: sign({ ...config, document: other }) })).toBe(4004);
  });

  it.each(['url', 'key', 'payload'])('should refuse a token with a top-level %s', async (name) => {
    const config = table.config();
    expect(await closeCode({ ...config, token: sign({ ...config, [name]: 'x' }) })).toBe(4004);
  });

  it('should refuse a key with other characters', async () => {
    expect(await closeCode(table.config({ key: 'a/b' }))).toBe(4004);
  });

  it('should believe the token, not the page', async () => {
    const config = table.config();
    const page = {
      ...config,
      document: { ...config.document, url: 'http://127.0.0.1:9/other' },
      editorConfig: { ...config.editorConfig, user: { id: 'somebody' } },
      token: sign(config),
    };
    expect((await table.server.connect(page)).participants).toEqual(['u1']);
    expect(table.connector.requests('GET')[0]!.path).toBe('/doc/small.txt?v=1');
  });

  it('should let viewers look on without telling anybody', async () => {
    const viewer = await table.open({ mode: 'view', user: 'u2' });
    expect(viewer.editable).toBe(false);
    const editor = await table.open();
    await editor.type('!');
    expect(await viewer.waitForText((text) => text.endsWith('!'))).toBe('one\ntwo\n!');
    await viewer.close();
    await editor.close();
    await table.server.nextCallback(2);
    expect(table.server.callbacks().flatMap(({ body }) => body.users ?? [])).not.toContain('u2');
  });

  it('should show two people each other’s typing', async () => {
    const [one, two] = [await table.open(), await table.open({ user: 'u2' })];
    await Promise.all([one.replace(0, 0, 'A'), two.type('B')]);
    const both = (text: string) => text === 'Aone\ntwo\nB';
    await Promise.all([one.waitForText(both), two.waitForText(both)]);
    expect(table.connector.requests('GET')).toHaveLength(1);
  });

  it('should count one person in two tabs once', async () => {
    await table.open();
    await table.open();
    await table.server.nextCallback(1);
    expect((await table.server.nextCallback(1)).body.users).toEqual(['u1']);
  });

  it('should try three times to fetch, then say so, and close with status 4', async () => {
    table.connector.file = undefined;
    const editor = await table.open();
    expect(editor.errorCode).toBe(-81);
    expect(table.connector.requests('GET')).toHaveLength(3);
    await editor.close();
    expect((await table.server.nextCallback(4)).success).toBe(true);
  });

  it('should fail in the converter under one key for ever, under another not', async () => {
    table.server.failNextOpenings();
    for (let attempt = 1; attempt <= 2; attempt++) {
      const editor = await table.open();
      expect(editor.errorCode).toBe(-80);
      await editor.close();
      expect((await table.server.nextCallback(4)).success).toBe(true);
    }
    expect((await table.open({ key: 'k2' })).errorCode).toBeUndefined();
  });

  it('should not take a file beyond its limit', async () => {
    await using small = await SimulatorFixture.lay({ maxDownloadBytes: 4 });
    expect((await small.open()).errorCode).toBe(-81);
    expect(small.connector.requests('GET')).toHaveLength(1);
  });

  it('should change a format it cannot show by a touch only', async () => {
    const editor = await table.open({ fileType: 'pdf' });
    expect(editor.text).toBe('');
    await editor.touch();
    await editor.close();
    const { body } = await table.server.nextCallback(2);
    expect(await (await fetch(body.url!)).text()).toBe('one\ntwo\n\n');
  });
});
