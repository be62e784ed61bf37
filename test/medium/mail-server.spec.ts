import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { createServer } from 'node:net';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, describe, expect, it } from '@jest/globals';
import { findMailServer, type Finding } from '../../src/connections/index.js';
import {
  mailSettings,
  type MailFault,
  type MailServerSettings,
  type MailSettings,
} from '../../src/mail/index.js';
import { SmtpMailServer } from '../../src/mail/mail-server.smtp.js';
import { SystemClock } from '../../src/platform/clock/clock.js';
import { readSettings, type Env } from '../../src/platform/config/settings.js';
import { makeCertificate, type Certificate } from '../certificates.js';
import { freePorts } from '../free-port.js';
import { RunningMailServer, type MailServerOptions } from '../running-mail-server.js';

const ACCOUNT = { user: 'desk@example.org', password: 'sword fish%' };
const MAIL = {
  messageId: '1@desk.example.org',
  to: { name: 'Käthi "K", <Bern>', address: 'kaethi@example.org' },
  subject: 'Zürich – «Übersicht»',
  text: `Grüezi\n\nhttps://desk.example.org/documents/${'0'.repeat(90)}\n.\n`,
};

describe('the mail server', () => {
  let folder: string;
  let certificate: Certificate;
  let server: RunningMailServer | undefined;
  /** The certificate's own: it signed itself. */
  let SMTP_CA_FILE: string;

  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'kontor-mail-'));
    certificate = await makeCertificate({});
    SMTP_CA_FILE = join(folder, 'ca.pem');
    await writeFile(SMTP_CA_FILE, certificate.cert);
  });
  afterEach(async () => {
    await server?.stop();
    server = undefined;
  });
  afterAll(() => rm(folder, { recursive: true }));

  const start = async (options: MailServerOptions = {}) =>
    (server = await RunningMailServer.start(options));
  const settingsOf = (env: Env): MailServerSettings =>
    (
      readSettings([mailSettings], { KONTOR_MAIL_FROM: 'kontor@example.org', ...env })[
        mailSettings.name
      ] as MailSettings
    ).server!;
  const sendWith = (env: Env) => new SmtpMailServer(settingsOf(env)).send(MAIL);
  const findWith = (env: Env, latest?: MailFault): Promise<Finding> =>
    findMailServer(
      settingsOf(env),
      () => Promise.resolve(latest && { fault: latest, word: '550 5.7.1' }),
      { clock: new SystemClock(), signal: new AbortController().signal },
    );
  /** A mail and the test of the connection say the same. */
  const bothSay = async (env: Env) => {
    const [answer, finding] = await Promise.all([sendWith(env), findWith(env)]);
    expect(finding.state).toBe('failing');
    const { cause, fix } = { cause: '', fix: '', ...finding.found?.facts };
    expect(JSON.stringify([finding, cause, fix])).not.toContain('fish');
    return [answer === 'accepted' ? answer : answer.fault, finding.found?.code];
  };

  it('should take a mail with any name, subject and line', async () => {
    const { url, accepted } = await start();
    expect(await sendWith({ SMTP_URL: url })).toBe('accepted');
    const [mail] = accepted;
    expect(mail).toMatchObject({ recipient: MAIL.to.address, isEncrypted: false, user: undefined });
    expect(mail?.headers).toMatchObject({
      subject: MAIL.subject,
      'message-id': `<${MAIL.messageId}>`,
      'content-type': 'text/plain; charset=utf-8',
    });
    expect(mail?.headers.to).toContain('<kaethi@example.org>');
    expect(mail?.text.trimEnd()).toBe(MAIL.text.trimEnd());
    expect(await findWith({ SMTP_URL: url })).toMatchObject({ state: 'ok', found: undefined });
    expect(accepted).toHaveLength(1);
  });

  it.each([
    ['STARTTLS', false],
    ['TLS from the start', true],
  ])('should sign in over %s', async (_, secure) => {
    const { url, accepted } = await start({ certificate, secure, account: ACCOUNT });
    const account = { SMTP_USER: ACCOUNT.user, SMTP_PASSWORD: ACCOUNT.password };
    const env = { SMTP_URL: url, SMTP_CA_FILE, ...account };
    const started = secure ? env : { ...env, SMTP_START_TLS: 'true' };
    expect(await sendWith(started)).toBe('accepted');
    expect(accepted).toMatchObject([{ isEncrypted: true, user: ACCOUNT.user }]);
    expect(await findWith(started)).toMatchObject({ state: 'ok', found: undefined });

    const wrong = { ...started, SMTP_PASSWORD: 'swordfish' };
    expect(await bothSay(wrong)).toEqual(['smtp-credentials', 'smtp-credentials']);
    const untrusted = { ...started, SMTP_CA_FILE: '' };
    expect(await bothSay(untrusted)).toEqual(['certificate-untrusted', 'certificate-untrusted']);
    expect(accepted).toHaveLength(1);
  });

  it('should send nothing in clear where TLS is wanted', async () => {
    const { url, tried } = await start();
    const env = { SMTP_URL: url, SMTP_START_TLS: 'true' };
    expect(await bothSay(env)).toEqual(['smtp-no-start-tls', 'smtp-no-start-tls']);
    expect(await bothSay({ SMTP_URL: url.replace('smtp:', 'smtps:') })).toEqual([
      'not-tls',
      'not-tls',
    ]);
    expect(tried).toEqual([]);
  });

  it('should say that there is no way to sign in, or that it is needed', async () => {
    const { url } = await start();
    const account = { SMTP_USER: ACCOUNT.user, SMTP_PASSWORD: ACCOUNT.password };
    const env = { SMTP_URL: url, ...account };
    const signIn = await bothSay(env);
    expect(signIn[0]).toBe(signIn[1]);
    expect(['smtp-no-sign-in', 'smtp-credentials']).toContain(signIn[0]);
    await server?.stop();
    const { url: strict } = await start({ account: ACCOUNT, certificate });
    expect(await sendWith({ SMTP_URL: strict, SMTP_START_TLS: 'true', SMTP_CA_FILE })).toEqual({
      fault: 'smtp-no-sign-in',
      word: expect.stringMatching(/^530/),
    });
  });

  it('should say that the sender is refused, until a mail is taken', async () => {
    const { url, answers } = await start();
    answers.call(server, (stage) => (stage === 'sender' ? { status: 550 } : 'accept'));
    expect(await sendWith({ SMTP_URL: url })).toEqual({
      fault: 'smtp-sender-refused',
      word: '550 5.7.1',
    });
    const found = { code: 'smtp-sender-refused', facts: { sender: 'kontor@example.org' } };
    expect(await findWith({ SMTP_URL: url }, 'smtp-sender-refused')).toMatchObject({
      ...{ state: 'failing', found },
    });
    // What is about one mail is no fault of the server.
    expect(await findWith({ SMTP_URL: url }, 'recipient-refused')).toMatchObject({ state: 'ok' });
  });

  it('should name what cannot be reached, and what is no mail server', async () => {
    const at = async (port: number) => bothSay({ SMTP_URL: `smtp://127.0.0.1:${port}` });
    expect(await at(await freePorts())).toEqual(['connection-refused', 'connection-refused']);
    const other = createServer((socket) => socket.end('HTTP/1.1 400 Bad Request\r\n\r\n'));
    await new Promise<void>((resolve) => other.listen(0, '127.0.0.1', resolve));
    expect(await at((other.address() as AddressInfo).port)).toEqual(['not-smtp', 'not-smtp']);
    other.close();
    const full = createServer((socket) => socket.end('421 4.3.2 too many connections\r\n'));
    await new Promise<void>((resolve) => full.listen(0, '127.0.0.1', resolve));
    expect(await at((full.address() as AddressInfo).port)).toEqual([
      'smtp-refuses',
      'smtp-refuses',
    ]);
    full.close();
  });

  it('should announce a certificate that ends soon', async () => {
    const soon = await makeCertificate({ days: 10 });
    const ca = join(folder, 'soon.pem');
    await writeFile(ca, soon.cert);
    const { url } = await start({ certificate: soon });
    const env = { SMTP_URL: url, SMTP_START_TLS: 'true', SMTP_CA_FILE: ca };
    expect(await findWith(env)).toMatchObject({
      ...{ state: 'ok', found: { code: 'certificate-expires' } },
    });
  });
});
