import { readFileSync } from 'node:fs';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { accountOf } from '../../src/access/accounts/account.js';
import { AccountRepository } from '../../src/access/accounts/account.repository.js';
import { FormSubmissions } from '../../src/editor-connector/forms/form-submissions.repository.js';
import { RecoveredVersions } from '../../src/editor-connector/saving/recovered-versions.repository.js';
import { startKontor, type RunningKontor } from '../start-kontor.js';

/** JSON as it came over the wire. */
type Wire = ReturnType<typeof JSON.parse>;

interface Asked {
  readonly body?: string;
  readonly json?: object;
  readonly headers?: Readonly<Record<string, string>>;
}

const openapi = JSON.parse(readFileSync(new URL('../../openapi.json', import.meta.url), 'utf8'));
const ALL = 205;
const names = Array.from({ length: ALL }, (_, i) => `person-${String(i).padStart(3, '0')}`);

describe('lists in pages', () => {
  let kontor: RunningKontor;

  beforeAll(async () => {
    kontor = await startKontor();
    const accounts = kontor.app.get(AccountRepository, { strict: false });
    for (const username of names) {
      const account = accountOf({ id: `id-${username}`, username }, { username, password: '' }, 0);
      await accounts.insert(account, null);
    }
  });

  afterAll(() => kontor.stop());

  const ask = (who: string, method: string, path: string, init: Asked) =>
    kontor.fetchAs(who, path, {
      method,
      ...(init.body !== undefined && { body: init.body }),
      headers: { ...(init.json && { 'content-type': 'application/json' }), ...init.headers },
      ...(init.json && { body: JSON.stringify(init.json) }),
    });
  const read = async (who: string, path: string): Promise<Wire> =>
    (await ask(who, 'GET', path, {})).json();
  const created = async (title: string): Promise<string> => {
    const init = { body: 'Dear all,' };
    const answer = await ask('alice', 'POST', `/api/documents?title=${title}`, init);
    return (await answer.json()).id;
  };

  /** Each page, with what happens before the next one. */
  async function walk(
    { who, path, between }: { who: string; path: string; between?: () => Promise<unknown> },
    cursor?: string,
  ): Promise<Wire[]> {
    const url = new URL(path, kontor.url);
    if (cursor !== undefined) url.searchParams.set('cursor', cursor);
    const page = await read(who, url.pathname + url.search);
    if (page.next_cursor === null) return [page];
    await between?.();
    return [page, ...(await walk({ who, path, between: async () => {} }, page.next_cursor))];
  }

  it('should refuse what is no cursor, in every list of the API', async () => {
    const lists = Object.entries(openapi.paths).flatMap(([path, { get }]: [string, Wire]) =>
      get?.parameters?.some(({ name }: Wire) => name === 'cursor') ? [path] : [],
    );
    const wrong = ['["a\\u0000","b"]', '[1,2,3]', '[-1]', '[1e300]', '{}', 'null'];
    const cursors = ['guess', ...wrong.map((text) => Buffer.from(text).toString('base64url'))];
    expect(lists.length).toBeGreaterThan(10);
    for (const list of lists) {
      // What is wrong is said before anything is looked up.
      const path = list.replaceAll(/\{\w+\}/g, '01890000-0000-7000-8000-000000000000');
      for (const cursor of cursors) {
        const answer = await ask('admin', 'GET', `${path}?cursor=${cursor}`, {});
        const { detail } = await answer.json();
        const seen = { list, cursor, status: answer.status, detail };
        const expected = expect.stringContaining('must be next_cursor of the page before');
        expect(seen).toEqual({ list, cursor, status: 400, detail: expected });
      }
    }
  });

  describe('of the members of a group', () => {
    let path: string;

    beforeAll(async () => {
      const answer = await ask('admin', 'POST', '/api/groups', { json: { name: 'Everybody' } });
      path = `/api/groups/${(await answer.json()).id}/members`;
      for (const name of names) await ask('admin', 'PUT', `${path}/${name}`, {});
    });

    it('should have each once, whoever is taken out in between', async () => {
      const out = [names[10], names[201]];
      const between = async () => {
        for (const name of out) await ask('admin', 'DELETE', `${path}/${name}`, {});
      };
      const pages = await walk({ who: 'admin', path, between });
      const found = pages.map(({ members }) => members.map(({ username }: Wire) => username));
      expect(found).toEqual([names.slice(0, 200), names.slice(200).filter((n) => n !== out[1])]);
      const small = await walk({ who: 'admin', path: `${path}?limit=90` });
      expect(small.map(({ members }) => members.length)).toEqual([90, 90, 23]);
      for (const name of out) await ask('admin', 'PUT', `${path}/${name}`, {});
    });

    it('should have an ETag that stands for all pages', async () => {
      const seen = (await ask('admin', 'GET', path, {})).headers.get('etag')!;
      const condition = { headers: { 'if-match': seen } };
      expect((await ask('admin', 'DELETE', `${path}/${names[204]}`, condition)).status).toBe(204);
      expect((await ask('admin', 'DELETE', `${path}/${names[203]}`, condition)).status).toBe(412);
      await ask('admin', 'PUT', `${path}/${names[204]}`, {});
    });
  });

  describe('of the shares of a document', () => {
    let path: string;

    beforeAll(async () => {
      path = `/api/documents/${await created('shared.txt')}/shares`;
      for (const name of names)
        await ask('alice', 'PUT', `${path}/${name}`, { json: { role: 'viewer' } });
      for (const name of ['B', 'A']) {
        const answer = await ask('admin', 'POST', '/api/groups', { json: { name } });
        const { id } = await answer.json();
        await ask('alice', 'PUT', `${path}/groups/${id}`, { json: { role: 'editor' } });
      }
    });

    const of = (pages: Wire[]) =>
      pages.map(({ shares, groups }) => [
        ...shares.map(({ username }: Wire) => username),
        ...groups.map(({ group }: Wire) => group.name),
      ]);

    it('should have people and then groups, each once, whoever loses it in between', async () => {
      const between = () => ask('alice', 'DELETE', `${path}/${names[0]}`, {});
      const pages = of(await walk({ who: 'alice', path, between }));
      expect(pages).toEqual([names.slice(0, 200), [...names.slice(200), 'A', 'B']]);
      const small = of(await walk({ who: 'alice', path: `${path}?limit=41` }));
      expect(small.flat()).toEqual([...names.slice(1), 'A', 'B']);
      expect(small.map((page) => page.length)).toEqual([41, 41, 41, 41, 41, 1]);
    });

    it('should have an ETag that stands for all pages', async () => {
      const seen = (await ask('alice', 'GET', path, {})).headers.get('etag')!;
      const init = { headers: { 'if-match': seen }, json: { role: 'editor' } };
      expect((await ask('alice', 'PUT', `${path}/${names[204]}`, init)).status).toBe(200);
      expect((await ask('alice', 'PUT', `${path}/${names[203]}`, init)).status).toBe(412);
    });

    it('should all be on the page of the document', async () => {
      const page = await ask('alice', 'GET', path.replace('/api', '').replace('/shares', ''), {});
      const html = await page.text();
      expect(names.slice(1).filter((name) => !html.includes(name))).toEqual([]);
    });
  });

  describe('of what only some may see', () => {
    let form: string;
    const made: string[] = [];

    beforeAll(async () => {
      form = await created('form.txt');
      const submissions = kontor.app.get(FormSubmissions, { strict: false });
      const recovered = kontor.app.get(RecoveredVersions, { strict: false });
      for (let i = 0; i < 7; i++) {
        const id = await created(`answer-${i}.txt`);
        made.push(id);
        await submissions.add({
          ...{ receipt: `receipt ${i}`, formId: form, documentId: id, documentKey: 'key' },
          ...{ editingSessionId: i === 3 ? 'one' : 'other', madeAtMs: 0 },
          // Several at the same moment.
          createdAtMs: Math.floor(i / 3),
        });
        await recovered.add({ documentId: id, number: 1 });
      }
    });

    it('should have each submission once, newest first', async () => {
      const path = `/api/eurooffice/submissions/${form}`;
      const between = () => ask('alice', 'DELETE', `/api/documents/${made[4]}`, {});
      const idsOf = (pages: Wire[]) =>
        pages.map(({ submissions }) => submissions.map((each: Wire) => each.document_id));
      const [a, b, c, d, e, f, g] = made;
      expect(idsOf(await walk({ who: 'alice', path }))).toEqual([[g, d, e, f, a, b, c]]);
      const few = { who: 'alice', path: `${path}?limit=2`, between };
      expect(idsOf(await walk(few))).toEqual([
        [g, d],
        [f, a],
        [b, c],
      ]);
      const own = `${path}?editing_session_id=one&limit=1`;
      expect(idsOf(await walk({ who: 'alice', path: own }))).toEqual([[d]]);
      expect((await ask('bob', 'GET', path, {})).status).toBe(404);
    });

    it('should have each recovered version once, and none of others', async () => {
      const path = '/api/recovered-versions?limit=4';
      const seen = async (who: string) =>
        (await walk({ who, path })).map(({ recovered_versions: all }) =>
          all.map(({ document_id: id }: Wire) => id),
        );
      const pages = await seen('alice');
      expect(pages.map((page) => page.length)).toEqual([4, 2]);
      expect(pages.flat()).toHaveLength(6);
      expect(new Set(pages.flat())).toEqual(new Set(made.filter((id) => id !== made[4])));
      expect(await seen('bob')).toEqual([[]]);
    });
  });
});
