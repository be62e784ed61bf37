import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { LookupAddress } from 'node:dns';
import { createServer, type Server } from 'node:http';
import { once } from 'node:events';
import type { AddressInfo } from 'node:net';
import { HttpReceiver } from '../../src/webhooks/sending/receiver.http.js';

describe('sending an event', () => {
  let server: Server;
  let hosts: string[] = [];
  let port: number;

  beforeAll(async () => {
    server = createServer((request, response) => {
      hosts.push(request.headers.host ?? '');
      if (request.url === '/endless') {
        response.writeHead(200);
        const write = (): void => {
          if (!response.destroyed) response.write('x'.repeat(65_536), () => setImmediate(write));
        };
        write();
        return;
      }
      if (request.url === '/away') response.writeHead(302, { location: '/there' }).end();
      else response.writeHead(204).end();
    }).listen(0, '127.0.0.1');
    await once(server, 'listening');
    port = (server.address() as AddressInfo).port;
  });
  afterAll(async () => {
    server.closeAllConnections();
    await new Promise((resolve) => server.close(resolve));
  });

  const to = (host: string, path = '/') => ({
    ...{ url: `http://${host}:${port}${path}`, headers: {}, body: '{}' },
  });
  const LOOPBACK: LookupAddress = { address: '127.0.0.1', family: 4 };
  const PUBLIC: LookupAddress = { address: '93.184.215.14', family: 4 };

  it('should go to the address that was checked, whatever the name means afterwards', async () => {
    let lookups = 0;
    const answers = [[LOOPBACK], [PUBLIC]];
    const receiver = new HttpReceiver(true, async () => answers[lookups++] ?? []);
    hosts = [];
    // No resolver but ours knows the name: a connection by the name would fail.
    expect(await receiver.send(to('rebinding.invalid'))).toEqual({ status: 204 });
    expect([lookups, hosts]).toEqual([1, [`rebinding.invalid:${port}`]]);
  });

  it('should resolve and check at each delivery, and refuse a name that turned inside', async () => {
    const names = [[PUBLIC], [LOOPBACK], [PUBLIC, LOOPBACK]];
    let lookups = 0;
    const receiver = new HttpReceiver(false, async () => names[lookups++] ?? []);
    hosts = [];
    expect(await receiver.refusedAddressOf(to('rebinding.invalid').url)).toBeUndefined();
    for (const _ of [1, 2])
      expect(await receiver.send(to('rebinding.invalid'))).toEqual({ fault: 'address-refused' });
    expect([lookups, hosts]).toEqual([3, []]);
  });

  it.each(['127.0.0.1', '[::1]', '[::ffff:127.0.0.1]', '2130706433'])(
    'should refuse %s, which nobody has to resolve',
    async (host) => {
      const receiver = new HttpReceiver(false, async () => [PUBLIC]);
      expect(await receiver.send(to(host))).toEqual({ fault: 'address-refused' });
    },
  );

  it('should follow no redirect, and read no more of an answer than it has to', async () => {
    const receiver = new HttpReceiver(true);
    hosts = [];
    expect(await receiver.send(to('127.0.0.1', '/away'))).toEqual({ status: 302 });
    expect(await receiver.send(to('127.0.0.1', '/endless'))).toEqual({ status: 200 });
    expect(hosts).toHaveLength(2);
  });

  it('should say why nobody answered', async () => {
    const unknown = new HttpReceiver(true, async () => {
      throw Object.assign(new Error('unknown'), { code: 'ENOTFOUND' });
    });
    expect(await unknown.send(to('nowhere.invalid'))).toEqual({ fault: 'unknown-host' });
    const closed = { url: 'http://127.0.0.1:1/', headers: {}, body: '{}' };
    expect(await new HttpReceiver(true).send(closed)).toEqual({ fault: 'connection-refused' });
  });
});
