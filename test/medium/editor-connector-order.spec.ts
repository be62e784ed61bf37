import { afterAll, afterEach, beforeAll, describe, expect, it } from '@jest/globals';
import { join } from 'node:path';
import { HarvestForgottenFiles } from '../../src/editor-connector/recovery/harvest-forgotten-files.use-case.js';
import { startKontor, type RunningKontor } from '../start-kontor.js';
import { OK, SavingFixture } from './editor-connector-fixture.js';

const at = (second: number) => new Date(Date.UTC(2026, 10, 28, 10, 0, second)).toISOString();

interface Save {
  readonly status: 2 | 6 | 7;
  readonly second: number;
  readonly text: string;
}

const older: Save = { status: 6, second: 5, text: 'older' };
const newer: Save = { status: 6, second: 10, text: 'newer' };
const last: Save = { status: 2, second: 20, text: 'last' };

/** Every order in which these may arrive. */
const orders = <Item>(items: readonly Item[]): Item[][] =>
  items.length < 2
    ? [[...items]]
    : items.flatMap((item) =>
        orders(items.filter((other) => other !== item)).map((rest) => [item, ...rest]),
      );

const named = (saves: readonly Save[]) =>
  [saves.map(({ status, text }) => `${status} ${text}`).join(', '), saves] as const;

describe.each(['sqlite', 'postgres'] as const)('the order of saves on %s', (engine) => {
  let another: RunningKontor | undefined;
  const fixture = SavingFixture.install({ engine });

  beforeAll(async () => {
    if (engine === 'sqlite') return;
    const data = { KONTOR_DATA_DIR: join(fixture.kontor.folder, 'data') };
    another = await startKontor({ ...fixture.settings, ...data });
  });
  afterAll(async () => {
    await another?.stop();
  });

  /** Through one instance or, where there are two, the other. */
  const deliver = (
    { status, second: madeAt, text }: Save,
    { session = fixture.session, through = 0, url = '' } = {},
  ) => {
    const { key } = session.config.document;
    const claims = fixture.report(status, url === '' ? fixture.server.file(key, text) : url, {
      ...{ key, lastsave: at(madeAt) },
    });
    const there = through % 2 === 1 && another !== undefined ? another.url : fixture.kontor.url;
    const { callbackUrl } = session.config.editorConfig;
    return fixture.server.post(session, claims, callbackUrl.replace(fixture.kontor.url, there));
  };
  const inHistory = async () => {
    const versions = await fixture.versions();
    return Promise.all(
      versions.map(async ({ number, state }) => `${await fixture.content(number)} ${state}`),
    );
  };

  it.each(orders([older, newer, last]).map(named))(
    'should not be that of arrival: %s',
    async (_, saves) => {
      for (const [through, save] of saves.entries()) {
        expect(await deliver(save, { through })).toEqual(OK);
      }
      expect(await inHistory()).toEqual([
        ...['last current', 'newer archived', 'older archived', 'one archived'],
      ]);
      const next = await fixture.open();
      expect(next.config.document.key).not.toBe(fixture.key);
      const more: Save = { status: 2, second: 40, text: 'next session' };
      expect(await deliver(more, { session: next, through: 1 })).toEqual(OK);
      expect(await fixture.content()).toBe('next session');
      expect((await fixture.versions()).map(({ state }) => state)).not.toContain('quarantined');
    },
  );

  it('should keep an older one where it belongs, though the next session saved already', async () => {
    await deliver(last);
    const next = await fixture.open();
    await deliver({ status: 6, second: 30, text: 'next session' }, { session: next });
    const before = await fixture.document();
    expect(await deliver(older, { through: 1 })).toEqual(OK);
    expect(await fixture.document()).toEqual(before);
    expect(await inHistory()).toEqual([
      ...['next session current', 'last archived', 'older archived', 'one archived'],
    ]);
    expect((await fixture.open()).config.document.key).toBe(next.config.document.key);
    expect(await deliver({ status: 2, second: 50, text: 'its end' }, { session: next })).toEqual(
      OK,
    );
    expect(await fixture.content()).toBe('its end');
  });

  it('should hold when the older one came first and is only fetched slowly', async () => {
    const asked = Promise.withResolvers<void>();
    const mayEnd = Promise.withResolvers<void>();
    const url = fixture.server.answering(fixture.key, 'txt', (_, response) => {
      asked.resolve();
      void mayEnd.promise.then(() => response.writeHead(200).end('older'));
    });
    const slow = deliver(older, { url, through: 1 });
    await asked.promise;
    expect(await deliver(last)).toEqual(OK);
    mayEnd.resolve();
    expect(await slow).toEqual(OK);
    expect(await inHistory()).toEqual(['last current', 'older archived', 'one archived']);
  });

  it('should take a final save for the newer one of two of the same second', async () => {
    await deliver({ ...last, text: 'final' });
    await deliver({ ...last, status: 6, text: 'forced' }, { through: 1 });
    expect(await inHistory()).toEqual(['final current', 'forced archived', 'one archived']);
  });

  it('should ignore an impossible date', async () => {
    const claims = (text: string, lastsave: unknown) =>
      fixture.report(6, fixture.server.file(fixture.key, text), { lastsave });
    for (const [i, lastsave] of ['9999-01-01T00:00:00Z', null, '', 'x', -1].entries()) {
      expect(await fixture.server.post(fixture.session, claims(`text ${i}`, lastsave))).toEqual(OK);
      expect(await fixture.content()).toBe(`text ${i}`);
    }
  });

  /** From a Document Server whose clock is so many seconds ahead. */
  const reportAhead = (status: number, text: string, aheadS: number) => {
    const { server, session } = fixture;
    const atS = Date.now() / 1000 + aheadS;
    const url = status === 1 ? undefined : server.file(fixture.key, text);
    const lastsave = new Date(atS * 1000).toISOString();
    const claims = fixture.report(status, url, { lastsave });
    const body = { ...claims, token: server.sign(claims, { atS }) };
    return server.postRaw(session.config.editorConfig.callbackUrl, body);
  };

  it.each([3600, 365 * 86_400])(
    'should be that of arrival after a clock that was %d seconds ahead was set back',
    async (seconds) => {
      expect(await reportAhead(1, '', seconds)).toEqual(OK);
      expect(await reportAhead(6, 'ahead', seconds)).toEqual(OK);
      expect(await reportAhead(6, 'set back', 0)).toEqual(OK);
      expect(await fixture.content()).toBe('set back');
      expect((await fixture.document()).editors).toEqual(['alice']);
      expect(await reportAhead(2, 'the last', 1)).toEqual(OK);
      expect(await inHistory()).toEqual([
        ...['the last current', 'set back archived', 'ahead archived', 'one archived'],
      ]);
      expect((await fixture.document()).editors).toEqual([]);
      expect((await fixture.open()).config.document.key).not.toBe(fixture.key);
    },
  );

  it('should hold for many at once, over all instances', async () => {
    const saves = Array.from({ length: 8 }, (_, n): Save => ({
      ...{ status: n === 7 ? 2 : 6, second: n, text: `text ${n}` },
    }));
    const shuffled = [3, 7, 0, 5, 1, 6, 2, 4].map((n) => saves[n]!);
    const answers = await Promise.all(shuffled.map((save, through) => deliver(save, { through })));
    expect(answers).toEqual(answers.map(() => OK));
    expect(await inHistory()).toEqual([
      ...['text 7 current', ...[6, 5, 4, 3, 2, 1, 0].map((n) => `text ${n} archived`)],
      'one archived',
    ]);
  });

  it('should keep beside the head what is newer than anything it was made from', async () => {
    const head = await fixture.document();
    await fixture.kontor.fetchAs('alice', `/api/documents/${fixture.documentId}/content`, {
      method: 'PUT',
      headers: { 'if-match': `"${head.etag}"` },
      body: 'outside',
    });
    expect(await deliver(last)).toEqual(OK);
    expect(await deliver(older, { through: 1 })).toEqual(OK);
    expect((await inHistory()).slice(0, 3)).toEqual([
      ...['older quarantined', 'last quarantined', 'outside current'],
    ]);
    expect(await fixture.versions()).toMatchObject([{ reason: 'head-moved' }, {}, {}, {}]);
  });

  describe('with files that the Document Server could not deliver', () => {
    type Headers = Readonly<Record<string, string>>;

    /** Serves `text` as the forgotten file, however often it is asked for. */
    function forget(text: () => string, headers: Headers, type = 'txt'): void {
      const { server, key } = fixture;
      const url = server.answering(key, type, (_, response) =>
        response.writeHead(200, headers).end(text()),
      );
      server.answerTo = ({ c }) => {
        if (c === 'getForgottenList') return { error: 0, keys: [key] };
        if (c === 'getForgotten') return { error: 0, key, url };
        return c === 'info' ? { error: 1 } : undefined;
      };
    }
    const harvest = async () => {
      for (const { app } of [fixture.kontor, ...(another === undefined ? [] : [another])]) {
        await app.get(HarvestForgottenFiles, { strict: false }).execute();
      }
    };
    const restore = async (version: number) => {
      const path = `/api/documents/${fixture.documentId}/versions/${version}/restore`;
      const { status } = await fixture.kontor.fetchAs('alice', path, { method: 'POST' });
      expect(status).toBe(201);
    };
    const isDeleted = () =>
      fixture.server.commands.some(({ c, key }) => c === 'deleteForgotten' && key === fixture.key);
    const notices = async () =>
      (await fixture.json('alice', '/api/recovered-versions')).recovered_versions.filter(
        ({ document_id: id }: { document_id: string }) => id === fixture.documentId,
      );
    const written = (second: number) => ({ 'last-modified': new Date(at(second)).toUTCString() });

    afterEach(() => {
      fixture.server.answerTo = () => undefined;
    });

    it('should archive one that is older than the stored save', async () => {
      await deliver(last);
      forget(() => 'lost before', written(10));
      await harvest();
      expect(await inHistory()).toEqual(['last current', 'lost before archived', 'one archived']);
      expect([await notices(), isDeleted()]).toEqual([[], true]);
    });

    it('should compare it by its date, with a Document Server whose clock is ahead', async () => {
      await reportAhead(6, 'ahead', 3600);
      forget(() => 'lost before', written(10));
      await harvest();
      expect(await inHistory()).toEqual(['ahead current', 'lost before archived', 'one archived']);
    });

    it('should make a newer one current, with a notice', async () => {
      await deliver(older);
      forget(() => 'lost after', written(20));
      await harvest();
      expect(await inHistory()).toEqual(['lost after current', 'older archived', 'one archived']);
      expect([await notices(), isDeleted()]).toEqual([
        [expect.objectContaining({ version: 3 })],
        true,
      ]);
      expect(await deliver(newer)).toEqual(OK);
      expect(await fixture.content()).toBe('lost after');
    });

    it('should not be replaced by what an editor, opened after it, makes of the version before', async () => {
      forget(() => 'lost', written(20));
      await harvest();
      const { url } = fixture.session.config.document;
      const headers = { authorization: `Bearer ${fixture.server.sign({ payload: { url } })}` };
      expect(await (await fetch(url, { headers })).text()).toBe('one');
      expect(await deliver({ status: 2, second: 40, text: 'one, typed late' })).toEqual(OK);
      expect(await inHistory()).toEqual([
        ...['one, typed late quarantined', 'lost current', 'one archived'],
      ]);
    });

    it('should accept a text that begins like a page', async () => {
      const typed = '<!DOCTYPE html>\n\nNotes on how a page begins.\n';
      forget(() => typed, { 'content-type': 'text/markdown' }, 'md');
      await harvest();
      expect(await fixture.content()).toBe(typed);
      expect(isDeleted()).toBe(true);
    });

    it('should quarantine a login page once, and leave the file there until it comes itself', async () => {
      let visits = 0;
      const page = () => `<html><form>Sign in, visit ${++visits}</form></html>`;
      forget(page, { 'content-type': 'text/html' });
      await harvest();
      expect(await fixture.shown()).toEqual(['2 quarantined', '1 current']);
      expect(await fixture.versions()).toMatchObject([
        { reason: 'web-page', origin: 'recovered' },
        {},
      ]);
      expect(isDeleted()).toBe(false);
      expect(await notices()).toMatchObject([{ version: 2, reason: 'web-page' }]);
      await restore(2);
      await harvest();
      expect(isDeleted()).toBe(false);
    });

    it('should delete the file there once a person restored what was quarantined of it', async () => {
      forget(() => '<html><form>A page that somebody typed</form></html>', {
        'content-type': 'text/html',
      });
      await harvest();
      expect([await fixture.shown(), isDeleted()]).toEqual([['2 quarantined', '1 current'], false]);
      await restore(2);
      await harvest();
      expect(isDeleted()).toBe(true);
      expect((await fixture.shown())[0]).toBe('3 current');
    });
  });

  it('should record all authors of the history, with times', async () => {
    const change = (id: string, name: string, second: number) => ({
      created: at(second).slice(0, 19).replace('T', ' '),
      user: { id, name },
    });
    const changes = [
      ...[change('alice', 'Alice', 1), change('bob', 'Bob', 2), change('alice', 'Alice', 4)],
      ...[null, { user: { id: 7 } }, 'x'],
    ];
    await fixture.server.post(
      fixture.session,
      fixture.report(2, fixture.server.file(fixture.key, 'two'), {
        ...{ lastsave: at(4), users: ['alice'], history: { serverVersion: '9.3.1', changes } },
      }),
    );
    expect(await fixture.versions()).toMatchObject([
      {
        author: 'alice',
        // Their archive did not come.
        has_changes: false,
        authors: [
          { username: 'alice', display_name: expect.any(String), from: at(1), to: at(4) },
          { username: 'bob', display_name: expect.any(String), from: at(2), to: at(2) },
        ],
      },
      { author: 'alice', has_changes: false, authors: [{ username: 'alice' }] },
    ]);
  });
});
