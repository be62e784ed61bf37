import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { sql } from 'kysely';
import { Database } from '../../src/platform/database/database.js';
import { Instances } from '../instances.js';
import { startKontor, type RunningKontor } from '../start-kontor.js';

/** `npm run soak -- idempotency` asks for more. */
const CREATIONS = Number(process.env.SOAK_IDEMPOTENCY ?? 30);
const AT_A_TIME = 8;
const TIMEOUT_MS = 300_000 + CREATIONS * 1_000;

interface Replayed {
  readonly status: number;
  readonly replayed: string | null;
  readonly location: string | null;
  readonly text: string;
}

const readOf = async (answer: Response): Promise<Replayed> => ({
  status: answer.status,
  replayed: answer.headers.get('idempotency-replayed'),
  location: answer.headers.get('location'),
  text: await answer.text(),
});

describe('three instances', () => {
  let instances: Instances;

  beforeAll(async () => {
    instances = await Instances.start(3);
  });
  afterAll(() => instances?.stop());

  it(
    'should create one document of what is sent three times at once',
    async () => {
      const ids = new Set<string>();
      const create = async (number: number): Promise<void> => {
        const headers = { 'idempotency-key': `creation ${number}` };
        // By turns: bytes that are streamed, and JSON.
        const send = ({ url }: { readonly url: string }) =>
          number % 2 === 0
            ? instances.call(
                `/api/documents?title=Once-${number}.txt`,
                { method: 'POST', body: `text ${number}`, headers },
                url,
              )
            : instances.call(
                '/api/documents/blank',
                {
                  method: 'POST',
                  headers: { ...headers, 'content-type': 'application/json' },
                  body: JSON.stringify({ title: `Once-${number}.docx`, file_type: 'docx' }),
                },
                url,
              );
        const answers = await Promise.all(
          instances.all.map(async (one) => readOf(await send(one))),
        );
        expect(answers.map(({ status }) => status)).toEqual([201, 201, 201]);
        expect(new Set(answers.map(({ text }) => text)).size).toBe(1);
        expect(new Set(answers.map(({ location }) => location)).size).toBe(1);
        expect(answers.filter(({ replayed }) => replayed === 'true')).toHaveLength(2);
        ids.add((JSON.parse(answers[0]!.text) as { id: string }).id);
      };
      const numbers = Array.from({ length: CREATIONS }, (_, i) => i);
      await Promise.all(
        Array.from({ length: AT_A_TIME }, async () => {
          for (let next = numbers.pop(); next !== undefined; next = numbers.pop())
            await create(next);
        }),
      );
      expect(ids.size).toBe(CREATIONS);
      expect(await countDocuments()).toBe(CREATIONS);
    },
    TIMEOUT_MS,
  );

  async function countDocuments(): Promise<number> {
    let count = 0;
    let cursor: string | null = '';
    while (cursor !== null) {
      const from: string = cursor === '' ? '' : `&cursor=${encodeURIComponent(cursor)}`;
      const page = (await (
        await instances.call(`/api/documents?q=Once&limit=200${from}`)
      ).json()) as { documents: unknown[]; next_cursor: string | null };
      count += page.documents.length;
      cursor = page.next_cursor;
    }
    return count;
  }
});

describe('a request with an Idempotency-Key', () => {
  let kontor: RunningKontor;

  beforeAll(async () => {
    kontor = await startKontor();
  });
  afterAll(() => kontor.stop());

  const post = async (path: string, key: string, init: RequestInit, who = 'alice') => {
    const headers = { ...(init.headers as object), 'idempotency-key': key };
    return readOf(await kontor.fetchAs(who, path, { method: 'POST', ...init, headers }));
  };
  const upload = (key: string, body: string, title = 'Same.txt', who = 'alice') =>
    post(`/api/documents?title=${title}`, key, { body }, who);
  const json = (body: object): RequestInit => ({
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify(body),
  });

  it('should be answered again, as it was', async () => {
    const key = randomUUID();
    const first = await upload(key, 'text');
    expect([first.status, first.replayed]).toEqual([201, null]);
    expect(await upload(key, 'text')).toEqual({ ...first, replayed: 'true' });
  });

  it('should be refused when the body, the address or the length is another', async () => {
    const key = randomUUID();
    expect((await upload(key, 'text')).status).toBe(201);
    const refused = [
      await upload(key, 'texT'),
      await upload(key, 'text and more'),
      await upload(key, ''),
      await upload(key, 'text', 'Other.txt'),
      await post('/api/documents/blank', key, json({ title: 'A', file_type: 'docx' })),
    ];
    for (const { status, text } of refused) {
      expect(status).toBe(422);
      expect(JSON.parse(text)).toMatchObject({ code: 'platform/idempotency-key-reused' });
    }
  });

  it('should be each person’s own', async () => {
    const key = randomUUID();
    const [first, second] = [await upload(key, 'a'), await upload(key, 'b', 'Same.txt', 'bob')];
    expect([first.status, second.status]).toEqual([201, 201]);
    expect(second.replayed).toBeNull();
  });

  it('should know a form by its file, whatever the boundary', async () => {
    const key = randomUUID();
    const form = (text: string) => {
      const body = new FormData();
      body.set('file', new File([text], 'Form.txt'));
      return { body };
    };
    const first = await post('/api/documents', key, form('text'));
    expect(first.status).toBe(201);
    expect(await post('/api/documents', key, form('text'))).toEqual({ ...first, replayed: 'true' });
    expect((await post('/api/documents', key, form('other'))).status).toBe(422);
  });

  it('should be the first again where nothing was done', async () => {
    const key = randomUUID();
    const { text } = await upload(randomUUID(), 'text', 'Busy.txt');
    const { id } = JSON.parse(text) as { id: string };
    const convert = () => post(`/api/documents/${id}/convert`, key, json({ to: 'docx' }));
    const opened = await post('/api/eurooffice/session', randomUUID(), json({ file_id: id }));
    expect(opened.status).toBe(201);
    const missing = await post('/api/documents/x/restore', key, {});
    expect([missing.status, missing.replayed]).toEqual([404, null]);
    expect((await post('/api/documents/x/restore', key, {})).replayed).toBe('true');
    expect((await convert()).status).toBe(422);
  });

  it.each([
    ['nothing', ''],
    ['more than 200 characters', 'x'.repeat(201)],
  ])('should not have %s as its key', async (_, key) => {
    const { status, text } = await upload(key, 'text');
    expect(status).toBe(400);
    expect(JSON.parse(text)).toMatchObject({ code: 'platform/bad-idempotency-key' });
  });

  it('should leave no readable answer, body or key in the database', async () => {
    const key = `key-${randomUUID()}`;
    const { text } = await upload(randomUUID(), 'text', 'Opened.docx.txt');
    const { id } = JSON.parse(text) as { id: string };
    const opened = await post('/api/eurooffice/session', key, json({ file_id: id }));
    expect(opened.status).toBe(201);
    const { config } = JSON.parse(opened.text) as { config: { token: string } };
    const { rows } = await sql`select * from idempotency_keys`.execute(
      kontor.app.get(Database).kysely,
    );
    const stored = JSON.stringify(rows);
    expect(rows.length).toBeGreaterThan(0);
    for (const secret of [key, config.token, id, Buffer.from(id).toString('base64')])
      expect(stored).not.toContain(secret);
  });
});
