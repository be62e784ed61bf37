import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { startKontor, type RunningKontor } from '../start-kontor.js';

const LIMIT = 1_000_000;
/** Many times what sockets buffer: the server must take the rest in, or nobody ever gets an answer. */
const HUGE = Buffer.alloc(8 * LIMIT, 'A');
const SOON_MS = 120_000;

describe('an upload that is refused', () => {
  let kontor: RunningKontor;

  beforeAll(async () => {
    kontor = await startKontor({ KONTOR_MAX_FILE_BYTES: String(LIMIT) });
  });

  afterAll(() => kontor.stop());

  const form = (name: string, bytes: Buffer): FormData => {
    const data = new FormData();
    data.set('file', new Blob([Uint8Array.from(bytes)]), name);
    return data;
  };
  const half = HUGE.subarray(0, LIMIT / 2);

  it.each<[string, string, () => RequestInit, number]>([
    ['announced as too large', '?title=a.txt', () => ({ body: HUGE }), 413],
    [
      'found to be too large',
      '?title=a.txt',
      () => ({ body: new Blob([HUGE]).stream(), duplex: 'half' }) as RequestInit,
      413,
    ],
    ['too large in a form', '', () => ({ body: form('a.txt', HUGE) }), 413],
    ['of another format in a form', '', () => ({ body: form('a.docx', half) }), 422],
    ['of an unknown format in a form', '', () => ({ body: form('a.exe', half) }), 415],
    [
      'in a form without a boundary',
      '',
      () => ({ body: half, headers: { 'content-type': 'multipart/form-data' } }),
      400,
    ],
    [
      'in a form that ends early',
      '',
      () => ({
        body: `--x\r\ncontent-disposition: form-data; name="file"; filename="a.txt"\r\n\r\nhalf`,
        headers: { 'content-type': 'multipart/form-data; boundary=x' },
      }),
      400,
    ],
    [
      'in a form that ends before its file',
      '',
      () => ({ body: '--x\r\n', headers: { 'content-type': 'multipart/form-data; boundary=x' } }),
      400,
    ],
    ['of an unknown format', '?title=a.exe', () => ({ body: half }), 415],
  ])('should be answered with the reason when %s', async (_, query, init, status) => {
    const response = await kontor.fetchAs('alice', `/api/documents${query}`, {
      method: 'POST',
      signal: AbortSignal.timeout(SOON_MS),
      ...init(),
    });
    expect(response.status).toBe(status);
    expect(await response.json()).toMatchObject({ status, detail: expect.any(String) });
  });
});
