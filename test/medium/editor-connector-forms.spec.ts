import { beforeEach, describe, expect, it } from '@jest/globals';
import { join } from 'node:path';
import { BrowserRelease } from '../release-key.js';
import { startKontor } from '../start-kontor.js';
import { ZeroKnowledgePerson } from '../zero-knowledge-person.js';
import { KEPT_THERE, OK, SavingFixture } from './editor-connector-fixture.js';
import type { Session, Wire } from './editor-connector-server.js';

const pdf = (text: string): string => `%PDF-1.7\n% ${text}\n%%EOF\n`;
const idOf = ({ config }: Session): string => config.editorConfig.user.id;
const TITLE = /^Application – Bob Beispiel – \d{4}-\d\d-\d\d \d\d\.\d\d UTC\.pdf$/;

describe.each(['sqlite', 'postgres'] as const)('a form that is submitted, on %s', (engine) => {
  const fixture = SavingFixture.install({ engine });
  let bob: Session;
  let alice: Session;
  /** As the Document Server knows them. */
  let ids: { readonly alice: string; readonly bob: string };

  beforeEach(async () => {
    const init = { method: 'POST', body: pdf('empty') };
    const { id } = await fixture.json('alice', '/api/documents?title=Application.pdf', init);
    fixture.documentId = id;
    expect((await fixture.share('bob', 'form-filler')).status).toBe(200);
    bob = await fixture.open('bob');
    fixture.session = bob;
    alice = await fixture.open('alice');
    ids = { alice: idOf(alice), bob: idOf(bob) };
    await fixture.server.post(bob, { key: fixture.key, status: 1, users: [ids.bob] });
  });

  /** What the Document Server sends when Bob presses "Submit": the form flattened, and its fields by themselves. */
  const submission = (fields: object = {}, text = 'by Bob') =>
    fixture.report(6, fixture.server.file(fixture.key, pdf(text), 'pdf'), {
      filetype: 'pdf',
      forcesavetype: 3,
      formsdataurl: fixture.server.file(fixture.key, '[]', 'json'),
      users: [ids.bob],
      actions: [{ type: 2, userid: ids.bob }],
      history: { serverVersion: '9.3.0', changes: [change(ids.bob)] },
      ...fields,
    });
  const change = (id: string) => ({ created: '2026-01-01 00:00:01', user: { id, name: id } });
  const submit = (fields: object = {}) => fixture.server.post(bob, submission(fields));
  const submitted = async (who: string, query = ''): Promise<Wire[]> =>
    (await fixture.json(who, `/api/eurooffice/submissions/${fixture.documentId}${query}`))
      .submissions;
  /** The last save of the key, after everybody left. */
  const lastSave = (lastsave: unknown, over: object = {}) =>
    fixture.server.post(bob, {
      ...fixture.report(2, fixture.server.file(fixture.key, pdf('filled in'), 'pdf')),
      ...{ filetype: 'pdf', users: [ids.bob], notmodified: false, lastsave },
      ...over,
    });

  it('should become a document beside the form, and no version of it', async () => {
    expect(await submit()).toEqual(OK);
    const [made, ...others] = await submitted('bob');
    expect(others).toEqual([]);
    expect(made.title).toMatch(TITLE);
    const document = await fixture.json('alice', `/api/documents/${made.document_id}`);
    expect(document).toMatchObject({ owner: 'alice', title: made.title, current_version: 1 });
    const seen = await fixture.json('bob', `/api/documents/${made.document_id}`);
    expect(seen).toMatchObject({ owner: 'alice', role: 'viewer' });
    const path = `/api/documents/${made.document_id}/content`;
    expect(await (await fixture.kontor.fetchAs('bob', path)).text()).toBe(pdf('by Bob'));
    expect(await fixture.shown()).toEqual(['1 current']);
    expect(fixture.server.asked.some((asked) => asked.endsWith('.json'))).toBe(false);
  });

  it('should be told to the owner of the form, with a link to the document', async () => {
    await submit();
    const [{ document_id: id }] = (await submitted('alice')) as [Wire];
    const { notifications } = await fixture.json('alice', '/api/notifications');
    expect(notifications[0]).toMatchObject({
      ...{ kind: 'form-submitted', document_id: id, text: 'Application.pdf' },
      from: { username: 'bob', display_name: 'Bob Beispiel' },
    });
    expect(new URL(notifications[0].link).pathname).toBe(`/documents/${id}`);
  });

  it('should be one document however often it is delivered, and two when sent twice', async () => {
    const once = submission();
    const answers = [1, 2, 3].map(() => fixture.server.post(bob, once));
    expect(await Promise.all(answers)).toEqual([OK, OK, OK]);
    expect(await fixture.server.post(bob, once)).toEqual(OK);
    expect(await submitted('alice')).toHaveLength(1);
    expect(await submit()).toEqual(OK);
    expect(await submitted('alice')).toHaveLength(2);
  });

  if (engine === 'postgres')
    it('should be one document when two instances get it at once', async () => {
      const data = { KONTOR_DATA_DIR: join(fixture.kontor.folder, 'data') };
      const second = await startKontor({ ...fixture.settings, ...data });
      try {
        const once = submission();
        const { callbackUrl } = bob.config.editorConfig;
        const elsewhere = callbackUrl.replace(new URL(callbackUrl).origin, second.url);
        const answers = [callbackUrl, elsewhere].map((url) => fixture.server.post(bob, once, url));
        expect(await Promise.all(answers)).toEqual([OK, OK]);
        expect(await submitted('alice')).toHaveLength(1);
      } finally {
        await second.stop();
      }
    });

  it('should not be what others fill in at the same time', async () => {
    expect((await fixture.share('admin', 'form-filler')).status).toBe(200);
    const admin = await fixture.open('admin');
    const key = admin.config.document.key;
    expect(new Set([key, fixture.key, alice.config.document.key]).size).toBe(3);
    await fixture.server.post(admin, { key, status: 1, users: [idOf(admin)] });
    expect(await submit()).toEqual(OK);
    const theirs = {
      ...submission({ key, users: [idOf(admin)], actions: [{ type: 2, userid: idOf(admin) }] }),
      url: fixture.server.file(key, pdf('by Admin'), 'pdf'),
    };
    expect(await fixture.server.post(admin, theirs)).toEqual(OK);
    const made = await submitted('alice');
    const contents = made.map(async ({ document_id: id }) =>
      (await fixture.kontor.fetchAs('alice', `/api/documents/${id}/content`)).text(),
    );
    expect((await Promise.all(contents)).toSorted()).toEqual([pdf('by Admin'), pdf('by Bob')]);
    expect(await submitted('bob')).toHaveLength(1);
    expect(await fixture.shown()).toEqual(['1 current']);
  });

  it.each([
    ['the last save', { status: 2, notmodified: false }],
    ['a forced save', { status: 6, forcesavetype: 0, userdata: 'autosave' }],
    ['the save button', { status: 6, forcesavetype: 1 }],
    ['a save that failed', { status: 3, url: undefined }],
  ])('should be the only thing that is kept of a copy: not %s', async (_, fields) => {
    const before = fixture.server.fetched.length;
    expect(await lastSave(new Date().toISOString(), fields)).toEqual(OK);
    expect(await fixture.shown()).toEqual(['1 current']);
    expect(fixture.server.fetched.slice(before)).toEqual([]);
    const waits = await fixture.document();
    expect(waits).toMatchObject({ editors: [] });
    // Nothing of the form is unsaved, so its owner may replace it.
    const init = { method: 'PUT', body: pdf('next'), headers: { 'if-match': waits.etag } };
    const path = `/api/documents/${fixture.documentId}/content`;
    expect((await fixture.kontor.fetchAs('alice', path, init)).status).toBe(201);
  });

  it('should be no change of the form, which its owner may replace meanwhile', async () => {
    const before = await fixture.document();
    expect(before).toMatchObject({ editors: [] });
    const init = { method: 'PUT', body: pdf('next'), headers: { 'if-match': before.etag } };
    const path = `/api/documents/${fixture.documentId}/content`;
    expect((await fixture.kontor.fetchAs('alice', path, init)).status).toBe(201);
    expect(await submit()).toEqual(OK);
    expect(await submitted('alice')).toHaveLength(1);
    expect(await fixture.shown()).toEqual(['2 current', '1 archived']);
    expect((await fixture.open('bob')).config.document.key).not.toBe(fixture.key);
  });

  it('should let the person go on with one copy in all windows, and begin anew after it', async () => {
    expect((await fixture.open('bob')).config.document.key).toBe(fixture.key);
    await submit();
    const anew = (await fixture.open('bob')).config.document.key;
    expect(anew).not.toBe(fixture.key);
    expect(await lastSave(new Date().toISOString())).toEqual(OK);
    expect((await fixture.open('bob')).config.document.key).toBe(anew);
    expect(await submitted('bob')).toHaveLength(1);
  });

  it('should begin anew after the person left without submitting', async () => {
    await lastSave(new Date().toISOString());
    expect((await fixture.open('bob')).config.document.key).not.toBe(fixture.key);
    const [left] = [await fixture.open('bob')];
    const { key } = left.config.document;
    await fixture.server.post(left, { key, status: 1, users: [ids.bob] });
    await fixture.server.post(left, { key, status: 4 });
    expect((await fixture.open('bob')).config.document.key).not.toBe(key);
  });

  it('should show the person that what they have open is what they would get', async () => {
    const path = `/api/eurooffice/opening/${fixture.documentId}?key=`;
    expect(await fixture.json('bob', path + fixture.key)).toMatchObject({ is_current: true });
    const theirs = alice.config.document.key;
    expect(await fixture.json('bob', path + theirs)).toMatchObject({ is_current: false });
    expect(await fixture.json('alice', path + theirs)).toMatchObject({ is_current: true });
  });

  it('should have no save button that would keep nothing', () => {
    expect(bob.config.editorConfig.customization).toMatchObject({ forcesave: false });
    expect(alice.config.editorConfig.customization).toMatchObject({ forcesave: true });
  });

  it('should be made by who may edit the form as well, whose changes are saved in it', async () => {
    const { key } = alice.config.document;
    const fields = { key, users: [ids.alice], actions: [{ type: 2, userid: ids.alice }] };
    const url = fixture.server.file(key, pdf('by Alice'), 'pdf');
    expect(await fixture.server.post(alice, { ...submission(fields), url })).toEqual(OK);
    expect(await submitted('alice')).toHaveLength(1);
    const saved = {
      ...fixture.report(2, fixture.server.file(key, pdf('edited'), 'pdf')),
      ...{ key, filetype: 'pdf', users: [ids.alice], notmodified: false },
    };
    expect(await fixture.server.post(alice, saved)).toEqual(OK);
    expect(await fixture.shown()).toEqual(['2 current', '1 archived']);
    expect(await fixture.content()).toBe(pdf('edited'));
  });

  it('should be found by who may see it, and by its session', async () => {
    await submit();
    const [{ editing_session_id: id }] = (await submitted('bob')) as [Wire];
    expect(id).toBe(bob.session_id);
    expect(await submitted('alice', `?editing_session_id=${id}`)).toHaveLength(1);
    expect(await submitted('alice', '?editing_session_id=other')).toEqual([]);
    const path = `/api/eurooffice/submissions/${fixture.documentId}`;
    expect((await fixture.kontor.fetchAs('admin', path)).status).toBe(404);
  });

  it.each([
    ['a web page', (key: string) => fixture.server.answering(key, 'pdf', htmlPage)],
    ['another kind of file', (key: string) => fixture.server.file(key, 'no form', 'pdf')],
    ['an address elsewhere', () => `${fixture.server.url}/healthcheck`],
    ['nothing', () => undefined],
  ])('should not be made of %s', async (_, url) => {
    expect(await submit({ url: url(fixture.key) })).toEqual(KEPT_THERE);
    expect(await submitted('alice')).toEqual([]);
    expect(await fixture.shown()).toEqual(['1 current']);
  });

  it('should not be made of what the Document Server could not assemble', async () => {
    expect(await submit({ status: 7 })).toEqual(KEPT_THERE);
    expect(await submitted('alice')).toEqual([]);
    expect(await fixture.shown()).toEqual(['1 current']);
  });

  it('should not be accepted from somebody who may no longer fill it in', async () => {
    await fixture.share('bob', 'viewer');
    expect(await submit()).toEqual(KEPT_THERE);
    expect(await submitted('alice')).toEqual([]);
  });

  it('should be in the name of the address, whatever name it claims', async () => {
    expect(await submit({ actions: [{ type: 2, userid: 'admin' }] })).toEqual(OK);
    const [{ title }] = (await submitted('bob')) as [Wire];
    expect(title).toMatch(TITLE);
  });
});

const htmlPage = (_: unknown, response: import('node:http').ServerResponse) =>
  void response.writeHead(200, { 'content-type': 'text/html' }).end(pdf('sign in first'));

describe('a private form', () => {
  const fixture = SavingFixture.install();

  it('should not be submitted: the server would be able to read what it becomes', async () => {
    const alice = await ZeroKnowledgePerson.register(fixture.kontor, 'alice');
    const bob = await ZeroKnowledgePerson.register(fixture.kontor, 'bob');
    await alice.send('PATCH', '/api/me/identity', { custody: 'zero-knowledge' });
    const init = { method: 'POST', body: pdf('empty') };
    const made = await alice.fetch('/api/documents?title=Private.pdf', init);
    fixture.documentId = (await made.json()).id;
    const keyrings = await alice.sealings(fixture.documentId, [alice.recipient, bob.recipient]);
    const path = `/api/documents/${fixture.documentId}/shares/bob`;
    expect((await alice.send('PUT', path, { role: 'form-filler', keyrings })).status).toBe(200);
    const binding = {
      ...{ documentId: fixture.documentId, versionNumber: 1 },
      expiresAtMs: Date.now() + 30 * 60_000,
    };
    const fileKey = await bob.fileKey(fixture.documentId, 1);
    const release = await BrowserRelease.fresh().wire(fileKey, binding);
    fixture.session = await fixture.open('bob', { release });
    const { customization } = fixture.session.config.editorConfig;
    expect(customization.submitForm).toEqual({ visible: false });
    const report = fixture.report(6, fixture.server.file(fixture.key, pdf('by Bob'), 'pdf'), {
      ...{ filetype: 'pdf', forcesavetype: 3, users: [idOf(fixture.session)] },
      actions: [{ type: 2, userid: idOf(fixture.session) }],
    });
    expect(await fixture.server.post(fixture.session, report)).toEqual(KEPT_THERE);
    expect(await fixture.shown()).toEqual(['1 current']);
  });
});
