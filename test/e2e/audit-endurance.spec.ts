import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { spawnSync } from 'node:child_process';
import { setTimeout as delay } from 'node:timers/promises';
import { Instances } from '../instances.js';
import { SeededDice } from '../seeded-dice.js';

const INSTANCES = 3;
/** `npm run soak -- audit` asks for more. */
const ACTIONS = Number(process.env.SOAK_AUDIT ?? 240);
const WRITERS = 8;
/** Then its writer begins another document. */
const ACTIONS_PER_DOCUMENT = 40;
const LONG_MS = 300_000 + ACTIONS * 60;
/** An action that is answered with neither yes nor no within this is sent again. */
const PATIENCE_MS = 20_000;

interface Action {
  readonly name: string;
  readonly method: string;
  readonly path: (id: string) => string;
  readonly body?: (turn: number) => string | object;
}

/** In this order again and again: each undoes what would forbid the next one. */
const ROUND: readonly Action[] = [
  {
    name: 'document.renamed',
    method: 'PATCH',
    path: (id) => `/api/documents/${id}`,
    body: (turn) => ({ title: `Turn ${turn}.txt` }),
  },
  {
    name: 'document.shared',
    method: 'PUT',
    path: (id) => `/api/documents/${id}/shares/bob`,
    body: () => ({ role: 'editor' }),
  },
  {
    name: 'version.saved',
    method: 'PUT',
    path: (id) => `/api/documents/${id}/content`,
    body: (turn) => `text ${turn}`,
  },
  {
    name: 'document.downloaded',
    method: 'GET',
    path: (id) => `/api/documents/${id}/content`,
  },
  {
    name: 'document.opened',
    method: 'POST',
    path: () => '/api/eurooffice/session',
  },
  {
    name: 'document.unshared',
    method: 'DELETE',
    path: (id) => `/api/documents/${id}/shares/bob`,
  },
  { name: 'document.deleted', method: 'DELETE', path: (id) => `/api/documents/${id}` },
  { name: 'document.restored', method: 'POST', path: (id) => `/api/documents/${id}/restore` },
];

describe('three instances that are killed while people work', () => {
  let instances: Instances;
  /** By document and action, how often it was acknowledged, and how often it was sent. */
  const acknowledged = new Map<string, number>();
  const sent = new Map<string, number>();

  beforeAll(async () => {
    instances = await Instances.start(INSTANCES);
  });
  afterAll(() => instances?.stop());

  const count = (counts: Map<string, number>, key: string) =>
    void counts.set(key, (counts.get(key) ?? 0) + 1);

  async function isDone(path: string, init: RequestInit, attempt: number): Promise<boolean> {
    try {
      const signal = AbortSignal.timeout(PATIENCE_MS);
      const answer = await instances.call(path, { ...init, signal });
      await answer.arrayBuffer();
      // An attempt without an answer may have deleted, restored or unshared already.
      return answer.ok || (attempt > 1 && [404, 409].includes(answer.status));
    } catch {
      return false;
    }
  }

  /** Sends it until it is acknowledged. */
  async function act({ name, method, path, body }: Action, id: string, turn: number) {
    const content = name === 'document.opened' ? { file_id: id, mode: 'view' } : body?.(turn);
    const init = {
      method,
      headers: {
        ...(typeof content === 'object' && { 'content-type': 'application/json' }),
        ...(typeof content === 'string' && { 'if-match': '*' }),
      },
      ...(content !== undefined && {
        body: typeof content === 'object' ? JSON.stringify(content) : content,
      }),
    };
    const key = `${id} ${name}`;
    for (let attempt = 1; ; attempt++) {
      count(sent, key);
      if (await isDone(path(id), init, attempt)) return count(acknowledged, key);
      await delay(50);
    }
  }

  async function createDocument(): Promise<string> {
    for (;;) {
      const id = await instances.createDocument('new.txt').catch(() => undefined);
      if (id !== undefined) return id;
      await delay(50);
    }
  }

  async function workAll(): Promise<void> {
    let left = ACTIONS;
    const work = async (): Promise<void> => {
      while (left > 0) {
        const id = await createDocument();
        for (let turn = 0; turn < ACTIONS_PER_DOCUMENT && left-- > 0; turn++)
          await act(ROUND[turn % ROUND.length]!, id, turn);
      }
    };
    await Promise.all(Array.from({ length: WRITERS }, work));
  }

  /** Kills one instance after the other, at random moments, until that is over; answers how many. */
  async function killUntil(over: AbortSignal): Promise<number> {
    const dice = new SeededDice(ACTIONS);
    for (let kills = 0; ; kills++) {
      await delay(800 + dice.below(3000), undefined, { signal: over }).catch(() => undefined);
      if (over.aborted) return kills;
      const instance = instances.all[dice.below(INSTANCES)]!;
      await instance.kill();
      await instance.start('--playground');
    }
  }

  async function entries(): Promise<ReadonlyMap<string, number>> {
    const answer = await instances.call('/api/admin/audit/export');
    expect(answer.status).toBe(200);
    const found = new Map<string, number>();
    for (const line of (await answer.text()).trim().split('\n')) {
      const { object_id, action, result } = JSON.parse(line) as Record<string, string>;
      if (result === 'ok') count(found, `${object_id} ${action}`);
    }
    return found;
  }

  it(
    'should leave an entry of each acknowledged action, in a chain that verifies',
    async () => {
      const over = new AbortController();
      const killing = killUntil(over.signal);
      await workAll().finally(() => over.abort());
      const kills = await killing;
      expect(kills).toBeGreaterThan(0);

      const found = await entries();
      const wrong = [...acknowledged]
        // The first save of a document is its creation.
        .map(([key, times]) => ({ key, times, first: key.endsWith('version.saved') ? 1 : 0 }))
        .filter(({ key, times, first }) => {
          const written = (found.get(key) ?? 0) - first;
          return written < times || written > sent.get(key)!;
        });
      expect(wrong).toEqual([]);

      const verified = spawnSync(process.execPath, ['dist/kontor.js', 'audit', 'verify'], {
        encoding: 'utf8',
        env: { PATH: process.env.PATH, ...instances.all[0]!.env, KONTOR_PROFILE: 'playground' },
      });
      expect([verified.stderr, verified.status]).toEqual(['', 0]);
      if (ACTIONS > 240) {
        const attempts = [...sent.values()].reduce((sum, times) => sum + times, 0);
        console.log({ actions: ACTIONS, attempts, kills, chain: verified.stdout.trim() });
      }
    },
    LONG_MS,
  );
});
