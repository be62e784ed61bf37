import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { setTimeout as delay } from 'node:timers/promises';
import { SavingDocumentServer, type EditorSession } from '../fakes/saving-document-server.js';
import { startKontor, type RunningKontor } from '../start-kontor.js';
import { startPostgres, type RunningPostgres } from '../start-postgres.js';

const WRITERS = 5;

interface Writer {
  readonly documentId: string;
  readonly session: EditorSession;
  /** Texts whose save was acknowledged, in order. */
  readonly saved: string[];
  refused: number;
}

describe('PostgreSQL failing under load', () => {
  let postgres: RunningPostgres;
  let server: SavingDocumentServer;
  let kontor: RunningKontor;
  let writers: Writer[];
  const stopping = new AbortController();
  let running: Promise<unknown>;

  beforeAll(async () => {
    postgres = await startPostgres();
    server = new SavingDocumentServer();
    await server.start();
    kontor = await startKontor({
      DATABASE_URL: await postgres.createDatabase(),
      EUROOFFICE_URL: server.url,
      EUROOFFICE_JWT_SECRET: server.secret,
    });
    writers = await Promise.all(Array.from({ length: WRITERS }, (_, n) => writerOf(n)));
    running = Promise.all(writers.map(write));
  });

  afterAll(async () => {
    await kontor.stop();
    await server.stop();
    await postgres.stop();
  });

  const json = async (path: string, init?: RequestInit) =>
    (await kontor.fetchAs('alice', path, init)).json();

  async function writerOf(n: number): Promise<Writer> {
    const init = { method: 'POST', body: 'before' };
    const { id } = (await json(`/api/documents?title=note-${n}.txt`, init)) as { id: string };
    const session = (await json('/api/eurooffice/session', {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ file_id: id }),
    })) as EditorSession;
    return { documentId: id, session, saved: [], refused: 0 };
  }

  /** Saves again and again; like the Document Server, delivers the same again after a 503. */
  async function write(writer: Writer): Promise<void> {
    const { key } = writer.session.config.document;
    for (let n = 1; !stopping.signal.aborted; n++) {
      const text = `${key} ${n}`;
      const fields = { status: 6, filetype: 'txt', user: 'alice' };
      const report = server.offer(key, Buffer.from(text), fields);
      for (;;) {
        const answer = await server.post(writer.session, report);
        if (answer?.error === 0) break;
        expect(answer).toEqual({ status: 503, error: 1 });
        writer.refused++;
        await delay(50);
      }
      writer.saved.push(text);
    }
  }

  const everyone = (passes: (writer: Writer) => boolean) =>
    until(() => Promise.resolve(writers.every(passes)));
  const isReady = async () => (await fetch(`${kontor.url}/health/ready`)).status === 200;

  it('should answer 503 while it is unavailable, and continue when it returns', async () => {
    await everyone(({ saved }) => saved.length >= 3);
    await postgres.halt();
    await everyone(({ refused }) => refused >= 3);
    const answer = await kontor.fetchAs('alice', '/api/documents');
    expect(answer.status).toBe(503);
    expect(answer.headers.get('retry-after')).toBe('2');
    expect(await answer.json()).toMatchObject({ code: 'platform/database-away' });
    expect(await isReady()).toBe(false);

    const before = writers.map(({ saved }) => saved.length);
    await postgres.resume();
    await everyone((writer) => writer.saved.length >= before[writers.indexOf(writer)]! + 3);
    expect(await isReady()).toBe(true);
    stopping.abort();
    await running;
  });

  it('should have lost nothing, and made nothing twice', async () => {
    for (const { documentId, saved } of writers) {
      const path = `/api/documents/${documentId}/versions`;
      const { versions } = (await json(path)) as { versions: { number: number; state: string }[] };
      expect(versions.filter(({ state }) => state === 'current')).toHaveLength(1);
      expect(versions.map(({ number }) => number).toReversed()).toEqual(
        Array.from({ length: saved.length + 1 }, (_, n) => n + 1),
      );
      const texts = await Promise.all(
        saved.map(async (_, n) => {
          const version = `/api/documents/${documentId}/content?version=${n + 2}`;
          return (await kontor.fetchAs('alice', version)).text();
        }),
      );
      expect(texts).toEqual(saved);
    }
  });
});

async function until(passes: () => Promise<boolean>): Promise<void> {
  const giveUpAt = Date.now() + 180_000;
  while (!(await passes())) {
    if (Date.now() > giveUpAt) throw new Error('what was waited for did not come within a minute');
    await delay(20);
  }
}
