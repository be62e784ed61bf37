import { afterAll, afterEach, beforeAll, describe, expect, it } from '@jest/globals';
import { PassThrough } from 'node:stream';
import { text } from 'node:stream/consumers';
import { runCommandLine } from '../../src/command-line/run-command-line.js';
import { webhookCommand } from '../../src/command-line/webhook.command.js';
import { EVENT_TYPES } from '../../src/platform/events/event-outbox.js';
import { EventSpreadRepository } from '../../src/webhooks/delivery/event-spread.repository.js';
import { EventReceiver, type ReceivedEvent } from '../event-receiver.js';
import { startKontor, type RunningKontor } from '../start-kontor.js';
import {
  newApplication,
  register,
  verified,
  type Application,
  type Wire,
} from '../webhook-desk.js';

describe('webhooks', () => {
  let kontor: RunningKontor;
  let receiver: EventReceiver;

  beforeAll(async () => {
    kontor = await startKontor({ KONTOR_WEBHOOK_ALLOW_PRIVATE: 'true' });
    receiver = await EventReceiver.start();
  });
  afterEach(() => receiver.answers(() => 204));
  afterAll(async () => {
    await kontor.stop();
    await receiver.stop();
  });

  const json = async (response: Promise<Response>): Promise<Wire> => (await response).json();
  const create = async (title: string, by: Application, actFor?: string): Promise<string> =>
    (await json(by.call('POST', `/api/documents?title=${title}`, 'typed', actFor))).id;
  const rename = (id: string, title: string, by: Application): Promise<Response> =>
    by.call('PATCH', `/api/documents/${id}`, { title });
  const deliveriesOf = async (by: Application, id: string, query = ''): Promise<Wire[]> =>
    (await json(by.call('GET', `/api/webhooks/${id}/deliveries${query}`))).deliveries;
  const isOf = (id: string, type: string) => (event: ReceivedEvent) =>
    event.type === type && event.data.document.id === id;
  const titlesOf = (id: string): string[] =>
    receiver.received.filter(isOf(id, 'document.renamed')).map(({ data }) => data.document.title);

  const ALL = ['documents:read', 'documents:write', 'sessions', 'act-for-people', 'webhooks'];

  it('should tell an application of what it created or opened, and of nothing else', async () => {
    const [one, other] = [await newApplication(kontor, ALL), await newApplication(kontor, ALL)];
    await register(one, receiver, ['document.renamed']);
    const own = await create('own.txt', one);
    const forAlice = await create('hers.txt', one, 'alice');
    const opened = await create('opened.txt', other, 'alice');
    const foreign = await create('foreign.txt', other);
    await one.call('POST', '/api/eurooffice/session', { file_id: opened }, 'alice');
    for (const id of [foreign, own]) await rename(id, 'changed.txt', id === own ? one : other);
    for (const id of [forAlice, opened])
      await kontor.fetchAs('alice', `/api/documents/${id}`, {
        method: 'PATCH',
        headers: { 'content-type': 'application/json' },
        body: JSON.stringify({ title: 'changed.txt' }),
      });
    for (const id of [own, forAlice, opened]) await receiver.one(isOf(id, 'document.renamed'));
    expect(titlesOf(foreign)).toEqual([]);
  });

  it('should sign with both secrets while one is replaced, and show neither again', async () => {
    const application = await newApplication(kontor, ALL);
    const { id, secret: first } = await register(application, receiver, ['document.created']);
    const replaced = await application.call('POST', `/api/webhooks/${id}/secrets`);
    expect(replaced.status).toBe(201);
    const { secret: second, previous_secret_until: until } = await replaced.json();
    expect(Date.parse(until) - Date.now()).toBeGreaterThan(23 * 3600_000);
    const both = await receiver.one(
      isOf(await create('both.txt', application), 'document.created'),
    );
    for (const secret of [first, second]) verified(secret, both);
    const third = await json(
      application.call('POST', `/api/webhooks/${id}/secrets`, { keep_seconds: 0 }),
    );
    const one = await receiver.one(isOf(await create('one.txt', application), 'document.created'));
    verified(third.secret, one);
    for (const secret of [first, second]) expect(() => verified(secret, one)).toThrow();
    const shown = JSON.stringify(await json(application.call('GET', `/api/webhooks/${id}`)));
    for (const secret of [first, second, third.secret]) expect(shown).not.toContain(secret);
  });

  it('should tell of each title that a document got, also when another one follows at once', async () => {
    const application = await newApplication(kontor, ALL);
    await register(application, receiver, ['document.renamed']);
    const id = await create('a.txt', application);
    // Another instance has the turn, and does nothing with it.
    const spreading = kontor.app.get(EventSpreadRepository, { strict: false });
    while (!(await spreading.takeTurn('busy', Date.now(), Date.now() + 600_000)));
    for (const title of ['one.txt', 'two.txt']) await rename(id, title, application);
    await spreading.endTurn('busy');
    await receiver.many(2, isOf(id, 'document.renamed'));
    expect(titlesOf(id)).toEqual(['one.txt', 'two.txt']);
  });

  it('should follow no redirect, and end with a receiver that is gone', async () => {
    const application = await newApplication(kontor, ALL);
    const { id: webhook } = await register(application, receiver, ['document.created']);
    receiver.answers(() => 302);
    const { state, last_status: status } = await json(
      application.call('POST', `/api/webhooks/${webhook}/test`),
    );
    expect([state, status]).toEqual(['dead', 302]);
    receiver.answers(() => 410);
    const document = await create('gone.txt', application);
    await receiver.one(isOf(document, 'document.created'));
    const ended = async (): Promise<Wire> => {
      for (;;) {
        const shown = await json(application.call('GET', `/api/webhooks/${webhook}`));
        if (!shown.enabled) return shown;
      }
    };
    expect(await ended()).toMatchObject({ disabled_reason: 'gone' });
    const [dead] = await deliveriesOf(application, webhook, '?state=dead');
    expect(dead).toMatchObject({ last_status: 410, attempts: 1, next_attempt_at: null });

    const path = `/api/webhooks/${webhook}/deliveries/${dead.id}/resend`;
    expect((await application.call('POST', path)).status).toBe(409);
    receiver.answers(() => 200);
    await application.call('PATCH', `/api/webhooks/${webhook}`, { enabled: true });
    expect((await application.call('POST', path)).status).toBe(202);
    const [, again] = await receiver.many(2, isOf(document, 'document.created'));
    expect(again!.headers['webhook-id']).toBe(dead.event_id);
  });

  it('should send a test, through the API and on the command line', async () => {
    const application = await newApplication(kontor, ALL);
    const { id, secret } = await register(application, receiver, ['version.saved']);
    const sent = await json(application.call('POST', `/api/webhooks/${id}/test`));
    expect(sent).toMatchObject({ type: 'webhook.test', state: 'delivered', last_status: 204 });
    const came = await receiver.one(({ headers }) => headers['webhook-id'] === sent.event_id);
    expect(verified(secret, came)).toMatchObject({
      type: 'webhook.test',
      data: { webhook_id: id },
    });
    const said = await command('list');
    expect(said).toContain(`${id}\tenabled\t${application.id}\t${receiver.url}\tversion.saved`);
    expect(await command('test', id)).toBe('Delivered: HTTP 204\n');
    expect(await command('remove', id)).toBe(`Removed ${id}.\n`);
    expect((await application.call('GET', `/api/webhooks/${id}`)).status).toBe(404);
  });

  async function command(...args: string[]): Promise<string> {
    const [stdout, stderr] = [new PassThrough(), new PassThrough()];
    const env = {
      KONTOR_PROFILE: 'playground',
      KONTOR_DATA_DIR: `${kontor.folder}/data`,
      KONTOR_WEBHOOK_ALLOW_PRIVATE: 'true',
    };
    const terminal = { env, stdin: new PassThrough(), stdout, stderr };
    const status = await runCommandLine(['webhook', ...args], terminal, [webhookCommand]);
    stdout.end();
    stderr.end();
    expect([status, await text(stderr)]).toEqual([0, '']);
    return text(stdout);
  }

  it('should belong to its application, to administrators, and to nobody else', async () => {
    const [one, other] = [await newApplication(kontor, ALL), await newApplication(kontor, ALL)];
    const { id } = await register(one, receiver, EVENT_TYPES);
    const path = `/api/webhooks/${id}`;
    for (const method of ['GET', 'DELETE'])
      expect((await other.call(method, path)).status).toBe(404);
    expect((await one.call('GET', path, undefined, 'alice')).status).toBe(200);
    expect((await kontor.fetchAs('alice', path)).status).toBe(403);
    expect((await kontor.fetchAs('admin', path)).status).toBe(200);
    const without = await newApplication(kontor, ['documents:read']);
    expect((await without.call('GET', path)).status).toBe(403);
    const { webhooks } = await json(other.call('GET', '/api/webhooks'));
    expect(webhooks).toEqual([]);
    const { entries } = await json(
      kontor.fetchAs('admin', '/api/admin/audit?action=webhook.changed'),
    );
    const made = entries.find((entry: Wire) => entry.object_id === id && entry.result === 'ok');
    expect(made).toMatchObject({
      ...{ actor: `client:${one.name}`, object_type: 'webhook', detail: { what: 'added' } },
    });
  });

  it('should hear nothing any more when its application was disabled', async () => {
    const [gone, stays] = [await newApplication(kontor, ALL), await newApplication(kontor, ALL)];
    const watching = await newApplication(kontor, ['webhooks', 'admin']);
    const { id } = await register(gone, receiver, ['document.renamed']);
    const document = await create('left.txt', gone, 'alice');
    await stays.call('POST', '/api/eurooffice/session', { file_id: document }, 'alice');
    await register(stays, receiver, ['document.renamed']);
    const { id: all } = await register(watching, receiver, ['document.renamed']);
    await kontor.fetchAs('admin', `/api/admin/clients/${gone.id}`, {
      method: 'PATCH',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ disabled: true }),
    });
    await stays.call('PATCH', `/api/documents/${document}`, { title: 'right.txt' }, 'alice');
    await receiver.many(2, isOf(document, 'document.renamed'));
    const { deliveries } = await json(kontor.fetchAs('admin', `/api/webhooks/${id}/deliveries`));
    expect(deliveries).toEqual([]);
    expect(await deliveriesOf(watching, all)).toHaveLength(1);
  });

  it('should refuse what cannot be a receiver', async () => {
    const application = await newApplication(kontor, ALL);
    const status = async (body: object): Promise<number> =>
      (await application.call('POST', '/api/webhooks', body)).status;
    const events = ['version.saved'];
    expect(await status({ url: 'ftp://example.ch/', events })).toBe(422);
    expect(await status({ url: 'https://name:word@example.ch/', events })).toBe(422);
    expect(await status({ url: receiver.url, events: [] })).toBe(400);
    expect(await status({ url: receiver.url, events: ['version.lost'] })).toBe(400);
    expect(await status({ url: receiver.url, events, secret: 'whsec_mine' })).toBe(400);
  });

  it('should be counted', async () => {
    const metrics = await (await kontor.fetchAs('admin', '/metrics')).text();
    expect(metrics).toMatch(/kontor_webhook_attempts_total\{result="delivered"\} [1-9]/);
    expect(metrics).toMatch(/^kontor_webhook_waiting \d+$/m);
    expect(metrics).toMatch(/^kontor_webhook_oldest_seconds [\d.]+$/m);
  });
});

describe('the address of a webhook', () => {
  let kontor: RunningKontor;

  beforeAll(async () => {
    kontor = await startKontor();
  });
  afterAll(() => kontor.stop());

  it.each([
    ...['https://127.0.0.1/', 'https://localhost/', 'https://10.1.2.3/', 'https://192.168.1.1/'],
    ...[
      'https://169.254.169.254/latest',
      'https://[::1]/',
      'https://[fd00::1]/',
      'https://2130706433/',
    ],
    ...['https://[::ffff:127.0.0.1]/', 'https://0x7f.1/', 'http://93.184.215.14/'],
  ])('should not be %s', async (url) => {
    const application = await newApplication(kontor, ['webhooks']);
    const body = { url, events: ['version.saved'] };
    const response = await application.call('POST', '/api/webhooks', body);
    expect(response.status).toBe(422);
    const { code } = await response.json();
    expect(code).toBe(
      url.startsWith('http:') ? 'webhooks/invalid-address' : 'webhooks/private-address',
    );
  });
});
