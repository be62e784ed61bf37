import { afterEach, describe, expect, it } from '@jest/globals';
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { sql } from 'kysely';
import { Database } from '../../src/platform/database/database.js';
import { freePorts } from '../free-port.js';
import { KontorProcess } from '../kontor-process.js';
import { SmallDisk } from '../small-disk.js';
import { startKontor, type RunningKontor } from '../start-kontor.js';

describe('a damaged database', () => {
  it('should be said in plain words at the start, with its file and what to do', async () => {
    const folder = await mkdtemp(join(tmpdir(), 'kontor-damaged-'));
    const KONTOR_DATA_DIR = join(folder, 'data');
    const file = join(KONTOR_DATA_DIR, 'kontor.sqlite');
    await mkdir(KONTOR_DATA_DIR);
    await writeFile(file, 'no database any more '.repeat(500));
    const starting = new KontorProcess({ PORT: String(await freePorts()), KONTOR_DATA_DIR });
    await expect(starting.start('--playground')).rejects.toThrow('Kontor ended');
    expect(starting.exitedWith).toBe(1);
    expect(starting.output).toContain('The database is damaged');
    expect(starting.output).toContain(`(${file}: SQLITE_NOTADB: file is not a database)`);
    expect(starting.output).not.toMatch(/^ +at /m);
    await rm(folder, { recursive: true });
  });
});

describe('a full disk', () => {
  let kontor: RunningKontor;
  let disk: SmallDisk | undefined;

  afterEach(async () => {
    await kontor.stop();
    await disk?.unmount();
    disk = undefined;
  });

  const create = (title: string, body = 'text') =>
    kontor.fetchAs('alice', `/api/documents?title=${title}.txt`, { method: 'POST', body });
  const json = async (response: Response) => (await response.json()) as Record<string, unknown>;
  const checks = async () =>
    (await json(await kontor.fetchAs('admin', '/health/ready'))).checks as {
      name: string;
      ok: boolean;
      detail: string | null;
    }[];
  const writes = async () => (await checks()).find(({ name }) => name === 'database-writes');

  /** Until what is left in pages that are there already is used up. */
  async function untilRefused(): Promise<Response> {
    for (let i = 0; ; i++) {
      const answer = await create(`filling-${i}`);
      if (answer.status !== 201) return answer;
    }
  }

  it('should be reported, leave reading alone, and be over by itself: the database', async () => {
    kontor = await startKontor();
    const { id } = await json(await create('before'));
    const { kysely } = kontor.app.get(Database);
    const pages = await sql<{ page_count: number }>`pragma page_count`.execute(kysely);
    await sql`pragma max_page_count = ${sql.lit(pages.rows[0]!.page_count)}`.execute(kysely);

    const refused = await untilRefused();
    expect(refused.status).toBe(503);
    expect(refused.headers.get('content-type')).toContain('application/problem+json');
    expect(refused.headers.get('retry-after')).toBe('30');
    expect(await json(refused)).toMatchObject({
      code: 'platform/database-full',
      status: 503,
      detail: expect.stringContaining('was not stored'),
    });
    expect((await kontor.fetchAs('alice', `/api/documents/${id as string}/content`)).status).toBe(
      200,
    );
    expect(await writes()).toMatchObject({
      ok: false,
      detail: expect.stringContaining('no space'),
    });
    const metrics = await (await kontor.fetchAs('admin', '/metrics')).text();
    expect(metrics).toMatch(
      /kontor_database_failures_total\{code="platform\/database-full"\} [1-9]/,
    );

    await sql`pragma max_page_count = 1000000`.execute(kysely);
    expect(await writes()).toMatchObject({ ok: true });
    expect((await create('after')).status).toBe(201);
  });

  it('should be reported, and be over by itself: everything that is on it', async () => {
    disk = await SmallDisk.mount(20 * 1024);
    kontor = await startKontor({ KONTOR_DATA_DIR: join(disk.path, 'data') });
    const { id } = await json(await create('before'));
    await disk.fill();
    const refused = await untilRefused();
    expect(refused.status).toBe(503);
    expect(refused.headers.get('content-type')).toContain('application/problem+json');
    expect((await kontor.fetchAs('alice', `/api/documents/${id as string}/content`)).status).toBe(
      200,
    );

    await disk.free();
    expect((await create('after', 'x'.repeat(100_000))).status).toBe(201);
    expect(await writes()).toMatchObject({ ok: true });
    // What was read meanwhile has its entry in the audit log then.
    let actions: string[];
    do {
      const log = await kontor.fetchAs('admin', `/api/admin/audit?document=${id as string}`);
      const { entries } = (await log.json()) as { entries: { action: string }[] };
      actions = entries.map(({ action }) => action);
    } while (!actions.includes('document.downloaded'));
  });
});
