import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { setTimeout as delay } from 'node:timers/promises';
import { DocumentServerSimulator, type HeadlessEditor } from '../../playground/index.js';
import { Instances } from '../instances.js';

const SECRET = 'only-for-tests-only-for-tests-only-for-tests';
/** `npm run soak -- autosave` asks for 300. */
const SPAN_SECONDS = Number(process.env.SOAK_AUTOSAVE_SECONDS ?? 5);
const SPAN_MS = SPAN_SECONDS * 1000;
const SPANS = 3;
const DOCUMENTS = 20;
const LONG_MS = (SPANS + 2) * SPAN_MS + 300_000;

describe('autosave of two instances', () => {
  let server: DocumentServerSimulator;
  let instances: Instances;

  beforeAll(async () => {
    server = await DocumentServerSimulator.start({ jwtSecret: SECRET, saveDelayMs: 50 });
    instances = await Instances.start(2, {
      EUROOFFICE_URL: server.url,
      EUROOFFICE_JWT_SECRET: SECRET,
      KONTOR_AUTOSAVE_SECONDS: String(SPAN_SECONDS),
    });
  });
  afterAll(async () => {
    await instances?.stop();
    await server?.dispose();
  });

  const versionsOf = async (id: string): Promise<{ number: number; origin: string }[]> => {
    const answer = await instances.call(`/api/documents/${id}/versions`);
    return ((await answer.json()) as { versions: { number: number; origin: string }[] }).versions;
  };

  it(
    'should ask once a span for what people have open, and keep what they typed when it is killed',
    async () => {
      const ids: string[] = [];
      const editors: HeadlessEditor[] = [];
      for (let i = 0; i < DOCUMENTS; i++) {
        const id = await instances.createDocument(`Typed-${i}.txt`);
        ids.push(id);
        const session = await instances.open(id, instances.all[i % 2]!.url);
        editors.push(await server.connect(session.config));
      }
      const closed = await instances.createDocument('Closed.txt');
      const undone = await instances.createDocument('Undone.txt');
      const undoing = await server.connect((await instances.open(undone)).config);
      const endMs = Date.now() + SPANS * SPAN_MS;
      const typing = editors.slice(0, DOCUMENTS / 2);
      for (let n = 0; Date.now() < endMs; n++) {
        for (const editor of typing) await editor.type(` ${n}`);
        // A change that leaves everything as it was: the Document Server saves it, and it is no version.
        await undoing.replace(0, 1, 'f');
        await delay(SPAN_MS / 10);
      }
      const typed = typing.map(({ text }) => text);
      // Nobody types any more; one span later all of it is here.
      await delay(1.5 * SPAN_MS);
      for (const instance of instances.all) await instance.kill();

      const asked = server.commands().filter(({ c }) => c === 'forcesave');
      const byKey = Map.groupBy(asked, ({ key }) => key);
      expect(byKey.size).toBe(DOCUMENTS + 1);
      const gaps = [...byKey.values()].flatMap((some) =>
        some.slice(1).map(({ atMs }, i) => atMs - some[i]!.atMs),
      );
      // The time counts from before the command is sent; the answer may be a moment on its way.
      expect(Math.min(...gaps)).toBeGreaterThan(SPAN_MS * 0.9);
      expect(new Set(asked.map(({ error }) => error))).toEqual(new Set([0, 4]));

      for (const instance of instances.all) await instance.start('--playground');
      const contents = await Promise.all(
        ids.map(async (id) => (await instances.call(`/api/documents/${id}/content`)).text()),
      );
      expect(contents.slice(0, typed.length)).toEqual(typed);
      const counts = await Promise.all(ids.map(async (id) => (await versionsOf(id)).length));
      expect(counts.slice(typed.length)).toEqual(Array(DOCUMENTS / 2).fill(1));
      expect(await versionsOf(closed)).toHaveLength(1);
      expect(await versionsOf(undone)).toHaveLength(1);
      const stored = counts.slice(0, typed.length);
      for (const count of stored) expect(count).toBeLessThanOrEqual(SPANS + 3);
      process.stdout.write(
        `${JSON.stringify({
          ...{ spanSeconds: SPAN_SECONDS, documents: DOCUMENTS, commands: asked.length },
          nothingToSave: asked.filter(({ error }) => error === 4).length,
          ...{ shortestGapMs: Math.min(...gaps), longestGapMs: Math.max(...gaps) },
          versionsOfTyped: [Math.min(...stored), Math.max(...stored)],
        })}\n`,
      );
    },
    LONG_MS,
  );
});
