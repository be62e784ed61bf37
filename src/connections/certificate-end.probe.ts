import { once } from 'node:events';
import { connect as connectPlainly, isIP, type Socket } from 'node:net';
import { connect } from 'node:tls';

/** For the connection, the handshake and what precedes it. */
const WITHIN_MS = 4_000;

/** How a connection becomes encrypted: at once, or after a request in plain text. */
export type TlsStart = 'at-once' | 'ldap' | 'postgresql' | 'smtp';

export interface CertificateAddress {
  readonly host: string;
  readonly port: number;
  /** At once, unless given. */
  readonly start?: TlsStart;
}

/**
 * When the certificate of a server expires, in milliseconds since 1970; undefined if the connection fails, whose cause
 * the probe itself reports. Reads only the date, and sends nothing over the connection: whether the certificate is
 * trusted is verified by the probe, with the settings of the system.
 */
export async function certificateEnd(address: CertificateAddress): Promise<number | undefined> {
  const host = address.host.replace(/^\[(.*)\]$/, '$1');
  const signal = AbortSignal.timeout(WITHIN_MS);
  const socket = connectPlainly({ host, port: address.port });
  socket.on('error', () => undefined);
  try {
    await once(socket, 'connect', { signal });
    if (!(await REQUESTS[address.start ?? 'at-once'](socket, signal))) return undefined;
    const secure = connect({
      socket,
      ...(isIP(host) === 0 && { servername: host }),
      rejectUnauthorized: false,
    });
    secure.on('error', () => undefined);
    await once(secure, 'secureConnect', { signal });
    const endsMs = Date.parse(secure.getPeerCertificate().valid_to);
    return Number.isNaN(endsMs) ? undefined : endsMs;
  } catch {
    return undefined;
  } finally {
    socket.destroy();
  }
}

/** SSLRequest: its length and its code (PostgreSQL, "Message Formats"). The server answers S or N. */
const SSL_REQUEST = Buffer.from([0, 0, 0, 8, 0x04, 0xd2, 0x16, 0x2f]);

/** An ExtendedRequest with the message id 1 and the name of StartTLS (RFC 4511, sections 4.12 and 4.14). */
const START_TLS = Buffer.concat([
  Buffer.from([0x30, 0x1d, 0x02, 0x01, 0x01, 0x77, 0x18, 0x80, 0x16]),
  Buffer.from('1.3.6.1.4.1.1466.20037'),
]);
/** The ExtendedResponse begins with its result: an enumerated value, 0 for success. */
const EXTENDED_RESPONSE = 0x78;
const SUCCESS = Buffer.from([0x0a, 0x01, 0x00]);

/** Each resolves to whether the server agreed to continue with TLS. */
const REQUESTS: Record<TlsStart, (socket: Socket, signal: AbortSignal) => Promise<boolean>> = {
  'at-once': () => Promise.resolve(true),
  postgresql: async (socket, signal) =>
    (await ask(socket, SSL_REQUEST, signal)).toString('latin1') === 'S',
  ldap: async (socket, signal) => {
    const answer = await ask(socket, START_TLS, signal);
    return answer.includes(EXTENDED_RESPONSE) && answer.includes(SUCCESS);
  },
  // The server speaks first (RFC 5321, section 3.1), and answers STARTTLS with 220 (RFC 3207).
  smtp: async (socket, signal) => {
    await reply(socket, '', signal);
    await reply(socket, 'EHLO kontor\r\n', signal);
    return (await reply(socket, 'STARTTLS\r\n', signal)).startsWith('220');
  },
};

/** The last line has a blank behind its number; an EHLO may be answered in several packets. */
async function reply(socket: Socket, command: string, signal: AbortSignal): Promise<string> {
  let text = (await ask(socket, Buffer.from(command), signal)).toString('latin1');
  while (!/^\d{3} .*\r?\n$/m.test(text))
    text += (await ask(socket, Buffer.alloc(0), signal)).toString('latin1');
  return text;
}

/** The first bytes of the answer: directory and database servers send theirs in one packet and wait. */
async function ask(socket: Socket, request: Buffer, signal: AbortSignal): Promise<Buffer> {
  const answered = once(socket, 'data', { signal });
  if (request.length > 0) socket.write(request);
  socket.resume();
  const [answer] = (await answered) as [Buffer];
  socket.pause();
  socket.removeAllListeners('data');
  return answer;
}
