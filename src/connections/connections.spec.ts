import { describe, expect, it } from '@jest/globals';
import { FixedClock } from '../../test/fakes/fixed-clock.js';
import { fails, found, works, type Finding, type Probe } from './connection.js';
import { Connections } from './connections.js';
import { probesOf } from './probes.js';

const LATE = found('provider-hangs', { name: 'x' });

const probe = (name: string, run: Probe['run'], withinMs = 60_000): Probe => ({
  ...{ name, run, withinMs },
  everyMs: 30_000,
  late: LATE,
});

/** A probe that ends when the test says so. */
function held(name: string, withinMs?: number) {
  const waiting: ((finding: Finding) => void)[] = [];
  const run = () => new Promise<Finding>((resolve) => waiting.push(resolve));
  return { probe: probe(name, run, withinMs), waiting };
}

const turn = () => new Promise((resolve) => setImmediate(resolve));

describe('Connections', () => {
  it('should know nothing at first, then what was found, in the order given', async () => {
    const clock = new FixedClock();
    const connections = new Connections(
      [
        probe('b', async () => works('9.3')),
        probe('a', async () => fails(found('redis-memory'))),
        probe('c', async () => Promise.reject(new TypeError('a fault of ours'))),
      ],
      clock,
    );
    expect(connections.list().map(({ state }) => state)).toEqual(['unknown', 'unknown', 'unknown']);
    expect(await connections.testAll()).toMatchObject([
      { name: 'b', state: 'ok', detail: '9.3', checkedAtMs: clock.nowMs() },
      { name: 'a', state: 'failing', found: { code: 'redis-memory' } },
      { name: 'c', state: 'unknown' },
    ]);
    await expect(connections.test('nobody')).rejects.toMatchObject({
      code: 'connections/no-such-connection',
    });
  });

  it('should try one at a time, however many ask', async () => {
    const { probe: slow, waiting } = held('slow');
    const connections = new Connections([slow], new FixedClock());
    const asked = [connections.test('slow'), connections.test('slow'), connections.probeDue()];
    await turn();
    expect(waiting).toHaveLength(1);
    waiting[0]!(works());
    expect(await asked[0]).toMatchObject({ state: 'ok' });
    await Promise.all(asked);
  });

  it('should name one that hangs, and not start it again before it has ended', async () => {
    const { probe: hanging, waiting } = held('hanging', 1);
    const connections = new Connections([hanging], new FixedClock());
    expect(await connections.test('hanging')).toMatchObject({ state: 'failing', found: LATE });
    await connections.test('hanging');
    expect(waiting).toHaveLength(1);
    waiting[0]!(works());
    await turn();
    void connections.test('hanging');
    expect(waiting).toHaveLength(2);
    waiting[1]!(works());
  });

  it('should not let one that hangs keep the others from being seen', async () => {
    const { probe: hanging, waiting } = held('hanging');
    const connections = new Connections(
      [hanging, probe('fine', async () => works())],
      new FixedClock(),
    );
    expect(await connections.freshened(0, 10)).toMatchObject([
      { state: 'unknown' },
      { state: 'ok' },
    ]);
    // Ends its deadline of a minute, which would keep the process of the tests.
    waiting[0]!(works());
    await connections.test('hanging');
  });

  it('should try each in its turn', async () => {
    let tries = 0;
    const clock = new FixedClock();
    const connections = new Connections([probe('a', async () => (tries++, works()))], clock);
    await connections.probeDue();
    await connections.probeDue();
    expect(tries).toBe(1);
    clock.advance(30_000);
    await connections.probeDue();
    expect(tries).toBe(2);
  });

  it('should tell of each finding what was found before', async () => {
    const findings = [works(), fails(found('redis-memory')), works()];
    const heard: unknown[] = [];
    const connections = new Connections(
      [probe('a', async () => findings.shift()!)],
      new FixedClock(),
      (now, before) => heard.push([before?.state, now.state]),
    );
    for (let i = 0; i < 3; i++) await connections.test('a');
    expect(heard).toEqual([
      [undefined, 'ok'],
      ['ok', 'failing'],
      ['failing', 'ok'],
    ]);
  });
});

describe('probesOf', () => {
  it('should name what is late in words of no language: pages say the rest', () => {
    const run = async () => works();
    const probes = probesOf({
      ...{ database: run, redis: run, directory: run, oneoffixx: run, smtp: run },
      ...{ 'document-server': run, callback: run, 'browser-address': run },
      ...{ openId: { office: run }, storage: { far: run } },
    });
    expect(probes).toHaveLength(10);
    for (const { late } of probes)
      for (const fact of [late.facts.address, late.facts.setting].filter(
        (each) => each !== undefined,
      ))
        expect(fact).not.toMatch(/\s/);
  });
});
