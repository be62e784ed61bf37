import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { verifyToken } from '../../playground/token.js';
import { accepts, answers, breaks } from '../fakes/fake-connector.js';
import { SECRET, SimulatorFixture } from './simulator-fixture.js';

describe('saving in the simulator', () => {
  let table: SimulatorFixture;
  beforeEach(async () => (table = await SimulatorFixture.lay()));
  afterEach(() => table[Symbol.asyncDispose]());

  const download = async (url: string | undefined) => (await fetch(url!)).text();

  /** Opens, types, leaves; the callbacks before the save are taken off the list. */
  async function editAndLeave(text = '!', wishes: Parameters<SimulatorFixture['open']>[0] = {}) {
    const editor = await table.open(wishes);
    await table.server.nextCallback(1);
    await editor.type(text);
    await editor.close();
  }

  it('should hand over what was typed', async () => {
    await editAndLeave('three');
    const { body } = await table.server.nextCallback(2);
    expect(await download(body.url)).toBe('one\ntwo\nthree');
  });

  it('should call the save off when somebody joins within the delay', async () => {
    await using slow = await SimulatorFixture.lay({ saveDelayMs: 60_000 });
    const first = await slow.open();
    await first.type('a');
    await first.close();
    const second = await slow.open({ user: 'u2' });
    expect(second.text).toBe('one\ntwo\na');
    await second.type('b');
    await second.close({ polite: true });
    const { body, url } = await slow.server.nextCallback(2);
    expect(await download(body.url)).toBe('one\ntwo\nab');
    expect(url).toContain('user=u2');
    expect(slow.server.callbacks({ status: 2 })).toHaveLength(1);
    expect(slow.connector.requests('GET')).toHaveLength(1);
  });

  it.each([
    ['429', answers(429, {})],
    ['503', answers(503, { error: 0 })],
    ['a broken connection', breaks],
  ])('should repeat a final save after %s, newly signed each time', async (_name, answer) => {
    await editAndLeaveMeeting(answer, answer);
    const attempts = [];
    for (let i = 0; i < 3; i++) attempts.push(await table.server.nextCallback(2));
    expect(attempts.map(({ attempt, success }) => [attempt, success])).toEqual([
      [1, false],
      [2, false],
      [3, true],
    ]);
    expect(table.server.forgotten()).toEqual([]);
  });

  async function editAndLeaveMeeting(...kinds: (typeof accepts)[]) {
    const editor = await table.open();
    await table.server.nextCallback(1);
    table.connector.answers.push(...kinds);
    await editor.type('!');
    await editor.close({ polite: true });
  }

  it('should keep the file as forgotten after four attempts', async () => {
    await editAndLeaveMeeting(breaks, breaks, breaks, breaks);
    for (let i = 0; i < 4; i++) await table.server.nextCallback(2);
    expect(await table.command({ c: 'getForgottenList' })).toEqual({ error: 0, keys: ['k1'] });
  });

  it.each([
    ['error 1', answers(200, { error: 1 })],
    ['no error field', answers(200, {})],
    ['201', answers(201, { error: 0 })],
    ['404', answers(404, { error: 0 })],
  ])('should neither repeat nor save after %s', async (_name, answer) => {
    await editAndLeaveMeeting(answer);
    await table.server.nextCallback(2);
    const again = await table.open();
    expect(again.events.find(({ type }) => type === 'warning')).toMatchObject({ code: -201 });
    expect(again.text).toBe('one\ntwo\n!');
    expect(table.server.callbacks({ status: 2 })).toHaveLength(1);
  });

  it('should take "0" for success and follow a redirect to it', async () => {
    table.connector.answers.push(accepts);
    await editAndLeaveMeeting(answers(200, { error: '0' }));
    expect((await table.server.nextCallback(2)).success).toBe(true);
  });

  it('should save a forgotten file at its next closing, even unchanged, and then forget it', async () => {
    await editAndLeaveMeeting(answers(200, { error: 1 }));
    await table.server.nextCallback(2);
    const again = await table.open();
    await again.close();
    const { body } = await table.server.nextCallback(2);
    expect(body).toMatchObject({ history: {}, filetype: 'txt' });
    expect(body).not.toHaveProperty('changesurl');
    expect(body).not.toHaveProperty('notmodified');
    expect(await download(body.url)).toBe('one\ntwo\n!');
    expect(table.server.forgotten()).toEqual([]);
  });

  it('should turn editors of a saved key away, and show viewers the old copy', async () => {
    await editAndLeave();
    await table.server.nextCallback(2);
    expect(await table.open()).toMatchObject({ outdated: true, editable: false });
    expect((await table.open({ mode: 'view', user: 'u2' })).text).toBe('one\ntwo\n');
    expect(table.connector.requests('GET')).toHaveLength(1);
  });

  it('should send editors away while a callback is being answered', async () => {
    let answer!: () => void;
    const asked = new Promise<void>((resolve) => {
      table.connector.answers.push(accepts, (request, response) => {
        answer = () => accepts(request, response);
        resolve();
      });
    });
    await editAndLeave();
    await asked;
    expect(await table.open({ user: 'u2' })).toMatchObject({ outdated: true });
    answer();
    expect((await table.server.nextCallback(2)).success).toBe(true);
  });

  it('should give up repeating when somebody opens meanwhile, and save everything later', async () => {
    await using slow = await SimulatorFixture.lay({ retryDelaysMs: [60_000] });
    const first = await slow.open();
    await slow.server.nextCallback(1);
    slow.connector.answers.push(breaks);
    await first.type('a');
    await first.close();
    await slow.server.nextCallback(2);
    const second = await slow.open({ user: 'u2' });
    await second.type('b');
    await second.close();
    const { body, attempt } = await slow.server.nextCallback(2);
    expect([attempt, await download(body.url)]).toEqual([1, 'one\ntwo\nab']);
  });

  it('should write a .tsv as .csv, as the 9.3 line does', async () => {
    table.connector.file = Buffer.from('a\tb\n');
    await editAndLeave('c\td', { fileType: 'tsv' });
    const { body } = await table.server.nextCallback(2);
    expect([body.filetype, await download(body.url)]).toEqual(['csv', 'a,b\nc,d']);
  });

  it('should forget a key that nobody opened for a day', async () => {
    let now = Date.now();
    await using later = await SimulatorFixture.lay({ now: () => now });
    await (await later.open()).close();
    await later.server.nextCallback(4);
    now += 25 * 60 * 60 * 1000;
    await later.open({ mode: 'view' });
    expect(later.connector.requests('GET')).toHaveLength(2);
  });

  it('should fetch afresh under the old key when the save is long ago', async () => {
    let now = Date.now();
    await using later = await SimulatorFixture.lay({ now: () => now });
    const editor = await later.open();
    await editor.type('!');
    await editor.close();
    await later.server.nextCallback(2);
    now += 5 * 60 * 1000 + 1;
    expect((await later.open()).text).toBe('one\ntwo\n');
    expect(later.connector.requests('GET')).toHaveLength(2);
  });

  it('should delete the changes when status 3 is accepted, and keep them when it is not', async () => {
    for (const [answer, kept] of [
      [1, 'one\ntwo\n!'],
      [0, 'one\ntwo\n'],
    ] as const) {
      table.server.failNextConversions();
      const key = `k-${answer}`;
      const editor = await table.open({ key });
      await table.server.nextCallback({ key });
      table.connector.answers.push(answers(200, { error: answer }));
      await editor.type('!');
      await editor.close();
      const { body } = await table.server.nextCallback(3);
      expect(body).not.toHaveProperty('url');
      const viewer = await table.open({ key, mode: 'view' });
      expect(viewer.text).toBe(kept);
    }
    expect(table.server.forgotten()).toEqual([]);
  });

  it('should give a corrupted file a url', async () => {
    table.server.failNextConversions({ written: true });
    await editAndLeave();
    expect((await table.server.nextCallback(3)).body).toMatchObject({ filetype: 'txt' });
  });

  it('should write another format when asked to', async () => {
    table.server.saveNextAs('docx');
    await editAndLeave();
    expect((await table.server.nextCallback(2)).body).toMatchObject({
      filetype: 'docx',
      url: expect.stringMatching(/output\.docx\?/),
    });
  });

  it('should discard edits of a key without any callback', async () => {
    await editAndLeaveWithout();
    expect(table.server.callbacks()).toEqual([]);
  });

  async function editAndLeaveWithout() {
    const editor = await table.open({ callback: false });
    await editor.type('!');
    await editor.close({ polite: true });
    expect((await table.open({ callback: false, mode: 'view' })).text).toBe('one\ntwo\n');
  }

  it('should tell in the history who changed, one entry for each run by one person', async () => {
    const [one, two] = [await table.open(), await table.open({ user: 'u2' })];
    await one.type('a');
    await one.type('b');
    await two.type('c');
    await two.close();
    await one.close();
    const { body } = await table.server.nextCallback(2);
    const { changes } = body.history as { changes: { user: object; created: string }[] };
    expect(changes.map(({ user }) => user)).toEqual([
      { id: 'u1', name: 'User One' },
      { id: 'u2', name: 'User Two' },
    ]);
    expect(body.users).toEqual(['u2']);
    expect(changes[0]!.created).toMatch(/^\d{4}-\d\d-\d\d \d\d:\d\d:\d\d$/);
  });

  it('should keep history out of header and plain body when it grows long', async () => {
    const [one, two] = [await table.open(), await table.open({ user: 'u2' })];
    for (let i = 0; i < 40; i++) {
      await one.type('a');
      await two.type('b');
    }
    await one.close();
    await two.close();
    const { body, headers } = await table.server.nextCallback(2);
    expect(body.history).toEqual({});
    expect(body).not.toHaveProperty('changesurl');
    expect(headers.Authorization!.length).toBeLessThan(7168);
    const claims = verifyToken(body.token, SECRET, Date.now()).claims!;
    expect(claims).toHaveProperty('changesurl');
    expect((claims.history as { changes: unknown[] }).changes).toHaveLength(80);
  });

  it('should build links from the address the first opener used', async () => {
    const editor = await table.server.connect(table.config(), { forwardedHost: 'evil.example' });
    await editor.type('!');
    await editor.close();
    const { body } = await table.server.nextCallback(2);
    expect(body.url).toMatch(/^http:\/\/evil\.example\/cache\/files\//);
  });

  it('should refuse forged and expired links', async () => {
    let now = Date.now();
    await using aging = await SimulatorFixture.lay({ now: () => now });
    const link = aging.server.publishFile('k', 'txt', Buffer.from('x'));
    expect((await fetch(link.replace('md5=', 'md5=x'))).status).toBe(403);
    now += 16 * 60 * 1000;
    expect((await fetch(link)).status).toBe(410);
  });

  it('should save everything at once at a planned stop, without repetition', async () => {
    await using slow = await SimulatorFixture.lay({ saveDelayMs: 60_000 });
    const editor = await slow.open();
    await slow.server.nextCallback(1);
    slow.connector.answers.push(breaks);
    await editor.type('!');
    await slow.server.shutdown();
    expect(slow.server.callbacks({ status: 2 }).map(({ attempt }) => attempt)).toEqual([1]);
  });

  it('should bring unsaved changes back after it was killed', async () => {
    const editor = await table.open();
    await editor.type('!');
    await table.server.kill();
    await table.server.restart();
    expect((await table.open()).text).toBe('one\ntwo\n!');
    expect(table.server.callbacks({ status: 2 })).toEqual([]);
  });

  it('should name nobody but not be closed while changes wait after a crash, and not save them by itself', async () => {
    const editor = await table.open();
    await table.server.nextCallback(1);
    await editor.type('!');
    await table.server.kill();
    await table.server.restart();
    expect(await table.command({ c: 'info', key: 'k1' })).toMatchObject({ error: 0, users: [] });
    expect((await table.server.nextCallback(1)).body.users).toEqual([]);
    expect(await table.command({ c: 'forcesave', key: 'k1' })).toMatchObject({ error: 4 });
  });
});
