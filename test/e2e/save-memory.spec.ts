import { randomBytes } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { KontorUnderTest } from '../../bench/kontor-under-test.js';
import type { EditorSession } from '../fakes/saving-document-server.js';

const MIB = 1024 * 1024;
const AT_ONCE = 20;
/** Of each file. Larger ones take longer and no more memory: 204 MiB were measured with 100. */
const FILE_MIB = 40;
const MOST_GROWTH_MIB = 300;
/** Four stripes of 4+2 blocks of 256 KiB for each save. */
const MOST_LENT_BYTES = AT_ONCE * 4 * 6 * 256 * 1024;

describe('memory while twenty people save large files', () => {
  const kontor = new KontorUnderTest({ KONTOR_AUTOSAVE_SECONDS: '0' });
  const sessions: EditorSession[] = [];
  const block = Buffer.from(randomBytes(MIB).toString('base64').slice(0, MIB));

  beforeAll(async () => {
    await kontor.start();
    for (let i = 0; i < AT_ONCE; i++)
      sessions.push(await kontor.openSession(await kontor.createDocument(`Large-${i}.txt`)));
    await kontor.save(sessions[0]!, block, 5);
  });
  afterAll(() => kontor.stop());

  it('should stay within its bound, and store each of them', async () => {
    const admin = await signedInAsAdmin(kontor);
    const before = kontor.memory().now;
    kontor.forgetPeak();
    const lent: number[] = [];
    const saved = new AbortController();
    const watching = (async () => {
      while (!saved.signal.aborted) lent.push(await lentBytes(kontor, admin));
    })();
    // `save` rejects unless the answer says that the file is stored.
    await Promise.all(sessions.map((session) => kontor.save(session, block, FILE_MIB)));
    saved.abort();
    await watching;
    expect(kontor.memory().peak - before).toBeLessThan(MOST_GROWTH_MIB);
    expect(Math.max(...lent)).toBeGreaterThan(0);
    expect(Math.max(...lent)).toBeLessThanOrEqual(MOST_LENT_BYTES);
  });
});

async function signedInAsAdmin({ url }: KontorUnderTest): Promise<Record<string, string>> {
  const response = await fetch(`${url}/api/auth/token`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: '{"username":"admin","password":"admin"}',
  });
  const { access_token: token } = (await response.json()) as { access_token: string };
  return { authorization: `Bearer ${token}` };
}

async function lentBytes(
  { url }: KontorUnderTest,
  headers: Record<string, string>,
): Promise<number> {
  const text = await (await fetch(`${url}/metrics`, { headers })).text();
  return Number(/kontor_storage_stripe_bytes\{state="lent"\} (\d+)/.exec(text)?.[1]);
}
