import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { once } from 'node:events';
import { connect, type Socket } from 'node:net';
import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import { startKontor, type RunningKontor } from '../start-kontor.js';

const STALL_SECONDS = 3;

/** What was sent from here lies in the same process until it is collected. */
function collectGarbage(): void {
  setFlagsFromString('--expose-gc');
  (runInNewContext('gc') as () => void)();
}

describe('callers who are not known', () => {
  let kontor: RunningKontor;

  beforeAll(async () => {
    kontor = await startKontor({ KONTOR_STALL_SECONDS: String(STALL_SECONDS) });
  });

  afterAll(() => kontor.stop());

  /** A connection that says exactly that, and keeps what comes back. */
  async function say(
    text: string,
  ): Promise<{ socket: Socket; heard(): string; ended: Promise<unknown> }> {
    const socket = connect(Number(new URL(kontor.url).port), '127.0.0.1');
    let heard = '';
    socket.on('data', (bytes: Buffer) => (heard += bytes.toString('latin1')));
    socket.on('error', () => undefined);
    const ended = new Promise((resolve) => socket.once('close', resolve));
    await once(socket, 'connect');
    socket.write(text);
    return { socket, heard: () => heard, ended };
  }

  const head = (method: string, path: string, headers: readonly string[] = []) =>
    [`${method} ${path} HTTP/1.1`, 'Host: 127.0.0.1', ...headers, '', ''].join('\r\n');
  const JSON_BODY = 'Content-Type: application/json';

  async function answerTo(text: string): Promise<string> {
    const { socket, heard } = await say(text);
    while (!heard().includes('\r\n\r\n')) await once(socket, 'data');
    socket.destroy();
    return heard();
  }

  it.each([
    ['JSON', '/api/eurooffice/session', JSON_BODY],
    ['a form', '/documents/new', 'Content-Type: application/x-www-form-urlencoded'],
    ['a file', '/api/documents?title=a.txt', 'Content-Type: application/octet-stream'],
    ['a file in a form', '/api/documents', 'Content-Type: multipart/form-data; boundary=x'],
    ['a text', '/api/settings', 'Content-Type: text/plain'],
    ['something else', '/api/settings', 'Content-Type: video/mp4'],
    [
      'a piece of an upload',
      '/documents/x/@tus-upload/y',
      'Content-Type: application/offset+octet-stream',
    ],
    ['a callback', '/api/eurooffice/callback/x?cap=y', JSON_BODY],
  ])('should be refused before they have sent a byte of %s', async (_, path, type) => {
    const method = path.includes('settings') || path.includes('tus') ? 'PATCH' : 'POST';
    const answer = await answerTo(head(method, path, [type, 'Content-Length: 4000000']));
    expect(answer).toMatch(/^HTTP\/1\.1 (401|403) /);
  });

  it('should be refused for a large body where they may send one', async () => {
    const answer = await answerTo(
      head('POST', '/api/auth/token', [JSON_BODY, 'Content-Length: 70000']),
    );
    expect(answer).toMatch(/^HTTP\/1\.1 413 /);
    expect(answer).toContain('platform/too-large');
    const chunk = `8000\r\n${'x'.repeat(0x8000)}\r\n`;
    const chunked = head('POST', '/api/auth/token', [JSON_BODY, 'Transfer-Encoding: chunked']);
    expect(await answerTo(chunked + chunk.repeat(3))).toMatch(/^HTTP\/1\.1 413 /);
  });

  it('should hold no memory, however many of them are slow', async () => {
    collectGarbage();
    const before = process.memoryUsage();
    const slow = await Promise.all(
      Array.from({ length: 200 }, (_, i) =>
        say(
          head('POST', i % 2 === 0 ? '/api/eurooffice/session' : '/api/documents', [
            JSON_BODY,
            'Content-Length: 4000000',
          ]) + 'x'.repeat(500_000),
        ),
      ),
    );
    await Promise.all(slow.map(({ ended }) => ended));
    for (const { heard } of slow) expect(heard()).toMatch(/^HTTP\/1\.1 401 /);
    collectGarbage();
    const after = process.memoryUsage();
    expect(after.arrayBuffers - before.arrayBuffers).toBeLessThan(40 * 1024 * 1024);
  });

  it('should be let go when they stop sending, or never begin', async () => {
    const begun = await say(
      `${head('POST', '/api/auth/token', [JSON_BODY, 'Content-Length: 100'])}{`,
    );
    const silent = await say('');
    const half = await say('GET / HTTP/1.1\r\nHost: 127.0.0.1\r\n');
    await Promise.all([begun.ended, silent.ended, half.ended]);
    expect(begun.heard()).toMatch(/^HTTP\/1\.1 408 /);
    expect(await metric('kontor_http_refused_total{reason="slow-body"}')).toBeGreaterThan(0);
    // Two connections did not complete their headers: one sent none, the other a part.
    expect(await metric('kontor_http_refused_total{reason="slow-headers"}')).toBe(2);
  });

  it('should be let go when they ask and never take the answer', async () => {
    const { id } = (await (
      await kontor.fetchAs('alice', '/api/documents?title=large.txt', {
        method: 'POST',
        body: 'x'.repeat(30_000_000),
      })
    ).json()) as { id: string };
    const token = await kontor.tokenOf('alice');
    const socket = connect(Number(new URL(kontor.url).port), '127.0.0.1');
    await once(socket, 'connect');
    socket.write(head('GET', `/api/documents/${id}/content`, [`Authorization: Bearer ${token}`]));
    // It reads nothing, and so does not see the end either.
    while ((await metric('kontor_http_refused_total{reason="unread-answer"}')) === 0) {
      await new Promise((resolve) => setTimeout(resolve, 100));
    }
    socket.destroy();
  });

  it('should not be taken for one who sends slowly but goes on', async () => {
    const token = await kontor.tokenOf('alice');
    const bytes = 200_000;
    const { socket, heard } = await say(
      head('POST', '/api/documents?title=thin-line.txt', [
        `Authorization: Bearer ${token}`,
        `Content-Length: ${bytes}`,
      ]),
    );
    // Longer than the limit in all, with never so long a pause.
    const steps = 8;
    for (let i = 0; i < steps; i++) {
      await new Promise((resolve) => setTimeout(resolve, (STALL_SECONDS * 1000) / 4));
      socket.write('x'.repeat(bytes / steps));
    }
    while (!heard().includes('\r\n\r\n')) await once(socket, 'data');
    expect(heard()).toMatch(/^HTTP\/1\.1 201 /);
    socket.destroy();
  });

  async function metric(name: string): Promise<number> {
    const text = await (await kontor.fetchAs('admin', '/metrics')).text();
    const line = text.split('\n').find((each) => each.startsWith(name));
    return Number(line?.split(' ').at(-1) ?? 0);
  }

  it('should not read anything under a name that is not ours', async () => {
    for (const path of ['/', '/login', '/api/openapi.json', '/api/me', '/nothing']) {
      const answer = await answerTo(`GET ${path} HTTP/1.1\r\nHost: evil.example:3000\r\n\r\n`);
      expect(answer).toMatch(/^HTTP\/1\.1 421 /);
      expect(answer).toContain('platform/unknown-host');
    }
    for (const name of ['localhost', '127.0.0.1:1', '[::1]', '10.1.2.3']) {
      expect(await answerTo(`GET /login HTTP/1.1\r\nHost: ${name}\r\n\r\n`)).toMatch(
        /^HTTP\/1\.1 200 /,
      );
    }
    const health = await answerTo('GET /health/ready HTTP/1.1\r\nHost: balancer-pool-7\r\n\r\n');
    expect(health).toMatch(/^HTTP\/1\.1 200 /);
  });
});

describe('the number of requests of one address', () => {
  let kontor: RunningKontor;

  beforeAll(async () => {
    kontor = await startKontor({
      KONTOR_REQUESTS_PER_MINUTE: '5',
      KONTOR_CONNECTIONS_PER_ADDRESS: '3',
      KONTOR_TRUSTED_PROXIES: 'loopback',
    });
  });

  afterAll(() => kontor.stop());

  const ask = (from: string, path = '/login') =>
    fetch(new URL(path, kontor.url), { headers: { 'x-forwarded-for': from } });

  it('should be bounded, and say how it stands', async () => {
    const first = await ask('192.0.2.1');
    expect(first.status).toBe(200);
    expect(first.headers.get('ratelimit-policy')).toBe('"default";q=5;w=60');
    expect(first.headers.get('ratelimit')).toMatch(/^"default";r=4;t=(60|59|5\d)$/);
    for (let i = 0; i < 4; i++) await ask('192.0.2.1:4711');
    const over = await ask('192.0.2.1');
    expect(over.status).toBe(429);
    expect(over.headers.get('content-type')).toMatch('application/problem+json');
    expect(Number(over.headers.get('retry-after'))).toBeGreaterThan(0);
    expect(over.headers.get('ratelimit')).toMatch(/^"default";r=0;t=\d+$/);
    expect(await over.json()).toMatchObject({ code: 'platform/too-many-requests', status: 429 });
  });

  it('should not be one for everybody behind a proxy', async () => {
    expect((await ask('192.0.2.2')).status).toBe(200);
  });

  it('should not slow down those who look whether it is well', async () => {
    for (let i = 0; i < 10; i++) {
      expect((await ask('192.0.2.3', '/health/live')).status).toBe(200);
    }
  });

  it('should not count the connections of a proxy', async () => {
    const port = Number(new URL(kontor.url).port);
    const sockets = Array.from({ length: 10 }, () => connect(port, '127.0.0.1'));
    await Promise.all(sockets.map((socket) => once(socket, 'connect')));
    expect((await ask('192.0.2.4')).status).toBe(200);
    for (const socket of sockets) socket.destroy();
  });
});

describe('the number of connections of one address', () => {
  it('should be bounded', async () => {
    const kontor = await startKontor({ KONTOR_CONNECTIONS_PER_ADDRESS: '3' });
    const port = Number(new URL(kontor.url).port);
    const sockets: Socket[] = [];
    for (let i = 0; i < 3; i++) {
      const socket = connect(port, '127.0.0.1');
      await once(socket, 'connect');
      sockets.push(socket);
    }
    const over = connect(port, '127.0.0.1');
    over.on('error', () => undefined);
    await once(over, 'close');
    for (const socket of sockets) {
      expect(socket.destroyed).toBe(false);
      socket.destroy();
    }
    await kontor.stop();
  });
});
