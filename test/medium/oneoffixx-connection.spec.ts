import { createServer, type RequestListener, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { setInterval } from 'node:timers';
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
