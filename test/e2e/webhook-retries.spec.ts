import { afterAll, beforeAll, describe, expect, it, jest } from '@jest/globals';
import { Clock } from '../../src/platform/clock/clock.js';
import { DeliveryRounds } from '../../src/webhooks/delivery/delivery-rounds.timer.js';
import { EventReceiver, type ReceivedEvent } from '../event-receiver.js';
import { startKontor, type RunningKontor } from '../start-kontor.js';
import { newApplication, register, renamed, type Application, type Wire } from '../webhook-desk.js';

const SECOND = 1;
const MINUTE = 60;
const HOUR = 3600;
/** As the contract has it: the next wait would end after three days. */
const WAITS = [
  ...[5 * SECOND, 30 * SECOND, 5 * MINUTE, 30 * MINUTE, 2 * HOUR, 5 * HOUR, 10 * HOUR],
  ...Array<number>(4).fill(12 * HOUR),
];

describe('a receiver that fails for three days', () => {
  let kontor: RunningKontor;
  let receiver: EventReceiver;
  let application: Application;
  let webhook: string;
  /** It stands still until it is moved. */
  let nowMs = Date.now();

  beforeAll(async () => {
    kontor = await startKontor({
      KONTOR_WEBHOOK_ALLOW_PRIVATE: 'true',
      // The test asks until the server has noted what came.
      KONTOR_REQUESTS_PER_MINUTE: '0',
    });
    receiver = await EventReceiver.start();
    const clock = kontor.app.get(Clock, { strict: false });
    jest.spyOn(clock, 'nowMs').mockImplementation(() => nowMs);
    const scopes = ['documents:read', 'documents:write', 'webhooks'];
    application = await newApplication(kontor, scopes);
    webhook = (await register(application, receiver, ['document.renamed'])).id;
  });
  afterAll(async () => {
    await kontor.stop();
    await receiver.stop();
  });

  const json = async (method: string, path: string, body?: unknown): Promise<Wire> =>
    (await application.call(method, path, body)).json();
  const create = async (title: string): Promise<string> =>
    (await json('POST', `/api/documents?title=${title}`, 'typed')).id;
  const rename = (id: string, title: string): Promise<void> =>
    renamed(application, webhook, { id, title });
  const titlesOf = (id: string): string[] =>
    receiver.received
      .filter(({ data }) => data.document.id === id)
      .map(({ data }) => data.document.title);

  /** As soon as the server has noted so much. */
  async function delivery(id: string, fits: (one: Wire) => boolean): Promise<Wire> {
    for (;;) {
      const { deliveries } = await json('GET', `/api/webhooks/${webhook}/deliveries`);
      const found = deliveries.find((one: Wire) => one.id === id);
      if (fits(found)) return found;
    }
  }

  /** An attempt failed: noted, and with the time of the next one, if there is one. */
  const isPutOff =
    (attempts: number) =>
    (one: Wire): boolean =>
      one.attempts === attempts &&
      (one.state !== 'waiting' || Date.parse(one.next_attempt_at) > nowMs);

  /** The clock goes on to that time, and the server looks. */
  function goOnTo(time: string): void {
    nowMs = Date.parse(time);
    kontor.app.get(DeliveryRounds, { strict: false }).wake();
  }

  it('should get it again after longer and longer, then by hand, and each document in its order', async () => {
    const failing = await create('failing.txt');
    const fine = await create('fine.txt');
    receiver.answers(({ data }) => (data.document.title === 'first.txt' ? 503 : 200));
    for (const title of ['first.txt', 'second.txt', 'third.txt']) {
      await rename(failing, title);
      await rename(fine, title.replace('first', 'begin'));
    }
    await receiver.many(3, ({ data }) => data.document.id === fine);
    const isFirst = ({ data }: ReceivedEvent) => data.document.title === 'first.txt';
    await receiver.one(isFirst);
    const list = async (state: string): Promise<Wire[]> =>
      (await json('GET', `/api/webhooks/${webhook}/deliveries?state=${state}`)).deliveries;
    const held = (await list('waiting')).filter(({ document_id: of }) => of === failing);
    const { id } = held.at(-1)!;

    const waits: number[] = [];
    let tried = await delivery(id, isPutOff(1));
    while (tried.state === 'waiting') {
      waits.push((Date.parse(tried.next_attempt_at) - nowMs) / 1000);
      // Nothing of the document overtakes it; the other document has got all.
      expect(new Set(titlesOf(failing))).toEqual(new Set(['first.txt']));
      goOnTo(tried.next_attempt_at);
      tried = await delivery(id, isPutOff(tried.attempts + 1));
    }
    expect(waits).toEqual(WAITS);
    expect(titlesOf(fine)).toEqual(['begin.txt', 'second.txt', 'third.txt']);
    expect(tried).toMatchObject({ state: 'dead', attempts: 12, last_status: 503, id });

    // What waited behind it comes now, in its order.
    await receiver.one(
      ({ data }) => data.document.id === failing && data.document.title === 'third.txt',
    );
    expect(titlesOf(failing)).toEqual([...Array(12).fill('first.txt'), 'second.txt', 'third.txt']);
    expect((await list('dead')).map((one) => one.id)).toEqual([id]);

    receiver.answers(() => 200);
    expect(
      (await application.call('POST', `/api/webhooks/${webhook}/deliveries/${id}/resend`)).status,
    ).toBe(202);
    const all = await receiver.many(13, isFirst);
    expect(new Set(all.map(({ headers }) => headers['webhook-id']))).toEqual(
      new Set([tried.event_id]),
    );
    expect(await delivery(id, ({ state }) => state === 'delivered')).toMatchObject({
      last_status: 200,
    });
    expect(await list('dead')).toEqual([]);
  });
});
