import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { setTimeout as delay } from 'node:timers/promises';
import { EventReceiver } from '../event-receiver.js';
import { freePorts } from '../free-port.js';
import { Instances } from '../instances.js';
import { SeededDice } from '../seeded-dice.js';

const INSTANCES = 3;
/** `npm run soak -- webhooks` asks for more. */
const EVENTS = Number(process.env.SOAK_WEBHOOKS ?? 300);
const DOCUMENTS = Math.min(200, EVENTS / 10);
const LONG_MS = 300_000 + EVENTS * 60;
/** A rename that is answered with neither yes nor no within this is sent again. */
const PATIENCE_MS = 20_000;

describe('three instances that deliver events', () => {
  let instances: Instances;
  let receiver: EventReceiver;
  let webhook: string;
  let documents: string[];

  beforeAll(async () => {
    instances = await Instances.start(INSTANCES, { KONTOR_WEBHOOK_ALLOW_PRIVATE: 'true' });
  });
  afterAll(() => instances?.stop());

  beforeEach(async () => {
    receiver = await EventReceiver.start(await freePorts());
    const { url } = receiver;
    const answer = await instances.postJson('/api/webhooks', { url, events: ['document.renamed'] });
    ({ id: webhook } = await answer.json());
    documents = await Promise.all(
      Array.from({ length: DOCUMENTS }, (_, i) => instances.createDocument(`new-${i}.txt`)),
    );
  });
  afterEach(async () => {
    await instances.call(`/api/webhooks/${webhook}`, { method: 'DELETE' });
    await receiver.stop();
  });

  async function isRenamed(id: string, number: number, through: string): Promise<boolean> {
    const answer = await instances
      .call(
        `/api/documents/${id}`,
        {
          method: 'PATCH',
          headers: { 'content-type': 'application/json' },
          body: JSON.stringify({ title: `${number}.txt` }),
          signal: AbortSignal.timeout(PATIENCE_MS),
        },
        through,
      )
      .catch(() => undefined);
    return answer?.status === 200;
  }

  /** Renames every document to 1, 2, 3 …, each time through another instance, until that is acknowledged. */
  async function renameAll(count: number): Promise<void> {
    const each = count / documents.length;
    const urls = instances.all.map(({ url }) => url);
    let turn = 0;
    const renameOne = async (id: string): Promise<void> => {
      for (let number = 1; number <= each; number++) {
        while (!(await isRenamed(id, number, urls[turn++ % urls.length]!))) await delay(50);
      }
    };
    const left = [...documents];
    const work = async (): Promise<void> => {
      for (let id = left.pop(); id !== undefined; id = left.pop()) await renameOne(id);
    };
    await Promise.all(Array.from({ length: 12 }, work));
  }

  /** By document, when its events happened, in the order of their first arrival. */
  function heard(): ReadonlyMap<string, readonly string[]> {
    const seen = new Set<unknown>();
    const first = receiver.received.filter(({ headers }) => {
      const isNew = !seen.has(headers['webhook-id']);
      seen.add(headers['webhook-id']);
      return isNew;
    });
    const byDocument = Map.groupBy(first, ({ data }) => data.document.id as string);
    return new Map(
      [...byDocument].map(([id, events]) => [
        id,
        events.map(({ text }) => JSON.parse(text).timestamp),
      ]),
    );
  }

  function faults(count: number): { lost: number; disordered: number } {
    const all = heard();
    let [lost, disordered] = [0, 0];
    for (const id of documents) {
      const times = all.get(id) ?? [];
      lost += Math.max(0, count / documents.length - times.length);
      if (times.some((time, i) => i > 0 && time < times[i - 1]!)) disordered++;
    }
    return { lost, disordered };
  }

  async function untilAllHeard(count: number): Promise<void> {
    while (faults(count).lost > 0) await delay(250);
  }

  it(
    'should deliver each event once, in the order of its document',
    async () => {
      const count = DOCUMENTS * 10;
      await renameAll(count);
      await untilAllHeard(count);
      expect(faults(count)).toEqual({ lost: 0, disordered: 0 });
      const ids = receiver.received.map(({ headers }) => headers['webhook-id']);
      expect([ids.length, new Set(ids).size]).toEqual([count, count]);
    },
    LONG_MS,
  );

  it(
    'should lose none and keep their order while instances and the receiver die',
    async () => {
      const dice = new SeededDice(EVENTS);
      const renaming = new AbortController();
      const kills = { instances: 0, receiver: 0 };
      const killing = (async () => {
        while (!renaming.signal.aborted) {
          await delay(1500 + dice.below(4500), undefined, { signal: renaming.signal }).catch(
            () => undefined,
          );
          if (renaming.signal.aborted) return;
          if (dice.below(2) === 0) {
            kills.receiver++;
            await receiver.pause(200 + dice.below(1300));
            continue;
          }
          kills.instances++;
          const instance = instances.all[dice.below(INSTANCES)]!;
          await instance.kill();
          await instance.start('--playground');
        }
      })();
      const beganMs = Date.now();
      await renameAll(EVENTS);
      const renamedMs = Date.now();
      renaming.abort();
      await killing;
      await untilAllHeard(EVENTS);
      const came = receiver.received.length;
      const unique = new Set(receiver.received.map(({ headers }) => headers['webhook-id'])).size;
      expect(faults(EVENTS)).toEqual({ lost: 0, disordered: 0 });
      // Only kills make duplicates: of what was under way, at most.
      expect(came - unique).toBeLessThanOrEqual(32 * (kills.instances + kills.receiver));
      if (EVENTS > 300) {
        const figures = { events: EVENTS, unique, twice: came - unique, kills };
        const seconds = (ms: number) => Math.round(ms / 1000);
        console.log({
          ...figures,
          seconds: seconds(renamedMs - beganMs),
          allHeardAfter: seconds(Date.now() - renamedMs),
        });
      }
    },
    LONG_MS,
  );
});
