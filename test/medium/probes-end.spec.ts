import { once } from 'node:events';
import { createServer, type AddressInfo, type Server, type Socket } from 'node:net';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { findMailServer, findRedis, type Finding } from '../../src/connections/index.js';
import { mailSettings, type MailSettings } from '../../src/mail/index.js';
import { SystemClock } from '../../src/platform/clock/clock.js';
import { readSettings, type Env } from '../../src/platform/config/settings.js';
import { Secret } from '../../src/platform/config/secret.js';

/** A server that is late for ever: a test that has not ended is not begun again, so its system would stay failing. */
describe('the test of a system that never comes to an end', () => {
  const clock = new SystemClock();
  let server: Server;
  let address: string;
  /** What the server does with a connection. */
  let treat: (socket: Socket) => void;

  beforeEach(async () => {
    server = createServer((socket) => {
      socket.on('error', () => undefined);
      treat(socket);
    }).listen(0, '127.0.0.1');
    await once(server, 'listening');
    address = `127.0.0.1:${(server.address() as AddressInfo).port}`;
  });
  afterEach(async () => {
    server.close();
    await once(server, 'close');
  });

  const mail = (env: Env) => (signal: AbortSignal) => {
    const all = { KONTOR_MAIL_FROM: 'kontor@example.org', SMTP_URL: `smtp://${address}`, ...env };
    const settings = readSettings([mailSettings], all)[mailSettings.name] as MailSettings;
    return findMailServer(settings.server!, () => Promise.resolve(undefined), { clock, signal });
  };
  const redis = (signal: AbortSignal) =>
    findRedis(new Secret(`redis://:a-password@${address}`), { clock, signal });

  const answers =
    (greeting: string, answer: (command: string) => string) =>
    (socket: Socket): void => {
      socket.write(greeting);
      socket.on('data', (command) => socket.write(answer(String(command))));
    };

  it.each<[string, (socket: Socket) => void, (signal: AbortSignal) => Promise<Finding>]>([
    ['a Redis that says nothing', answers('', () => ''), redis],
    ['a Redis that says half an answer', answers('', () => '$6\r\nhal'), redis],
    ['a mail server in its answer to EHLO', answers('220 a\r\n', () => '250-a\r\n'), mail({})],
    [
      'a mail server while it signs in',
      answers('220 a\r\n', (command) =>
        command.startsWith('EHLO') ? '250 AUTH LOGIN\r\n' : '334-a\r\n',
      ),
      mail({ SMTP_USER: 'desk', SMTP_PASSWORD: 'a password' }),
    ],
  ])('should end with its deadline: %s', async (_, does, find) => {
    const deadline = new AbortController();
    const { promise: isUnderWay, resolve: underWay } = Promise.withResolvers<void>();
    const { promise: isClosed, resolve: closed } = Promise.withResolvers<void>();
    treat = (socket) => {
      socket.once('close', () => closed());
      socket.once('data', () => underWay());
      does(socket);
    };
    const finding = find(deadline.signal);
    await isUnderWay;
    deadline.abort();
    expect(await finding).toMatchObject({ state: 'failing' });
    await isClosed;
  });
});
