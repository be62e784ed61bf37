import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { once } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import { connect, type Socket } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DocumentServerSimulator } from '../../playground/index.js';
import { freePorts } from '../free-port.js';
import { KontorProcess } from '../kontor-process.js';

const SECRET = 'of-the-simulator-0123456789-0123456789';
const METRICS_TOKEN = 'metrics-0123456789-0123456789-0123456789';

describe('bodies that are broken or broken off', () => {
  let folder: string;
  let documentServer: DocumentServerSimulator;
  let kontor: KontorProcess;
  let token: string;

  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'kontor-forms-'));
    documentServer = await DocumentServerSimulator.start({ jwtSecret: SECRET });
    kontor = new KontorProcess({
      EUROOFFICE_URL: documentServer.url,
      EUROOFFICE_JWT_SECRET: SECRET,
      PORT: String(await freePorts()),
      KONTOR_DATA_DIR: join(folder, 'data'),
      KONTOR_METRICS_TOKEN: METRICS_TOKEN,
    });
    await kontor.start('--playground');
    const answer = await fetch(`${kontor.url}/api/auth/token`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ username: 'alice', password: 'alice' }),
    });
    token = ((await answer.json()) as { access_token: string }).access_token;
  });

  afterAll(async () => {
    await kontor.kill();
    await documentServer.dispose();
    await rm(folder, { recursive: true, force: true });
  });

  const post = (type: string, body: string, more = {}) =>
    fetch(`${kontor.url}/api/documents`, {
      method: 'POST',
      headers: { authorization: `Bearer ${token}`, 'content-type': type, ...more },
      body,
    });
  const PART = '--x\r\nContent-Disposition: form-data; name="file"; filename="a.txt"\r\n\r\n';

  it.each([
    ['without a boundary', 'multipart/form-data', `${PART}text\r\n--x--\r\n`],
    ['that ends in its file', 'multipart/form-data; boundary=x', `${PART}text`],
    ['that ends in a header', 'multipart/form-data; boundary=x', PART.slice(0, 40)],
    ['with nothing in it', 'multipart/form-data; boundary=x', '--x--\r\n'],
    ['of no parts at all', 'multipart/form-data; boundary=x', 'text'],
  ])('should say that a form %s cannot be read', async (_, type, body) => {
    for (const more of [{}, { 'idempotency-key': body.slice(0, 100).replaceAll(/\W/g, '') }]) {
      const answer = await post(type, body, more);
      expect(answer.status).toBe(400);
      expect(((await answer.json()) as { code: string }).code).toMatch(
        /^platform\/(bad-form|no-file)$/,
      );
    }
  });

  // Media types have no case.
  it.each(['Multipart/Form-Data; boundary=x', 'MULTIPART/FORM-DATA ;Boundary="x"'])(
    'should see a form in a body of the type %s, and keep the file alone',
    async (type) => {
      for (const more of [{}, { 'idempotency-key': type }]) {
        const answer = await fetch(`${kontor.url}/api/documents?title=Named.txt`, {
          method: 'POST',
          headers: { authorization: `Bearer ${token}`, 'content-type': type, ...more },
          body: `${PART}text\r\n--x--\r\n`,
        });
        expect(await answer.json()).toMatchObject({ title: 'Named.txt', size: 4 });
      }
    },
  );

  const two = (first: string, second: string) =>
    `${PART}${first}\r\n${PART.replace('a.txt', 'b.txt')}${second}\r\n--x--\r\n`;
  const titles = async (): Promise<string[]> => {
    const headers = { authorization: `Bearer ${token}` };
    const answer = await fetch(`${kontor.url}/api/documents`, { headers });
    const { documents } = (await answer.json()) as { documents: { title: string }[] };
    return documents.map(({ title }) => title);
  };

  it('should keep nothing of a form with a second file, and say so', async () => {
    const before = await titles();
    const long = 'x'.repeat(300_000);
    for (const [more, body] of [
      [{}, two('one', 'two')],
      [{}, two(long, long)],
      [{ 'idempotency-key': 'of-two-files' }, two('one', 'two')],
      [{ 'idempotency-key': 'of-two-files' }, two('one', 'two')],
    ] as const) {
      const answer = await post('multipart/form-data; boundary=x', body, more);
      expect(answer.status).toBe(400);
      expect(await answer.json()).toMatchObject({ code: 'platform/several-files' });
    }
    expect(await titles()).toEqual(before);
  });

  it('should keep a file whose form goes on with other fields, or ends without its last dashes', async () => {
    const field = '--x\r\nContent-Disposition: form-data; name="note"\r\n\r\nmore\r\n';
    for (const body of [
      `${PART}text\r\n${field}--x--\r\n`,
      `${field}${PART}text\r\n--x--\r\n`,
      `${PART}text\r\n--x\r\n`,
    ]) {
      const answer = await post('multipart/form-data; boundary=x', body);
      expect([answer.status, await answer.json()]).toMatchObject([201, { size: 4 }]);
    }
  });

  const encoded = (part: string, encoding: string) =>
    part.replace('\r\n\r\n', `\r\nContent-Transfer-Encoding: ${encoding}\r\n\r\n`);
  const FIELD = '--x\r\nContent-Disposition: form-data; name="note"\r\n\r\nbW9yZQ==\r\n';

  it.each([
    ['a file', `${encoded(PART, 'base64')}dGV4dA==\r\n`],
    ['a file, in capitals,', `${encoded(PART, 'Quoted-Printable')}Gr=C3=BC\r\n`],
    ['a long file', `${encoded(PART, 'base64')}${'dGV4'.repeat(100_000)}\r\n`],
    ['a file in an unknown way', `${encoded(PART, 'x-uuencode')}#0V%T\r\n`],
    ['a text before the file', `${encoded(FIELD, 'base64')}${PART}text\r\n`],
    ['a text behind the file', `${PART}text\r\n${encoded(FIELD, 'base64')}`],
  ])('should keep nothing of a form that encodes %s, and say so', async (what, parts) => {
    const before = await titles();
    const repeated = { 'idempotency-key': what.replaceAll(/\W/g, '-') };
    for (const more of [{}, repeated, repeated]) {
      const answer = await post('multipart/form-data; boundary=x', `${parts}--x--\r\n`, more);
      expect([answer.status, await answer.json()]).toMatchObject([
        400,
        { code: 'platform/encoded-part' },
      ]);
    }
    expect(await titles()).toEqual(before);
  });

  it.each(['7bit', '8BIT', 'Binary', ' binary '])(
    'should keep a file whose part says %j, as it is',
    async (encoding) => {
      const body = `${encoded(FIELD, encoding)}${encoded(PART, encoding)}dGV4dA==\r\n--x--\r\n`;
      const answer = await post('multipart/form-data; boundary=x', body);
      expect([answer.status, await answer.json()]).toMatchObject([201, { size: 8 }]);
    },
  );

  it('should keep no encoded file of a form of the list, and answer in words', async () => {
    const before = await titles();
    const answer = await fetch(`${kontor.url}/documents`, {
      method: 'POST',
      headers: {
        authorization: `Bearer ${token}`,
        'content-type': 'multipart/form-data; boundary=x',
      },
      body: `${encoded(PART, 'base64')}dGV4dA==\r\n${PART}text\r\n--x--\r\n`,
    });
    expect(answer.status).toBe(400);
    expect(await titles()).toEqual(before);
  });

  async function leaveAfter(type: string, body: string, path: string): Promise<void> {
    const socket: Socket = connect(Number(new URL(kontor.url).port), '127.0.0.1');
    await once(socket, 'connect');
    const head = [
      `POST ${path} HTTP/1.1`,
      'Host: 127.0.0.1',
      `Authorization: Bearer ${token}`,
      `Content-Type: ${type}`,
      'Content-Length: 1000000',
    ];
    socket.write(`${head.join('\r\n')}\r\n\r\n${body}`, () => socket.resetAndDestroy());
    await once(socket, 'close');
  }

  async function openConnections(): Promise<number> {
    const headers = { authorization: `Bearer ${METRICS_TOKEN}`, connection: 'close' };
    const metrics = await (await fetch(`${kontor.url}/metrics`, { headers })).text();
    return Number(/^kontor_http_connections (\d+)$/m.exec(metrics)?.[1]);
  }

  it('should log no fault of ours when a client leaves', async () => {
    const before = await openConnections();
    await leaveAfter(
      'multipart/form-data; boundary=x',
      `${PART}${'x'.repeat(10_000)}`,
      '/api/documents',
    );
    await leaveAfter('application/octet-stream', 'x'.repeat(10_000), '/api/documents?title=a.txt');
    await leaveAfter('application/json', '{"file_id":', '/api/eurooffice/session');
    while ((await openConnections()) > before)
      await new Promise((resolve) => setTimeout(resolve, 50));
    // Whatever was still to be said of them is said before the next answer.
    expect((await post('text/plain', 'x')).status).toBe(400);
    expect(kontor.output).not.toMatch(/"level":50|"stack"/);
  });
});
