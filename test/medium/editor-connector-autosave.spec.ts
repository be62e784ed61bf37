import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { KyselyEditingPresence } from '../../src/documents/checkout/editing-presence.kysely.js';
import { Autosave } from '../../src/editor-connector/autosave/autosave.js';
import { AutosaveFigures } from '../../src/editor-connector/autosave/autosave-figures.js';
import { KyselyAutosaveTurns } from '../../src/editor-connector/autosave/autosave-turns.kysely.js';
import { HttpDocumentServer } from '../../src/editor-connector/document-server/document-server.http.js';
import { KyselyDocumentKeys } from '../../src/editor-connector/document-server/document-keys.kysely.js';
import { JwtDocumentServerTokens } from '../../src/editor-connector/document-server/document-server-tokens.jwt.js';
import { SystemClock } from '../../src/platform/clock/clock.js';
import { Secret } from '../../src/platform/config/secret.js';
import { Metrics } from '../../src/platform/health/metrics.js';
import { hs256Service } from '../../src/platform/jwt/hs256.module.js';
import type { Version } from '../../src/version-archive/index.js';
import { describeOnBothEngines } from '../engines.js';
import { FixedClock } from '../fakes/fixed-clock.js';
import { RecordedOutbox } from '../fakes/recorded-outbox.js';
import { ScriptedDocumentServer } from './editor-connector-server.js';

const SPAN_SECONDS = 300;
const SPAN_MS = SPAN_SECONDS * 1000;
const GOING_ON = new AbortController().signal;

describe('autosave', () => {
  let server: ScriptedDocumentServer;
  let http: HttpDocumentServer;

  beforeAll(async () => {
    server = await ScriptedDocumentServer.start();
    const secrets = { signingSecret: new Secret(server.secret), acceptedSecrets: [] };
    const tokens = new JwtDocumentServerTokens(hs256Service(), secrets, new SystemClock());
    http = new HttpDocumentServer(tokens, server.url);
  });
  afterAll(async () => {
    await http.onApplicationShutdown();
    await server.stop();
  });

  describeOnBothEngines('with two instances', (under) => {
    const clock = new FixedClock();
    let presence: KyselyEditingPresence;
    let keys: KyselyDocumentKeys;
    let instances: Autosave[];
    let metrics: Metrics;
    let figures: AutosaveFigures;
    let warnings: object[];
    let asked: { key: string; atMs: number }[];
    let instance: (seconds?: number) => Autosave;

    beforeEach(async () => {
      const database = await under.open();
      presence = new KyselyEditingPresence(database, clock, new RecordedOutbox());
      keys = new KyselyDocumentKeys(database, clock);
      const turns = new KyselyAutosaveTurns(database);
      metrics = new Metrics();
      warnings = [];
      asked = [];
      figures = new AutosaveFigures({ autosaveSeconds: SPAN_SECONDS }, metrics);
      const logger = { log: () => undefined, warn: (fields: object) => void warnings.push(fields) };
      instance = (autosaveSeconds = SPAN_SECONDS) => {
        const settings = { autosaveSeconds };
        return new Autosave({ presence, turns, server: http, figures, clock, logger, settings });
      };
      instances = [instance(), instance()];
      server.errorOf = ({ c, key }) => {
        if (c === 'forcesave') asked.push({ key: String(key), atMs: clock.nowMs() });
        return 0;
      };
    });

    const open = async (key: string, ...usernames: string[]): Promise<void> => {
      await keys.offer(key, { documentId: `of ${key}`, number: 1 } as Version, 'edit');
      await presence.report(`of ${key}`, key, usernames);
    };
    const openMany = async (count: number): Promise<void> => {
      for (let i = 0; i < count; i++) await open(`key-${i}`, 'alice', 'bob');
    };
    /** Time passes, and both instances work as they would in it. */
    const pass = async (ms: number): Promise<void> => {
      const everyMs = instances[0]!.everyMs;
      for (let passedMs = 0; passedMs < ms; passedMs += everyMs) {
        await Promise.all(instances.map((one) => one.run(GOING_ON)));
        clock.advance(everyMs);
      }
    };
    const askedOf = (key: string) => asked.filter((one) => one.key === key);
    const answers = async (answer: string): Promise<number> => {
      const line = new RegExp(`commands_total\\{answer="${answer}"\\} (\\d+)`);
      return Number(line.exec(await metrics.text())?.[1] ?? 0);
    };

    it('should ask once a span for what somebody has open, spread over the span', async () => {
      await openMany(20);
      await pass(4 * SPAN_MS);
      for (let i = 0; i < 20; i++) {
        const times = askedOf(`key-${i}`).map(({ atMs }) => atMs);
        expect(times.length).toBeGreaterThanOrEqual(3);
        const gaps = times.slice(1).map((atMs, n) => atMs - times[n]!);
        expect(Math.min(...gaps)).toBeGreaterThanOrEqual(SPAN_MS);
        expect(Math.max(...gaps)).toBeLessThanOrEqual(1.2 * SPAN_MS);
      }
      const atOnce = Map.groupBy(asked, ({ atMs }) => atMs);
      expect(Math.max(...[...atOnce.values()].map((some) => some.length))).toBeLessThanOrEqual(4);
      expect(server.commands.at(-1)).toMatchObject({ c: 'forcesave', userdata: 'kontor-autosave' });
      expect(await answers('saving')).toBe(asked.length);
    });

    it('should ask nothing without people, from the moment on at which they left', async () => {
      await open('left', 'alice');
      await open('stays', 'alice');
      await keys.offer('looks', { documentId: 'of looks', number: 1 } as Version, 'view');
      await presence.report('of looks', 'looks', ['bob']);
      await pass(SPAN_MS * 1.1);
      expect(askedOf('left')).toHaveLength(1);
      await presence.report('of left', 'left', []);
      await pass(3 * SPAN_MS);
      expect([askedOf('left').length, askedOf('looks').length]).toEqual([1, 0]);
      expect(askedOf('stays').length).toBeGreaterThanOrEqual(3);
    });

    it('should take "nothing to save" and unknown keys for normal answers, and a failure for one of that key', async () => {
      const errors: Record<string, number> = { 'key-0': 4, 'key-1': 1, 'key-2': 3 };
      server.errorOf = ({ key }) => {
        asked.push({ key: String(key), atMs: clock.nowMs() });
        return errors[String(key)] ?? 0;
      };
      await openMany(4);
      await pass(1.1 * SPAN_MS);
      expect(asked.map(({ key }) => key).toSorted()).toEqual([
        ...['key-0', 'key-1', 'key-2', 'key-3'],
      ]);
      expect(figures.state.isPaused).toBe(false);
      for (const answer of ['nothing-to-save', 'unknown-key', 'failed', 'saving'])
        expect([answer, await answers(answer)]).toEqual([answer, 1]);
      expect(warnings).toMatchObject([{ documentId: 'of key-2' }]);
    });

    it('should leave a Document Server alone that refuses the signature, and go on when it does not', async () => {
      server.errorOf = ({ key }) => {
        asked.push({ key: String(key), atMs: clock.nowMs() });
        return 6;
      };
      await openMany(20);
      await pass(SPAN_MS);
      // After 5, 10, 20, 40 … seconds, for each of the two; not twenty times.
      expect(asked.length).toBeLessThan(20);
      expect(await answers('refused')).toBe(asked.length);
      expect(figures.state.isPaused).toBe(true);
      server.errorOf = () => 0;
      await pass(1.5 * SPAN_MS);
      expect(figures.state.isPaused).toBe(false);
      expect(await answers('saving')).toBeGreaterThanOrEqual(20);
    });

    it('should send four at a time to one that answers slowly, and never a key twice', async () => {
      let running = 0;
      let most = 0;
      const first = Promise.withResolvers<void>();
      server.errorOf = async ({ key }) => {
        asked.push({ key: String(key), atMs: clock.nowMs() });
        most = Math.max(most, ++running);
        if (running === 4) first.resolve();
        await first.promise;
        running--;
        return 0;
      };
      instances = [instance(10), instance(10)];
      await openMany(200);
      await instances[0]!.run(GOING_ON);
      clock.advance(10_000);
      // So many are due that a pass takes ten.
      await instances[0]!.run(GOING_ON);
      expect(most).toBe(4);
      expect(new Set(asked.map(({ key }) => key)).size).toBe(asked.length);
    });

    it('should ask nothing when it is off', async () => {
      instances = [instance(0), instance(0)];
      await openMany(3);
      await Promise.all(instances.map((one) => one.run(GOING_ON)));
      clock.advance(2 * SPAN_MS);
      await Promise.all(instances.map((one) => one.run(GOING_ON)));
      expect(asked).toEqual([]);
    });
  });
});
