import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { gzipSync } from 'node:zlib';
import { nameOf, operations } from '../operations.js';
import { startKontor, type RunningKontor } from '../start-kontor.js';

// The Document Server and desktop programs come with secrets of their own.
const HAS_OWN_GUARD = /^\/(?:documents\/|oc_|api\/eurooffice\/(?:callback|file|lent|probe)\/)/;
const taking = operations.filter(
  ({ bodies, path }) => Object.keys(bodies).length > 0 && !HAS_OWN_GUARD.test(path),
);

describe('a body that comes packed', () => {
  let kontor: RunningKontor;

  beforeAll(async () => {
    kontor = await startKontor();
  });
  afterAll(() => kontor.stop());

  const send = (method: string, path: string, coding: string, type: string): Promise<Response> =>
    kontor.fetchAs('admin', path.replaceAll(/\{\w+\}/g, '019f0000-0000-7000-8000-000000000000'), {
      method,
      headers: { 'content-type': type, 'content-encoding': coding },
      body: gzipSync('{}'),
    });

  it.each(taking.map((operation) => [nameOf(operation), operation] as const))(
    'should be refused by %s and not be taken for what is in it',
    async (_, { method, path, bodies, codes }) => {
      const [type = ''] = Object.keys(bodies);
      for (const coding of ['gzip', 'BR', 'gzip, identity']) {
        const refused = await send(method, path, coding, type);
        expect([coding, refused.status]).toEqual([coding, 415]);
        expect(refused.headers.get('accept-encoding')).toBe('identity');
        const { code } = (await refused.json()) as { code: string };
        expect(code).toBe('platform/unsupported');
        expect(codes[415]).toContain(code);
      }
    },
  );

  it('should become no document', async () => {
    const address = '/api/documents?title=Packed.txt';
    const refused = await send('POST', address, 'gzip', 'text/plain');
    expect(refused.status).toBe(415);
    const list = await kontor.fetchAs('admin', '/api/documents?q=Packed');
    expect(await list.json()).toMatchObject({ documents: [] });
    const plain = await kontor.fetchAs('admin', address, {
      method: 'POST',
      headers: { 'content-encoding': 'identity' },
      body: 'as it is',
    });
    expect(plain.status).toBe(201);
  });
});
