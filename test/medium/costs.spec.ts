import { AsyncLocalStorage } from 'node:async_hooks';
import { subscribe, unsubscribe } from 'node:diagnostics_channel';
import { afterAll, afterEach, beforeAll, describe, expect, it, jest } from '@jest/globals';
import { StatementCache } from '../../src/platform/database/statement-cache.js';
import { Lane } from '../../src/storage/providers/lane.js';
import { bytesAllocatedIn } from '../allocations.js';
import { newApplication } from '../webhook-desk.js';
import { OK, SavingFixture } from './editor-connector-fixture.js';

/** What may not grow unnoticed: it does not depend on the machine. Lower them when a change needs less. */
const MOST = { save: 24, session: 12, list: 7, listPage: 13, editPage: 6 };
/** KiB on the heap, those of the test's own requests included; about half more than it is now. */
const MOST_ALLOCATED = { save: 1_250, session: 450 };
const BEGIN = 'begin immediate';
/** Published by Node for each request that a server of this process takes. */
const REQUEST_STARTS = 'http.server.request.start';
/** What one save leaves for later may be counted with the next one. */
const TIMES = 5;
const MEASURED = 40;
const RUNS = 3;

describe('Costs', () => {
  const fixture = SavingFixture.install({ env: { KONTOR_AUTOSAVE_SECONDS: '0' } });
  afterEach(() => void jest.restoreAllMocks());

  /** Holds something in everything that a request causes, and nothing in background work. */
  const request = new AsyncLocalStorage<object>();
  const enter = (message: unknown) => request.enterWith(message as object);
  beforeAll(() => subscribe(REQUEST_STARTS, enter));
  afterAll(() => void unsubscribe(REQUEST_STARTS, enter));

  /** The statements of the cheapest run. */
  async function statementsOf(work: (run: number) => Promise<unknown>): Promise<string[]> {
    const { prepare } = StatementCache.prototype;
    let statements: string[] = [];
    const spied = jest.spyOn(StatementCache.prototype, 'prepare');
    spied.mockImplementation(function (this: StatementCache, sql) {
      if (request.getStore() !== undefined) statements.push(sql);
      return prepare.call(this, sql);
    });
    const runs: string[][] = [];
    for (let run = 0; run < TIMES; run++) {
      statements = [];
      await work(run);
      runs.push(statements);
    }
    spied.mockRestore();
    return runs.toSorted((a, b) => a.length - b.length)[0] ?? [];
  }

  it('should be one transaction and few statements for a save', async () => {
    const statements = await statementsOf(async (run) =>
      expect(await fixture.save(6, `text ${run} ${'.'.repeat(run)}`)).toEqual(OK),
    );
    expect(statements.filter((sql) => /^(begin|commit)/.test(sql))).toEqual([BEGIN, 'commit']);
    expect(statements.length).toBeLessThanOrEqual(MOST.save);
    // No second look at anything outside the transaction.
    const before = statements.slice(0, statements.indexOf(BEGIN));
    expect(new Set(before).size).toBe(before.length);
  });

  it('should be one call for each shard of a small save', async () => {
    await fixture.save(6, 'before');
    const { ask } = Lane.prototype;
    const calls: string[] = [];
    jest.spyOn(Lane.prototype, 'ask').mockImplementation(function (this: Lane, ...asked) {
      // The places are tried in the background as well.
      if (request.getStore() !== undefined) calls.push(asked[0]);
      return ask.apply(this, asked);
    });
    expect(await fixture.save(6, 'a save of one small stripe')).toEqual(OK);
    expect(calls.filter((call) => call !== 'look')).toEqual(Array(6).fill('commit'));
  });

  it('should be few statements for a session', async () => {
    const statements = await statementsOf(() => fixture.open());
    expect(statements.length).toBeLessThanOrEqual(MOST.session);
    expect(new Set(statements).size).toBe(statements.length);
  });

  it.each(['save', 'session', 'list'] as const)(
    'should prepare nothing again for a %s',
    async (kind) => {
      let saves = 0;
      const list = () => fixture.json('alice', '/api/account');
      const acts = {
        save: () => fixture.save(6, `again ${++saves}`),
        session: () => fixture.open(),
        list,
      };
      for (let i = 0; i < TIMES; i++) await acts[kind]();
      // The library makes what builds rows anew whenever SQLite has prepared a statement again.
      const { Function: make } = globalThis;
      const rows: string[] = [];
      jest.spyOn(globalThis, 'Function').mockImplementation((...texts) => {
        const [text = ''] = texts;
        if (request.getStore() !== undefined && text.startsWith('return (v0')) rows.push(text);
        return make(...texts);
      });
      for (let i = 0; i < TIMES; i++) await acts[kind]();
      expect(rows.length).toBeLessThan(TIMES);
    },
  );

  it('should be one more at most for a session that an application opens for somebody', async () => {
    const own = await statementsOf(() => fixture.open());
    const application = await newApplication(fixture.kontor, ['sessions', 'act-for-people']);
    const body = { file_id: fixture.documentId };
    const opened = () => application.call('POST', '/api/eurooffice/session', body, 'alice');
    const statements = await statementsOf(async () => expect((await opened()).status).toBe(201));
    expect(statements.length).toBeLessThanOrEqual(own.length + 1);
    expect(new Set(statements).size).toBe(statements.length);
  });

  it.each([
    ['a list', '/api/documents?limit=50', MOST.list],
    ['the page with the list', '/', MOST.listPage],
    ['the page with the editor', '/edit/', MOST.editPage],
  ])('should be few statements for %s, however many documents there are', async (_, path, most) => {
    const read = async () => {
      const address = path === '/edit/' ? path + fixture.documentId : path;
      const answer = await fixture.kontor.fetchAs('alice', address, { headers: { accept: '*/*' } });
      expect(answer.status).toBe(200);
      await answer.arrayBuffer();
    };
    const ofFew = await statementsOf(read);
    for (let i = 0; i < 20; i++) {
      await fixture.json('alice', '/api/documents?title=more.txt', { method: 'POST', body: 'one' });
    }
    const ofMany = await statementsOf(read);
    expect(ofMany.length).toBe(ofFew.length);
    expect(ofMany.length).toBeLessThanOrEqual(most);
  });

  it.each(['save', 'session'] as const)('should allocate little for each %s', async (kind) => {
    let saves = 0;
    const acts = { save: () => fixture.save(6, `text ${++saves}`), session: () => fixture.open() };
    const many = async () => {
      for (let i = 0; i < MEASURED; i++) await acts[kind]();
    };
    // What is compiled and kept the first time is not counted.
    await many();
    const runs: number[] = [];
    for (let run = 0; run < RUNS; run++) runs.push(await bytesAllocatedIn(many));
    const kib = Math.round(Math.min(...runs) / MEASURED / 1024);
    expect(kib).toBeLessThanOrEqual(MOST_ALLOCATED[kind]);
  });
});
