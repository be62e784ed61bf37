import { once } from 'node:events';
import type { AddressInfo, Socket } from 'node:net';
import {
  SMTPServer,
  type SMTPServerDataStream,
  type SMTPServerOptions,
  type SMTPServerSession,
} from 'smtp-server';
import type { Certificate } from './certificates.js';

export interface ReceivedMail {
  readonly sender: string;
  readonly recipient: string;
  /** By their names in lower case, decoded. */
  readonly headers: Readonly<Record<string, string>>;
  /** Decoded. */
  readonly text: string;
  readonly isEncrypted: boolean;
  readonly user: string | undefined;
}

export type MailStage = 'sender' | 'recipient' | 'content';
/** Takes it, refuses with that status, or cuts the connection in the middle of it. */
export type StageAnswer = 'accept' | 'cut' | { readonly status: number };

export interface MailServerOptions {
  readonly certificate?: Certificate;
  /** TLS from the first byte. */
  readonly secure?: boolean;
  readonly account?: { readonly user: string; readonly password: string };
  readonly port?: number;
}

/** A real mail server on loopback, which keeps what it accepted. */
export class RunningMailServer {
  readonly accepted: ReceivedMail[] = [];
  /** Also those that it did not accept. */
  readonly tried: { readonly stage: MailStage; readonly messageId?: string | undefined }[] = [];
  readonly #sockets = new Set<Socket>();
  #answer: (stage: MailStage, address: string) => StageAnswer = () => 'accept';

  private constructor(
    private readonly server: SMTPServer,
    private readonly options: MailServerOptions,
  ) {}

  static async start(options: MailServerOptions = {}): Promise<RunningMailServer> {
    const { certificate, secure = false, account } = options;
    const holder: { running?: RunningMailServer } = {};
    const settings: SMTPServerOptions = {
      ...{ secure, logger: false, authOptional: account === undefined, closeTimeout: 100 },
      ...(certificate && { ...certificate }),
      disabledCommands: [
        ...(certificate === undefined ? ['STARTTLS'] : []),
        ...(account === undefined ? ['AUTH'] : []),
      ],
      onAuth: ({ username, password }, _session, done) => {
        const fits = username === account?.user && password === account?.password;
        done(fits ? null : statusError(535), fits ? { user: username } : undefined);
      },
      onMailFrom: ({ address }, session, done) =>
        holder.running!.#at('sender', address, session, done),
      onRcptTo: ({ address }, session, done) =>
        holder.running!.#at('recipient', address, session, done),
      onData: (stream, session, done) => void holder.running!.#take(stream, session, done),
    };
    const server = new SMTPServer(settings);
    // Of connections that a test cuts or refuses.
    server.on('error', () => undefined);
    const running = new RunningMailServer(server, options);
    holder.running = running;
    server.server.on('connection', (socket: Socket) => {
      running.#sockets.add(socket);
      socket.once('close', () => running.#sockets.delete(socket));
    });
    server.listen(options.port ?? 0, '127.0.0.1');
    await once(server.server, 'listening');
    return running;
  }

  get port(): number {
    return (this.server.server.address() as AddressInfo).port;
  }

  get url(): string {
    return `${this.options.secure === true ? 'smtps' : 'smtp'}://127.0.0.1:${this.port}`;
  }

  /** What it answers from now on; `address` is the sender's, or the recipient's. */
  answers(answer: (stage: MailStage, address: string) => StageAnswer): void {
    this.#answer = answer;
  }

  async stop(): Promise<void> {
    await new Promise<void>((resolve) => this.server.close(() => resolve()));
  }

  #at(
    stage: MailStage,
    address: string,
    session: SMTPServerSession,
    done: (error?: Error | null) => void,
  ): void {
    this.tried.push({ stage });
    this.#give(this.#answer(stage, address), session, done);
  }

  async #take(
    stream: SMTPServerDataStream,
    session: SMTPServerSession,
    done: (error?: Error | null) => void,
  ): Promise<void> {
    const recipient = session.envelope.rcptTo[0]?.address ?? '';
    const answer = this.#answer('content', recipient);
    const chunks: Buffer[] = [];
    for await (const chunk of stream) chunks.push(chunk as Buffer);
    const { headers, text } = parse(Buffer.concat(chunks).toString());
    this.tried.push({ stage: 'content', messageId: headers['message-id'] });
    const sender = session.envelope.mailFrom === false ? '' : session.envelope.mailFrom.address;
    const { user, secure: isEncrypted } = session;
    if (answer === 'accept')
      this.accepted.push({
        ...{ sender, recipient, headers, text, isEncrypted },
        user: typeof user === 'string' ? user : undefined,
      });
    this.#give(answer, session, done);
  }

  #give(answer: StageAnswer, session: SMTPServerSession, done: (error?: Error | null) => void) {
    if (answer === 'accept') done();
    else if (answer === 'cut') this.#cut(session);
    else done(statusError(answer.status));
  }

  #cut({ remotePort }: SMTPServerSession): void {
    for (const socket of this.#sockets) if (socket.remotePort === remotePort) socket.destroy();
  }
}

const statusError = (responseCode: number): Error =>
  Object.assign(new Error('5.7.1 not for you, <bob@example.org>'), { responseCode });

function parse(raw: string): { headers: Record<string, string>; text: string } {
  const end = raw.indexOf('\r\n\r\n');
  const headers = Object.fromEntries(
    raw
      .slice(0, end)
      .replace(/\r\n[ \t]+/g, ' ')
      .split('\r\n')
      .map((line) => {
        const colon = line.indexOf(':');
        return [line.slice(0, colon).toLowerCase(), words(line.slice(colon + 1).trim())];
      }),
  );
  const body = raw.slice(end + 4);
  const encoding = headers['content-transfer-encoding'];
  const text =
    encoding === 'base64'
      ? Buffer.from(body, 'base64').toString()
      : encoding === 'quoted-printable'
        ? unquoted(body.replace(/=\r\n/g, ''))
        : body;
  return { headers, text: text.replaceAll('\r\n', '\n') };
}

/** Encoded words of headers (RFC 2047); blanks between two of them do not count. */
const words = (text: string): string =>
  text
    .replace(/\?=\s+=\?/g, '?==?')
    .replace(/=\?utf-8\?([QB])\?([^?]*)\?=/gi, (_, kind: string, part: string) =>
      kind.toUpperCase() === 'B'
        ? Buffer.from(part, 'base64').toString('latin1')
        : part
            .replaceAll('_', ' ')
            .replace(/=([0-9A-F]{2})/g, (__, hex: string) =>
              String.fromCharCode(parseInt(hex, 16)),
            ),
    )
    .replace(/[\u0080-\u00ff]+/g, (bytes) => Buffer.from(bytes, 'latin1').toString());

const unquoted = (text: string): string =>
  Buffer.from(
    text.replace(/=([0-9A-F]{2})/g, (_, hex: string) => String.fromCharCode(parseInt(hex, 16))),
    'latin1',
  ).toString();
