import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { once } from 'node:events';
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { text } from 'node:stream/consumers';
import { decodeProtectedHeader, jwtVerify } from 'jose';
import { Kontor, NoAnswerError, PreconditionFailedError, type Content } from './index.js';

let server: Server;
let take: (request: IncomingMessage, response: ServerResponse) => void;
let url: string;

beforeEach(async () => {
  server = createServer((request, response) => take(request, response));
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
});

afterEach(() => {
  server.closeAllConnections();
  server.close();
});

describe('a download whose connection is cut', () => {
  const whole = Buffer.from(Array.from({ length: 300_000 }, (_, index) => index % 251));
  const CUTS = [100_000, 200_000];
  let asked: (string | undefined)[];
  let etag: string;

  /** Cuts at each of `CUTS`, after what lies before it was sent. */
  const resumable = (request: IncomingMessage, response: ServerResponse): void => {
    const { range, 'if-range': ifRange } = request.headers;
    asked.push(range);
    const isPart = range !== undefined && ifRange === etag;
    const from = isPart ? Number(/^bytes=(\d+)-$/.exec(range)![1]) : 0;
    const headers = {
      ...{ etag, 'accept-ranges': 'bytes', 'content-length': String(whole.length - from) },
      ...(isPart && { 'content-range': `bytes ${from}-${whole.length - 1}/${whole.length}` }),
    };
    response.writeHead(isPart ? 206 : 200, headers);
    const cut = CUTS.find((at) => at > from);
    if (cut === undefined) return void response.end(whole.subarray(from));
    response.write(whole.subarray(from, cut), () => setImmediate(() => response.destroy()));
  };

  beforeEach(() => {
    asked = [];
    etag = '"one"';
    take = resumable;
  });

  const download = (more = {}) =>
    new Kontor({ url, apiKey: 'key', ...more }).documents.content('1');

  it('should go on where it was cut, and tell progress of the whole', async () => {
    const seen: number[] = [];
    const kontor = new Kontor({ url, apiKey: 'key' });
    const onProgress = ({ bytes }: { bytes: number }) => seen.push(bytes);
    const bytes = await (await kontor.documents.content('1', {}, { onProgress })).bytes();
    expect(Buffer.from(bytes).equals(whole)).toBe(true);
    expect(seen.at(-1)).toBe(whole.length);
    expect(asked).toHaveLength(3);
    expect(asked[0]).toBeUndefined();
    expect(asked.slice(1).every((range) => /^bytes=[1-9]\d*-$/.test(range!))).toBe(true);
  });

  it('should not mix two contents', async () => {
    take = (request, response) => {
      resumable(request, response);
      etag = '"another"';
    };
    const failure: unknown = await (await download()).bytes().catch((error: unknown) => error);
    expect(failure).toBeInstanceOf(PreconditionFailedError);
    expect(failure).toMatchObject({ code: 'client/content-changed' });
  });

  it.each([
    ['without ranges', { etag: '"one"' }],
    ['whose tag is weak', { etag: 'W/"one"', 'accept-ranges': 'bytes' }],
  ])('should say so with content %s', async (_, headers) => {
    take = (request, response) => {
      asked.push(request.headers.range);
      response.writeHead(200, headers);
      response.write('some', () => setImmediate(() => response.destroy()));
    };
    await expect((await download()).bytes()).rejects.toThrow(NoAnswerError);
    expect(asked).toEqual([undefined]);
  });

  it('should come to an end when nothing moves any more', async () => {
    take = (request, response) => {
      const { range } = request.headers;
      asked.push(range);
      const headers = { etag, 'accept-ranges': 'bytes' };
      const part = { 'content-range': `bytes ${/\d+/.exec(range ?? '')?.[0]}-9/10` };
      response.writeHead(range === undefined ? 200 : 206, { ...headers, ...(range && part) });
      if (range === undefined) response.write('some');
      else response.flushHeaders();
      setImmediate(() => response.destroy());
    };
    await expect((await download({ retries: 2 })).bytes()).rejects.toThrow(NoAnswerError);
    expect(asked).toHaveLength(3);
    asked = [];
    await expect((await download({ retries: 0 })).bytes()).rejects.toThrow(NoAnswerError);
    expect(asked).toHaveLength(1);
  });
});

describe('content that is sent', () => {
  it('should be a text, in UTF-8', async () => {
    const bodies: string[] = [];
    take = (request, response) =>
      void text(request).then((body) => {
        bodies.push(body);
        response.writeHead(201, { 'content-type': 'application/json' }).end('{"id":"1"}');
      });
    const kontor = new Kontor({ url, apiKey: 'key' });
    await kontor.documents.create({ title: 'a.txt', content: 'Grüsse\n' });
    await kontor.documents.create({ title: 'a.txt', content: '' });
    expect(bodies).toEqual(['Grüsse\n', '']);
  });

  it.each([[{}], [7], [null], [[1, 2]], [() => 'no stream']])(
    'should be refused before it is sent when it is %p',
    async (content) => {
      take = () => {
        throw new Error('sent');
      };
      const kontor = new Kontor({ url, apiKey: 'key', retries: 0 });
      const sent = kontor.documents.create({
        title: 'a.txt',
        content: content as unknown as Content,
      });
      await expect(sent).rejects.toThrow(/give a text, bytes, a Blob, a stream/);
    },
  );
});

describe('an application with a key of its own', () => {
  it.each([
    ['RS256', { name: 'RSASSA-PKCS1-v1_5', hash: 'SHA-256', ...rsa() }],
    ['PS384', { name: 'RSA-PSS', hash: 'SHA-384', ...rsa() }],
    ['ES256', { name: 'ECDSA', namedCurve: 'P-256' }],
    ['ES512', { name: 'ECDSA', namedCurve: 'P-521' }],
    ['EdDSA', { name: 'Ed25519' }],
  ])('should get its token with a JWT of %s, a new one each time', async (alg, algorithm) => {
    const made = await crypto.subtle.generateKey(algorithm as EcKeyGenParams, false, [
      'sign',
      'verify',
    ]);
    const { privateKey, publicKey } = made;
    const assertions: string[] = [];
    take = (request, response) =>
      void text(request).then((body) => {
        response.setHeader('content-type', 'application/json');
        if (request.url !== '/oauth/token') return response.end('{"username":"client:app"}');
        expect(request.headers.authorization).toBeUndefined();
        const form = new URLSearchParams(body);
        expect(form.get('client_assertion_type')).toBe(
          'urn:ietf:params:oauth:client-assertion-type:jwt-bearer',
        );
        assertions.push(form.get('client_assertion')!);
        return response.end('{"access_token":"token","expires_in":3600}');
      });
    for (const _ of [1, 2])
      await new Kontor({ url, clientId: 'app', privateKey, keyId: 'k1' }).people.me();
    expect(decodeProtectedHeader(assertions[0]!)).toEqual({ alg, typ: 'JWT', kid: 'k1' });
    const checks = { audience: `${url}/oauth/token`, issuer: 'app', subject: 'app' };
    const read = await Promise.all(assertions.map((each) => jwtVerify(each, publicKey, checks)));
    const [one, other] = read.map(({ payload }) => payload);
    expect(one!.exp! - one!.iat!).toBe(60);
    expect(one!.jti).not.toBe(other!.jti);
  });

  it('should be told that a key cannot sign', async () => {
    const key = await crypto.subtle.generateKey({ name: 'AES-GCM', length: 256 }, false, [
      'encrypt',
    ]);
    const kontor = new Kontor({ url, clientId: 'app', privateKey: key });
    await expect(kontor.people.me()).rejects.toThrow('A key for AES-GCM cannot sign');
  });
});

function rsa() {
  return { modulusLength: 2048, publicExponent: new Uint8Array([1, 0, 1]) };
}
