import { afterAll, beforeAll, beforeEach, describe, expect, it, jest } from '@jest/globals';
import { ManageAccounts } from '../../src/access/index.js';
import { MailRounds } from '../../src/notifications/by-mail/mail-rounds.timer.js';
import { WaitingMails } from '../../src/notifications/index.js';
import { Clock } from '../../src/platform/clock/clock.js';
import { Database } from '../../src/platform/database/database.js';
import { RunningMailServer } from '../running-mail-server.js';
import type { RunningKontor } from '../start-kontor.js';
import { TwoInstances } from '../two-instances.js';

const MINUTE = 60_000;
const PEOPLE = Array.from({ length: 12 }, (_, n) => `person-${n}`);
const FOREVER = new AbortController().signal;

interface Tables {
  accounts: { username: string; mail: string };
  notification_mails: { state: string };
}

describe('mails of two instances', () => {
  let server: RunningMailServer;
  let both: TwoInstances;
  let id: string;
  let nowMs = Date.now();

  beforeAll(async () => {
    server = await RunningMailServer.start();
    both = await TwoInstances.start({
      SMTP_URL: server.url,
      KONTOR_MAIL_FROM: 'kontor@example.org',
    });
    for (const { app } of each())
      jest.spyOn(app.get(Clock, { strict: false }), 'nowMs').mockImplementation(() => nowMs);
    const accounts = both.here.app.get(ManageAccounts, { strict: false });
    const password = 'trains to Chur';
    await Promise.all(PEOPLE.map((username) => accounts.add({ username, password })));
    for (const username of PEOPLE)
      await query()
        .updateTable('accounts')
        .set({ mail: `${username}@example.org` })
        .where('username', '=', username)
        .execute();
    const init = { method: 'POST', body: 'x' };
    id = (await (await both.here.fetchAs('alice', '/api/documents?title=Plan.txt', init)).json())
      .id;
    for (const username of PEOPLE)
      await send(both.here, 'PUT', `/api/documents/${id}/shares/${username}`, { role: 'viewer' });
  });
  beforeEach(async () => {
    server.accepted.length = 0;
    await query().deleteFrom('notification_mails').execute();
  });
  afterAll(async () => {
    await both?.stop();
    await server?.stop();
  });

  const each = () => [both.here, both.there];
  const query = () => both.here.app.get(Database).query<Tables>();
  const roundsOf = ({ app }: RunningKontor) => app.get(MailRounds, { strict: false });
  const lookAll = () => Promise.all(each().map((instance) => roundsOf(instance).look(FOREVER)));
  const send = (to: RunningKontor, method: string, path: string, body: object) =>
    to.fetchAs('alice', path, {
      method,
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify(body),
    });
  const mention = (by: RunningKontor, usernames: readonly string[]) =>
    send(by, 'POST', `/api/eurooffice/mentions/${id}`, { usernames, text: 'Look' });

  it('should bring each once, with what both have told', async () => {
    await Promise.all(each().map((instance) => mention(instance, PEOPLE)));
    nowMs += MINUTE;
    await lookAll();
    // Those that two transactions began at the same moment follow each other.
    nowMs += 5 * MINUTE;
    await lookAll();
    const recipients = server.accepted.map(({ recipient }) => recipient);
    expect(new Set(recipients)).toEqual(new Set(PEOPLE.map((name) => `${name}@example.org`)));
    const ids = server.accepted.map(({ headers }) => headers['message-id']);
    expect(new Set(ids).size).toBe(ids.length);
    const told = server.accepted.reduce(
      (sum, { text }) => sum + text.split('mentioned you').length - 1,
      0,
    );
    expect(told).toBe(2 * PEOPLE.length);
  });

  it('should send what an instance left in the middle, once its lease is over', async () => {
    await mention(both.here, [PEOPLE[0]!]);
    nowMs += 10 * MINUTE;
    const mails = both.here.app.get(WaitingMails, { strict: false });
    const lease = { claim: 'of one that ended', nowMs, untilMs: nowMs + MINUTE };
    const left = await mails.claim(lease);
    await lookAll();
    expect(server.accepted).toEqual([]);
    nowMs += MINUTE;
    await lookAll();
    expect(server.accepted.map(({ headers }) => headers['message-id'])).toEqual([
      expect.stringContaining(left!.messageId),
    ]);
    // What it would have noted comes too late.
    await mails.note(left!, { state: 'given-up', atMs: nowMs });
    const states = await query().selectFrom('notification_mails').select('state').execute();
    expect(states).toEqual([{ state: 'sent' }]);
  });
});
