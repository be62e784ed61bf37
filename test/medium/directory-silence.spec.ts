import { once } from 'node:events';
import { createServer, type AddressInfo, type Server, type Socket } from 'node:net';
import { afterEach, beforeAll, describe, expect, it } from '@jest/globals';
import { Logger } from '@nestjs/common';
import { LdapDirectory } from '../../src/directory/directory.ldap.js';
import { FixedClock } from '../fakes/fixed-clock.js';
import { Secret } from '../../src/platform/config/secret.js';

const LIMITS = { connectMs: 150, operationMs: 150 };
/** For a server that answers first: a busy machine needs its time for that. */
const PATIENT = { connectMs: 60_000, operationMs: 5_000 };
/** A bind that worked, message 2: what a client sends first has this number. */
const BIND_WORKED = Buffer.from('300c02010261070a010004000400', 'hex');

/** A search that found nothing, message 3: what follows a bind. */
const FOUND_NOTHING = Buffer.from('300c02010365070a010004000400', 'hex');

/** What a domain controller never does, but a broken one or something else on its port may. */
describe('LdapDirectory with a server that does not keep to the protocol', () => {
  let server: Server;
  const sockets = new Set<Socket>();
  const opened: LdapDirectory[] = [];

  beforeAll(() => Logger.overrideLogger(false));

  afterEach(async () => {
    await Promise.all(opened.splice(0).map((directory) => directory.close()));
    for (const socket of sockets) socket.destroy();
    server.close();
  });

  const directoryOn = async (
    transport: 'plain' | 'tls' | 'start-tls',
    onConnection: (socket: Socket) => unknown,
    { clock = new FixedClock(), limits = LIMITS } = {},
  ) => {
    server = createServer((socket) => {
      sockets.add(socket.on('error', () => undefined));
      onConnection(socket);
    });
    await once(server.listen(0, '127.0.0.1'), 'listening');
    const { port } = server.address() as AddressInfo;
    const directory = new LdapDirectory(
      {
        ...{ host: '127.0.0.1', port, transport, ca: undefined },
        ...{ bindDn: 'cn=kontor', bindPassword: new Secret('x'), baseDn: 'dc=test' },
        userFilter: '(uid={username})',
        mailFilter: undefined,
      },
      clock,
      limits,
    );
    opened.push(directory);
    return directory;
  };

  const unavailable = { code: 'directory/unavailable' };

  it.each(['plain', 'tls', 'start-tls'] as const)('should not wait for ever (%s)', async (how) => {
    const directory = await directoryOn(how, () => undefined);
    await expect(directory.authenticate('alice', 'x')).rejects.toMatchObject(unavailable);
  });

  it.each(['plain', 'tls', 'start-tls'] as const)(
    'should bear being hung up on (%s)',
    async (how) => {
      const directory = await directoryOn(how, (socket) => socket.once('data', () => socket.end()));
      await expect(directory.authenticate('alice', 'x')).rejects.toMatchObject(unavailable);
    },
  );

  it.each(['plain', 'tls', 'start-tls'] as const)('should bear nonsense (%s)', async (how) => {
    const directory = await directoryOn(how, (socket) => {
      socket.write('HTTP/1.1 400 Bad Request\r\n\r\n');
    });
    await expect(directory.authenticate('alice', 'x')).rejects.toMatchObject(unavailable);
  });

  it('should not wait for ever for the answer to a search, nor ask again', async () => {
    const said: Buffer[] = [];
    const answer = (socket: Socket) =>
      socket.on('data', (bytes: Buffer) => {
        if (said.push(bytes) === 1) socket.write(BIND_WORKED);
      });
    const directory = await directoryOn('plain', answer, { limits: PATIENT });
    await expect(directory.find('alice')).rejects.toMatchObject(unavailable);
    expect(said.map((bytes) => bytes.includes('alice'))).toEqual([false, true]);
  });

  it('should ask again on a new connection when the kept one died unnoticed', async () => {
    let connections = 0;
    const answer = (socket: Socket) => {
      connections++;
      socket.once('data', () => {
        socket.write(BIND_WORKED);
        // Nothing after the first search: so it looks when a firewall forgets a connection.
        socket.once('data', () => socket.write(FOUND_NOTHING));
      });
    };
    const directory = await directoryOn('plain', answer, { limits: PATIENT });
    await expect(directory.find('alice')).resolves.toBeUndefined();
    await expect(directory.find('alice')).resolves.toBeUndefined();
    expect(connections).toBe(2);
  });

  it.each(['', '\0', '\0secret'])('should not even ask with the password %j', async (password) => {
    let connections = 0;
    const directory = await directoryOn('plain', () => connections++);
    await expect(directory.authenticate('alice', password)).resolves.toBe('wrong-credentials');
    expect(connections).toBe(0);
  });

  it('should leave a server that fails alone for a second', async () => {
    const clock = new FixedClock();
    let connections = 0;
    const hangUp = (socket: Socket) => (connections++, socket.end());
    const directory = await directoryOn('plain', hangUp, { clock, limits: PATIENT });
    for (let i = 0; i < 5; i++) await expect(directory.check()).rejects.toMatchObject(unavailable);
    expect(connections).toBe(1);
    clock.advance(1000);
    await expect(directory.check()).rejects.toMatchObject(unavailable);
    expect(connections).toBe(2);
  });

  it('should send no password in clear when StartTLS is refused or hung up on', async () => {
    const said: Buffer[] = [];
    const refuse = (socket: Socket) =>
      socket.on('data', (bytes: Buffer) => {
        said.push(bytes);
        // "Protocol error": no such operation here.
        if (said.length === 1) socket.write(Buffer.from('300c02010278070a010204000400', 'hex'));
      });
    const directory = await directoryOn('start-tls', refuse, { limits: PATIENT });
    await expect(directory.check()).rejects.toMatchObject({ code: 'directory/refuses-us' });
    expect(Buffer.concat(said).includes('cn=kontor')).toBe(false);
  });
});
