import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { startKontor, type RunningKontor } from '../start-kontor.js';
import { startRedis, type RunningRedis } from '../start-redis.js';

const json = (body: object) => ({
  method: 'POST',
  headers: { 'content-type': 'application/json' },
  body: JSON.stringify(body),
});

/** Few enough to be reached. */
const LIMITS = { KONTOR_REQUESTS_PER_PERSON: '6', KONTOR_REQUESTS_PER_CLIENT: '10' };

interface NewClient {
  readonly client_id: string;
  readonly client_secret: string;
}

async function addClient(
  kontor: RunningKontor,
  name: string,
  more: object = {},
): Promise<NewClient & { readonly key: string }> {
  const scopes = ['documents:read', 'act-for-people'];
  const made = await kontor.fetchAs('admin', '/api/admin/clients', json({ name, scopes, ...more }));
  const client = (await made.json()) as NewClient;
  const path = `/api/admin/clients/${client.client_id}/keys`;
  const { key } = (await (await kontor.fetchAs('admin', path, { method: 'POST' })).json()) as {
    key: string;
  };
  return { ...client, key };
}

describe('requests of people and applications', () => {
  let redis: RunningRedis;
  let kontors: RunningKontor[];
  let key: string;

  beforeAll(async () => {
    redis = await startRedis();
    const first = await startKontor({ REDIS_URL: redis.url, ...LIMITS });
    const common = { KONTOR_DATA_DIR: `${first.folder}/data` };
    kontors = [first, await startKontor({ REDIS_URL: redis.url, ...LIMITS, ...common })];
    key = (await addClient(first, 'busy')).key;
  });
  afterAll(async () => {
    for (const kontor of kontors.toReversed()) await kontor.stop();
    await redis.stop();
  });

  const ask = (kontor: RunningKontor, headers: Record<string, string>) =>
    fetch(new URL('/api/me', kontor.url), { headers });

  it('should be counted over all instances for each person, and say how they stand', async () => {
    const [one, other] = kontors as [RunningKontor, RunningKontor];
    const alice = { authorization: `Bearer ${await one.tokenOf('alice')}` };
    const first = await ask(one, alice);
    expect(first.headers.get('ratelimit-policy')).toBe('"default";q=6;w=60');
    expect(first.headers.get('ratelimit')).toMatch(/^"default";r=5;t=(60|5\d)$/);
    expect((await ask(other, alice)).headers.get('ratelimit')).toContain('r=4;');
    for (let i = 0; i < 4; i++)
      expect((await ask(i % 2 === 0 ? one : other, alice)).status).toBe(200);
    const over = await ask(other, alice);
    expect(over.status).toBe(429);
    expect(Number(over.headers.get('retry-after'))).toBeGreaterThan(0);
    expect(await over.json()).toMatchObject({ code: 'platform/too-many-requests' });
    expect((await one.fetchAs('bob', '/api/me')).status).toBe(200);
    const metrics = await other.fetchAs('admin', '/metrics');
    expect(await metrics.text()).toMatch(/kontor_rate_limited_requests_total\{caller="person"\} 1/);
  });

  it('should be counted for an application, and for each person that it acts for', async () => {
    const [one, other] = kontors as [RunningKontor, RunningKontor];
    const acting = (name: string) => ({
      authorization: `Bearer ${key}`,
      'kontor-on-behalf-of': name,
    });
    // Alice used up her own; what the application asks for her is counted apart.
    for (let i = 0; i < 6; i++) expect((await ask(one, acting('alice'))).status).toBe(200);
    expect((await ask(other, acting('alice'))).status).toBe(429);
    for (let i = 0; i < 3; i++) expect((await ask(other, acting('bob'))).status).toBe(200);
    const over = await ask(one, acting('bob'));
    expect(over.status).toBe(429);
    expect(((await over.json()) as { detail: string }).detail).toContain('this application');
  });

  it('should not be limited where a Document Server asks', async () => {
    const [one] = kontors as [RunningKontor];
    for (let i = 0; i < 20; i++) {
      const answer = await fetch(new URL('/api/eurooffice/file/nothing', one.url));
      expect(answer.status).toBe(403);
    }
  });
});
