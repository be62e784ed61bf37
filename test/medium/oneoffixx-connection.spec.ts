import { createServer, type RequestListener, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { setInterval } from 'node:timers';
import { brotliCompressSync, deflateSync, gzipSync } from 'node:zlib';
import { afterEach, describe, expect, it } from '@jest/globals';
import {
  BackendConnection,
  jsonOf,
  type ConnectionLimits,
} from '../../src/oneoffixx/backend-connection.http.js';

const groupsRequest = { step: 'groups', method: 'GET', path: '/x', headers: {} } as const;

const open: { server?: Server; connection?: BackendConnection } = {};
afterEach(async () => {
  await open.connection?.close();
  open.server?.closeAllConnections();
  open.server?.close();
});

async function connectTo(listener: RequestListener, limits: Partial<ConnectionLimits>) {
  const server = createServer(listener);
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  const connection = new BackendConnection(`http://127.0.0.1:${port}`, limits);
  Object.assign(open, { server, connection });
  return connection;
}

const timeout = { code: 'oneoffixx/backend-timeout', data: { step: 'groups', retryable: true } };

describe('BackendConnection', () => {
  it('should not wait for an answer that does not begin', async () => {
    const connection = await connectTo(() => undefined, { silenceMs: 50 });
    await expect(connection.send(groupsRequest)).rejects.toMatchObject(timeout);
  });

  it('should not wait for an answer that does not go on', async () => {
    const connection = await connectTo((_, answer) => void answer.write('['), { silenceMs: 50 });
    await expect(connection.send(groupsRequest)).rejects.toMatchObject(timeout);
  });

  it('should not wait for an answer that never ends', async () => {
    const drip: RequestListener = (_, answer) => {
      const dripping = setInterval(() => answer.write(' '), 10);
      answer.on('close', () => clearInterval(dripping));
    };
    const connection = await connectTo(drip, { wholeMs: 150 });
    await expect(connection.send(groupsRequest)).rejects.toMatchObject(timeout);
  });

  it('should cut off an answer that is too large, and serve the next', async () => {
    const bodies = ['x'.repeat(2000), '\uFEFF[]'];
    const connection = await connectTo((_, answer) => void answer.end(bodies.shift()), {
      maxResponseBytes: 1000,
    });
    await expect(connection.send(groupsRequest)).rejects.toMatchObject({
      code: 'oneoffixx/backend-too-large',
    });
    expect(jsonOf('groups', await connection.send(groupsRequest))).toEqual([]);
  });

  describe('an answer in another encoding', () => {
    const list = [{ id: 'g', localizedName: 'Verfügungen' }];
    const text = JSON.stringify(list);
    const inUtf16 = Buffer.from(`\uFEFF${text}`, 'utf16le');
    const answering = (body: Buffer, headers: Record<string, string>) =>
      connectTo((_, answer) => void answer.writeHead(200, headers).end(body), {});

    it.each([
      ['gzip', { 'content-encoding': 'gzip' }, gzipSync(text)],
      ['deflate', { 'content-encoding': 'deflate' }, deflateSync(text)],
      ['Brotli', { 'content-encoding': 'br' }, brotliCompressSync(text)],
      ['nothing in particular', { 'content-encoding': 'identity' }, Buffer.from(text)],
      ['Latin 1', { 'content-type': 'text/json;charset=iso-8859-1' }, Buffer.from(text, 'latin1')],
      ['UTF-16', { 'content-type': 'application/json; charset=utf-16' }, inUtf16],
      ['UTF-16, the other way', {}, Buffer.from(inUtf16).swap16()],
      ['one that nobody knows', { 'content-type': 'text/json; charset=x-7' }, Buffer.from(text)],
    ] as const)('should be read: %s', async (_, headers, body) => {
      const connection = await answering(body, headers);
      expect(jsonOf('groups', await connection.send(groupsRequest))).toEqual(list);
    });

    it('should be cut off where it unpacks to too much, and refused where it does not unpack', async () => {
      const bodies = [gzipSync(Buffer.alloc(5000)), Buffer.from(text)];
      const connection = await connectTo(
        (_, answer) =>
          void answer.writeHead(200, { 'content-encoding': 'gzip' }).end(bodies.shift()),
        { maxResponseBytes: 1000 },
      );
      for (const code of ['oneoffixx/backend-too-large', 'oneoffixx/backend-not-json'])
        await expect(connection.send(groupsRequest)).rejects.toMatchObject({ code });
    });
  });

  it('should read an answer without content as none, whatever its status says', async () => {
    const statuses = [200, 204];
    const connection = await connectTo(
      (_, answer) => void answer.writeHead(statuses.shift()!).end(),
      {},
    );
    for (let asked = 0; asked < 2; asked++)
      expect(jsonOf('groups', await connection.send(groupsRequest))).toBeNull();
  });

  it('should use no more connections than it may', async () => {
    let [now, most] = [0, 0];
    const connection = await connectTo(
      (_, answer) => {
        most = Math.max(most, ++now);
        setImmediate(() => {
          now -= 1;
          answer.end('[]');
        });
      },
      { connections: 3 },
    );
    await Promise.all(Array.from({ length: 60 }, () => connection.send(groupsRequest)));
    expect(most).toBeLessThanOrEqual(3);
  });

  it('should tell what speaks no HTTP from what speaks no JSON', async () => {
    const connection = await connectTo((request) => void request.socket.end('SSH-2.0-x\r\n'), {});
    await expect(connection.send(groupsRequest)).rejects.toMatchObject({
      code: 'oneoffixx/backend-not-json',
    });
  });
});
