import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { DocumentServerSimulator } from '../../playground/index.js';
import { EVENT_TYPES } from '../../src/platform/events/event-outbox.js';
import { EventReceiver, type ReceivedEvent } from '../event-receiver.js';
import {
  docxOf,
  ForgottenFilesFixture,
  SECRET,
  startSimulator,
} from '../forgotten-files-fixture.js';
import {
  documentServerToken,
  newApplication,
  register,
  verified,
  type Application,
  type Wire,
} from '../webhook-desk.js';

describe('the events that an application hears', () => {
  let server: DocumentServerSimulator;
  let fixture: ForgottenFilesFixture;
  let receiver: EventReceiver;
  let application: Application;
  let secret: string;

  beforeAll(async () => {
    server = await startSimulator();
    fixture = await ForgottenFilesFixture.start(server, { KONTOR_WEBHOOK_ALLOW_PRIVATE: 'true' });
    receiver = await EventReceiver.start();
    application = await newApplication(fixture.kontor, ['webhooks', 'admin']);
    ({ secret } = await register(application, receiver, EVENT_TYPES));
  });

  afterAll(async () => {
    await fixture.kontor.stop();
    await receiver.stop();
    await server.dispose();
  });

  const isOf = (id: string, type: string) => (event: ReceivedEvent) =>
    event.type === type && event.data.document.id === id;
  const heard = (id: string, type: string): Promise<ReceivedEvent> => receiver.one(isOf(id, type));
  const as = (username: string, method: string, path: string, body?: object): Promise<Response> =>
    fixture.kontor.fetchAs(username, path, {
      method,
      ...(body !== undefined && {
        headers: { 'content-type': 'application/json' },
        body: JSON.stringify(body),
      }),
    });
  const documentOf = async (id: string): Promise<Wire> => fixture.json(`/api/documents/${id}`);
  const versionOf = async (id: string, number: number): Promise<Wire> => {
    const { versions } = await fixture.json(`/api/documents/${id}/versions`);
    return versions.find((version: Wire) => version.number === number);
  };
  const typeAndLeave = async (id: string, text: string): Promise<void> => {
    const editor = await server.connect((await fixture.session(id)).config);
    await editor.type(text);
    await editor.close({ polite: true });
  };

  it('should be all of them, signed, with what the API shows', async () => {
    const { id, key } = await fixture.create('letter.txt', 'Dear all,');
    const created = await heard(id, 'document.created');
    expect(verified(secret, created)).toEqual({
      type: 'document.created',
      timestamp: expect.stringMatching(/^\d{4}-\d\d-\d\dT.*Z$/),
      data: { document: expect.objectContaining({ id, owner: 'alice' }), actor: 'alice' },
    });
    const saved = await heard(id, 'version.saved');
    expect(saved.data).toEqual({
      document: await documentOf(id),
      version: await versionOf(id, 1),
    });

    await as('alice', 'PATCH', `/api/documents/${id}`, { title: 'minutes.txt' });
    const renamed = await heard(id, 'document.renamed');
    expect(renamed.data).toEqual({ document: await documentOf(id), actor: 'alice' });

    const share = { role: 'editor', download: false };
    await as('alice', 'PUT', `/api/documents/${id}/shares/bob`, share);
    const shared = { username: 'bob', role: 'editor', download: false, print: true, copy: true };
    expect((await heard(id, 'document.shared')).data.share).toEqual(shared);
    await as('alice', 'DELETE', `/api/documents/${id}/shares/bob`);
    expect((await heard(id, 'document.unshared')).data.share).toEqual({ username: 'bob' });

    const editor = await server.connect((await fixture.session(id)).config);
    await editor.type(' hello');
    expect((await heard(id, 'editing.began')).data).toMatchObject({
      document: { id, editors: ['alice'] },
      actor: 'alice',
    });
    await editor.close({ polite: true });
    expect((await heard(id, 'editing.ended')).data.document.editors).toEqual([]);
    const [, typed] = await receiver.many(2, isOf(id, 'version.saved'));
    expect(typed!.data.version).toEqual(await versionOf(id, 2));
    expect(typed!.data.version).toMatchObject({ number: 2, origin: 'save', author: 'alice' });

    await as('alice', 'POST', `/api/documents/${id}/versions/1/restore`);
    const restored = await heard(id, 'version.restored');
    expect(restored.data.version).toMatchObject({ number: 3, origin: 'restore', comment: '1' });

    await as('alice', 'POST', `/documents/${id}/@checkout`);
    expect((await heard(id, 'document.checked_out')).data.actor).toBe('alice');
    await as('alice', 'POST', `/documents/${id}/@checkin`);
    expect((await heard(id, 'document.checked_in')).data.actor).toBe('alice');

    await as('alice', 'DELETE', `/api/documents/${id}`);
    expect((await heard(id, 'document.deleted')).data).toMatchObject({
      document: { id },
      actor: 'alice',
    });
    await as('alice', 'POST', `/api/documents/${id}/restore`);
    expect((await heard(id, 'document.restored')).data.document).toEqual(await documentOf(id));
    expect(key).toBeDefined();
  });

  it('should be also that a save was recovered, and that one was set aside', async () => {
    const { id, key } = await fixture.create('lost.txt', 'Dear all,');
    server.failNextCallbacks(5);
    await typeAndLeave(id, ' lost');
    const attempts = [];
    while (attempts.length < 4) attempts.push(await server.nextCallback({ status: 2, key }));
    await fixture.harvest();
    expect((await heard(id, 'version.recovered')).data.version).toMatchObject({
      number: 2,
      origin: 'recovered',
    });

    const letter = await fixture.create('letter.docx', docxOf('Dear all,'));
    const session = await fixture.session(letter.id);
    const body = {
      // A text in the place of the letter.
      ...{ key: letter.key, status: 2, url: attempts[0]!.body.url, filetype: 'docx' },
      users: [session.config.editorConfig.user.id],
    };
    await fetch(session.config.editorConfig.callbackUrl, {
      method: 'POST',
      headers: {
        'content-type': 'application/json',
        authorization: `Bearer ${documentServerToken({ payload: body }, SECRET)}`,
      },
      body: JSON.stringify({ ...body, token: documentServerToken(body, SECRET) }),
    });
    const apart = await heard(letter.id, 'version.quarantined');
    expect(apart.data.version).toEqual(await versionOf(letter.id, 2));
    expect(apart.data.version).toMatchObject({ state: 'quarantined', reason: 'other-format' });
  });

  it('should have come all, each once and in its order', async () => {
    const types = new Set(receiver.received.map(({ type }) => type));
    expect([...types].toSorted()).toEqual([...EVENT_TYPES].toSorted());
    const ids = receiver.received.map(({ headers }) => headers['webhook-id']);
    expect(new Set(ids).size).toBe(ids.length);
    for (const event of receiver.received) verified(secret, event);
    const [first] = receiver.received.map(({ data }) => data.document.id);
    const ofFirst = receiver.received.filter(({ data }) => data.document.id === first);
    expect(ofFirst.map(({ type }) => type)).toEqual([
      ...['document.created', 'version.saved', 'document.renamed', 'document.shared'],
      ...['document.unshared', 'editing.began', expect.any(String), expect.any(String)],
      ...['version.restored', 'document.checked_out', 'document.checked_in'],
      ...['document.deleted', 'document.restored'],
    ]);
  });
});
