import { afterAll, beforeAll, beforeEach, describe, expect, it, jest } from '@jest/globals';
import { Clock } from '../../src/platform/clock/clock.js';
import { Database } from '../../src/platform/database/database.js';
import { Metrics } from '../../src/platform/health/metrics.js';
import { MailRounds } from '../../src/notifications/by-mail/mail-rounds.timer.js';
import { RunningMailServer } from '../running-mail-server.js';
import { startKontor, type RunningKontor } from '../start-kontor.js';
import { ZeroKnowledgePerson } from '../zero-knowledge-person.js';

const MINUTE = 60_000;
const DAY = 24 * 60 * MINUTE;
const FOREVER = new AbortController().signal;

interface MailsTable {
  readonly state: string;
  readonly attempts: number;
  readonly due_at: number;
  readonly message_id: string;
  readonly last_fault: string | null;
  readonly last_word: string | null;
}

describe('mails about notifications', () => {
  let server: RunningMailServer;
  let kontor: RunningKontor;
  /** It stands still until it is moved. */
  let nowMs = Date.now();
  let id: string;

  beforeAll(async () => {
    server = await RunningMailServer.start();
    kontor = await startKontor({
      SMTP_URL: server.url,
      KONTOR_MAIL_FROM: 'Kontor <kontor@example.org>',
    });
    jest.spyOn(kontor.app.get(Clock, { strict: false }), 'nowMs').mockImplementation(() => nowMs);
    for (const name of ['alice', 'bob', 'admin'])
      await setAccount(name, { mail: `${name}@example.org` });
  });
  beforeEach(async () => {
    // A test goes on for days.
    for (const name of ['alice', 'bob']) kontor.signInAgain(name);
    server.answers(() => 'accept');
    server.accepted.length = 0;
    server.tried.length = 0;
    await query().deleteFrom('notification_mails').execute();
    for (const name of ['alice', 'bob'])
      await setAccount(name, {
        ...{ mail: `${name}@example.org`, notifies_by_mail: 1, disabled: 0, locale: null },
      });
    id = await create('Plan.txt');
    await share('bob');
  });
  afterAll(async () => {
    await kontor?.stop();
    await server?.stop();
  });

  const query = () =>
    kontor.app.get(Database).query<{
      notification_mails: MailsTable;
      accounts: Record<string, string | number | null>;
    }>();
  const setAccount = (username: string, values: Record<string, string | number | null>) =>
    query().updateTable('accounts').set(values).where('username', '=', username).execute();
  const mails = () =>
    query()
      .selectFrom('notification_mails')
      .selectAll()
      .orderBy('created_at' as 'due_at')
      .execute();

  const send = (who: string, method: string, path: string, body?: unknown) =>
    kontor.fetchAs(who, path, {
      method,
      ...(body !== undefined && {
        headers: { 'content-type': 'application/json' },
        body: JSON.stringify(body),
      }),
    });
  const create = async (title: string, who = 'alice'): Promise<string> => {
    const path = `/api/documents?title=${encodeURIComponent(title)}`;
    return (await (await kontor.fetchAs(who, path, { method: 'POST', body: 'x' })).json()).id;
  };
  const share = (who: string, role = 'viewer') =>
    send('alice', 'PUT', `/api/documents/${id}/shares/${who}`, { role });
  const mention = async (text = 'a sentence nobody else writes', document = id) => {
    const body = {
      usernames: ['bob'],
      text,
      action_link: { action: { type: 'comment', data: '4_1' } },
    };
    const answer = await send('alice', 'POST', `/api/eurooffice/mentions/${document}`, body);
    expect(await answer.json()).toEqual({ notified: ['bob'] });
  };
  /** Time goes on, and everything that is due by then is tried. */
  const after = async (ms: number) => {
    nowMs += ms;
    await kontor.app.get(MailRounds, { strict: false }).look(FOREVER);
  };

  it('should say who and which document, and nothing of what is in it', async () => {
    await setAccount('bob', { locale: 'en' });
    await mention();
    await after(MINUTE - 1);
    expect(server.accepted).toEqual([]);
    await after(1);
    expect(server.accepted).toHaveLength(1);
    const [{ sender, recipient, headers, text }] = server.accepted as [(typeof server.accepted)[0]];
    expect([sender, recipient]).toEqual(['kontor@example.org', 'bob@example.org']);
    expect(headers).toMatchObject({
      from: 'Kontor <kontor@example.org>',
      to: 'Bob Beispiel <bob@example.org>',
      subject: 'Alice Muster mentioned you in “Plan.txt”',
      'auto-submitted': 'auto-generated',
    });
    expect(text).toBe(
      [
        'Alice Muster mentioned you in “Plan.txt”',
        `${kontor.url}/documents/${id}\n`,
        '-- ',
        'You get this mail because somebody tells you something in Kontor. You can switch it off in your account:',
        `${kontor.url}/account\n`,
      ].join('\n'),
    );
    expect(await mails()).toMatchObject([{ state: 'sent', attempts: 1 }]);
    expect(await kontor.app.get(Metrics).text()).toMatch(/kontor_mails_total\{result="sent"\} \d/);
  });

  it('should go to the address that an administrator set last, and nowhere without one', async () => {
    const { accounts } = await (await send('admin', 'GET', '/api/admin/accounts?q=bob')).json();
    const setMail = async (mail: string | null) => {
      const answer = await send('admin', 'PATCH', `/api/admin/accounts/${accounts[0].id}`, {
        mail,
      });
      expect(answer.status).toBe(200);
    };
    await mention();
    await setMail('new-address@example.org');
    await after(MINUTE);
    expect(server.accepted.map(({ recipient }) => recipient)).toEqual(['new-address@example.org']);
    await setMail(null);
    await mention('again');
    await after(5 * MINUTE);
    expect(server.accepted).toHaveLength(1);
  });

  it('should gather what a person is told, and leave minutes between two mails', async () => {
    const other = await create('Budget.txt');
    await send('alice', 'PUT', `/api/documents/${other}/shares/bob`, { role: 'viewer' });
    await mention();
    await mention('again', other);
    await after(MINUTE);
    const [first] = server.accepted;
    expect(first?.headers.subject).toBe('2 notifications');
    expect(first?.text).toContain('in “Plan.txt”');
    expect(first?.text).toContain(`in “Budget.txt”\n${kontor.url}/documents/${other}`);
    for (let n = 0; n < 25; n++) await mention(`mention ${n}`);
    await after(MINUTE);
    expect(server.accepted).toHaveLength(1);
    await after(4 * MINUTE);
    expect(server.accepted).toHaveLength(2);
    expect(server.accepted[1]?.text).toContain(`And 5 more:\n${kontor.url}/notifications`);
  });

  it('should write in the language of the person', async () => {
    await setAccount('bob', { locale: 'de' });
    await mention();
    await after(MINUTE);
    await setAccount('bob', { locale: 'fr' });
    await mention();
    await after(6 * MINUTE);
    expect(server.accepted.map(({ headers }) => headers.subject)).toEqual([
      'Alice Muster hat Sie in «Plan.txt» erwähnt',
      'Alice Muster vous a mentionné dans «\u00a0Plan.txt\u00a0»',
    ]);
  });

  it('should name no private document', async () => {
    const alice = await ZeroKnowledgePerson.register(kontor, 'alice');
    const bob = await ZeroKnowledgePerson.register(kontor, 'bob');
    await alice.send('PATCH', '/api/me/identity', { custody: 'zero-knowledge' });
    const init = { method: 'POST', body: 'Dear all,' };
    id = (await (await alice.fetch('/api/documents?title=takeover.txt', init)).json()).id;
    await alice.send('PATCH', '/api/me/identity', { custody: 'managed' });
    const keyrings = await alice.sealings(id, [alice.recipient, bob.recipient]);
    const path = `/api/documents/${id}/shares/bob`;
    expect((await alice.send('PUT', path, { role: 'viewer', keyrings })).status).toBe(200);
    await mention();
    await after(MINUTE);
    expect(server.accepted[0]?.headers.subject).toBe(
      'Alice Muster mentioned you in a private document',
    );
    expect(JSON.stringify(server.accepted)).not.toContain('takeover');
  });

  it.each([
    ['who has switched mail off', () => send('bob', 'PATCH', '/api/me', { notify_by_mail: false })],
    ['who is disabled', () => setAccount('bob', { disabled: 1 })],
    ['who lost the document', () => send('alice', 'DELETE', `/api/documents/${id}/shares/bob`)],
    ['whose document was deleted', () => send('alice', 'DELETE', `/api/documents/${id}`)],
    [
      'who has dismissed it',
      async () => {
        const { notifications } = await (await kontor.fetchAs('bob', '/api/notifications')).json();
        for (const told of notifications as { id: string }[])
          await send('bob', 'DELETE', `/api/notifications/${told.id}`);
      },
    ],
  ])('should send nothing to somebody %s meanwhile', async (_, happens) => {
    await mention();
    await happens();
    await after(MINUTE);
    expect(server.tried).toEqual([]);
    expect(await mails()).toEqual([]);
  });

  it('should try again what is deferred, and what is cut off, under the same Message-ID', async () => {
    server.answers((stage) => (stage === 'recipient' ? { status: 451 } : 'accept'));
    await mention();
    await after(MINUTE);
    expect(await mails()).toMatchObject([{ last_fault: 'deferred', last_word: '451 5.7.1' }]);
    server.answers((stage) => (stage === 'content' ? 'cut' : 'accept'));
    await after(MINUTE);
    expect(await mails()).toMatchObject([{ last_fault: 'connection-reset', attempts: 2 }]);
    server.answers(() => 'accept');
    await after(5 * MINUTE);
    expect(await mails()).toMatchObject([{ state: 'sent', attempts: 3, last_fault: null }]);
    const ids = server.tried.flatMap(({ messageId }) => messageId ?? []);
    expect(ids).toHaveLength(2);
    expect(new Set(ids).size).toBe(1);
    expect(server.accepted[0]?.headers['message-id']).toBe(ids[0]);
  });

  it('should not try again what is refused for good', async () => {
    server.answers((stage) => (stage === 'recipient' ? { status: 550 } : 'accept'));
    await mention();
    await after(MINUTE);
    await after(DAY);
    expect(server.tried.filter(({ stage }) => stage === 'recipient')).toHaveLength(1);
    expect(await mails()).toMatchObject([{ state: 'refused', last_fault: 'recipient-refused' }]);
    // The answer names the recipient; what is kept does not.
    expect((await mails())[0]?.last_word).toBe('550 5.7.1');
  });

  it('should give up after three days, and gather into one mail meanwhile', async () => {
    server.answers((stage) => (stage === 'sender' ? { status: 421 } : 'accept'));
    await mention();
    await after(MINUTE);
    const [{ message_id: first } = { message_id: '' }] = await mails();
    await mention();
    const waiting = await mails();
    expect(waiting).toHaveLength(1);
    // What may have arrived has other words now.
    expect(waiting[0]?.message_id).not.toBe(first);
    let attempts = 1;
    for (;;) {
      const [mail] = await mails();
      if (mail?.state !== 'waiting') break;
      await after(mail.due_at - nowMs);
      attempts += 1;
    }
    expect(await mails()).toMatchObject([{ state: 'given-up', attempts }]);
    expect(attempts).toBeGreaterThan(10);
  });
});
