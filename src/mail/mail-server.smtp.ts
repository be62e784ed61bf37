import { isIP } from 'node:net';
import { beforeAbort } from '../platform/concurrency/before-abort.js';
import type { MailServerSettings } from './mail.config.js';
import { mailRefusalOf } from './mail-refusal.js';
import { DEADLINE_MS, MailServer, type MailAnswer, type OutgoingMail } from './mail-server.js';

/** Each step; together they end at the deadline. */
const CONNECT_MS = 10_000;
const SILENCE_MS = 20_000;

/**
 * Sends over SMTP. A connection for each mail: few are sent, a fault is the fault of one mail, and no connection is kept
 * that the server ends meanwhile.
 */
export class SmtpMailServer extends MailServer {
  constructor(private readonly settings: MailServerSettings) {
    super();
  }

  async send({ messageId, to, subject, text }: OutgoingMail): Promise<MailAnswer> {
    try {
      const transport = await openTransport(this.settings);
      await transport.sendMail({
        ...{ from: { ...this.settings.from }, to: { ...to }, subject, text },
        messageId: `<${messageId}>`,
        // No answer of somebody's holidays (RFC 3834).
        headers: { 'Auto-Submitted': 'auto-generated' },
        ...{ disableFileAccess: true, disableUrlAccess: true },
        signal: AbortSignal.timeout(DEADLINE_MS),
      });
      return 'accepted';
    } catch (error) {
      return mailRefusalOf(error);
    }
  }
}

/** How long the test of a connection may take at each step. */
const PROOF_MS = 5_000;

/**
 * Connects, turns the connection into a TLS one and signs in, as a mail would, and sends none. Rejects with what
 * `mailRefusalOf` understands. The connection ends with `signal`: each step has a time of its own, which a server
 * that sends a byte now and then never exceeds.
 */
export async function proveMailServer(
  settings: MailServerSettings,
  signal: AbortSignal,
): Promise<void> {
  const { default: SMTPConnection } = await import('nodemailer/lib/smtp-connection');
  const { auth, ...options } = optionsOf(settings, PROOF_MS);
  const connection = new SMTPConnection(options);
  const ended = new Promise<never>((_resolve, reject) => {
    connection.on('error', reject);
    connection.once('end', () => reject(new Error('the server closed the connection')));
  });
  try {
    const signedIn = new Promise<void>((resolve, reject) => {
      const done = (error?: Error | null) => (error ? reject(error) : resolve());
      connection.connect((error) =>
        error || auth === undefined ? done(error) : connection.login({ credentials: auth }, done),
      );
    });
    await beforeAbort(Promise.race([signedIn, ended]), signal);
    // Its answer to that may be as slow.
    signal.addEventListener('abort', () => connection.close(), { once: true });
    connection.quit();
  } catch (error) {
    connection.close();
    throw error;
  }
}

/** The library is loaded where mail is sent at all. */
async function openTransport(settings: MailServerSettings) {
  const { createTransport } = await import('nodemailer');
  return createTransport(optionsOf(settings));
}

const optionsOf = (
  { host, port, transport, credentials, ca }: MailServerSettings,
  stepMs?: number,
) => ({
  ...{ host, port, secure: transport === 'tls' },
  ...{ requireTLS: transport === 'start-tls', ignoreTLS: transport === 'plain' },
  ...(credentials && {
    auth: { user: credentials.user, pass: credentials.password.reveal() },
    // Else a mail would go out without signing in where the server offers none.
    forceAuth: true,
  }),
  tls: { ...(ca !== undefined && { ca }), ...(isIP(host) === 0 && { servername: host }) },
  connectionTimeout: stepMs ?? CONNECT_MS,
  greetingTimeout: stepMs ?? CONNECT_MS,
  dnsTimeout: stepMs ?? CONNECT_MS,
  socketTimeout: stepMs ?? SILENCE_MS,
  logger: false,
});
