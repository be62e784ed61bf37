import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { badRequests, type BadRequest } from '../bad-input.js';
import { nameOf, operations, type Operation } from '../operations.js';
import { startPostgres, type RunningPostgres } from '../start-postgres.js';
import { startKontor, type RunningKontor } from '../start-kontor.js';

/** `npm run soak -- fuzz` sends more. */
const COUNT = Number(process.env.SOAK_FUZZ ?? 15);
const seed = process.env.FUZZ_SEED === undefined ? undefined : Number(process.env.FUZZ_SEED);
const TIMEOUT_MS = 300_000 + COUNT * 3_000;

interface Answered {
  readonly status: number;
  readonly type: string;
  readonly text: string;
}

// PostgreSQL refuses texts and numbers that SQLite takes.
describe.each(['SQLite', 'PostgreSQL'])('input that does not fit, on %s', (engine) => {
  let postgres: RunningPostgres | undefined;
  let kontor: RunningKontor;
  const ids: string[] = [];

  beforeAll(async () => {
    if (engine === 'PostgreSQL') postgres = await startPostgres();
    kontor = await startKontor({
      KONTOR_REQUESTS_PER_MINUTE: '0',
      ...(postgres && { DATABASE_URL: await postgres.createDatabase() }),
    });
    for (const title of ['Fuzz.docx', 'Fuzz.xlsx', 'Fuzz.txt']) {
      const [, kind = ''] = title.split('.');
      const made = await kontor.fetchAs('admin', '/api/documents/blank', {
        method: 'POST',
        headers: { 'content-type': 'application/json' },
        body: JSON.stringify({ title, file_type: kind }),
      });
      ids.push(((await made.json()) as { id: string }).id);
    }
  });
  afterAll(async () => {
    await kontor.stop();
    await postgres?.stop();
  });

  const send = async ({ address, method, headers, body }: BadRequest): Promise<Answered> => {
    const init: RequestInit = { method, headers, redirect: 'manual' };
    if (body !== undefined) init.body = body;
    const answer = await kontor.fetchAs('admin', address, init);
    // Some of it signs out.
    if (answer.status === 401) kontor.signInAgain('admin');
    const text = await answer.text();
    return { status: answer.status, type: answer.headers.get('content-type') ?? '', text };
  };

  it.each(operations.map((operation) => [nameOf(operation), operation] as const))(
    'should be answered well by %s',
    async (_, operation) => {
      const property = fc.asyncProperty(badRequests(operation, ids), async (request) => {
        expectGood(operation, await send(request));
      });
      await fc.assert(property, { numRuns: COUNT, ...(seed === undefined ? {} : { seed }) });
    },
    TIMEOUT_MS,
  );
});

function expectGood({ method, path, codes }: Operation, { status, type, text }: Answered): void {
  if (status >= 500) throw new Error(`${status}: ${text.slice(0, 1000)}`);
  if (status < 400 || method === 'HEAD' || hasOwnForm(path)) return;
  expect(type).toContain('application/problem+json');
  const problem = JSON.parse(text) as { status: number; code: string };
  expect(problem.status).toBe(status);
  // Only codes that the description has for this operation.
  expect(codes[status] ?? []).toContain(problem.code);
}

/** What the Document Server and desktop programs call, whose errors have a form of their own. */
const hasOwnForm = (path: string): boolean =>
  /^\/(?:documents\/|oc_|api\/eurooffice\/(?:callback|file|probe)\/)/.test(path);
