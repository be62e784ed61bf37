import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { ManageAccounts } from '../../src/access/index.js';
import { EditingPresence } from '../../src/documents/index.js';
import {
  claimsIn,
  desktopProgram,
  DOCX,
  docx,
  tokenIn,
  xlsx,
  type DesktopProgram,
} from '../desktop-program.js';
import { startKontor, type RunningKontor } from '../start-kontor.js';

let kontor: RunningKontor;
let program: DesktopProgram;

beforeAll(async () => {
  kontor = await startKontor({ ONEOFFIXX_HOSTNAME: 'templates.invalid' });
  program = desktopProgram(kontor);
});

afterAll(() => kontor.stop());

describe('a document from a template', () => {
  it('should go the whole way from the URL to the check-in', async () => {
    const { document: view, url } = await program.shadow();
    const { id } = view.document;
    expect(url).toMatch(/^oc:eyJ/);
    expect(url.length).toBeLessThanOrEqual(2000);
    expect(claimsIn(url)).toMatchObject({
      action: 'oneoffixx',
      url: `${kontor.url}/oc_oneoffixx`,
      documents: [id],
      sub: 'alice',
    });
    expect(claimsIn(url).exp - Date.now() / 1000).toBeGreaterThan(43_100);
    expect(claimsIn(url).exp - Date.now() / 1000).toBeLessThanOrEqual(43_201);

    const first = tokenIn(url);
    const payload = await program.post(first, '/oc_oneoffixx', [id, id]);
    expect(payload.status).toBe(200);
    const [entry, ...more] = (await payload.json()) as Record<string, string>[];
    expect(more).toEqual([]);
    expect(entry).toMatchObject({
      'document-url': `${kontor.url}/documents/${id}`,
      uuid: id,
      version: null,
      filename: 'Einladung.docx',
      'content-type': DOCX,
      'connect-xml': '@@oneoffix_connect_xml',
    });

    const answer = await program.ask(first, `${entry!['document-url']}/${entry!['connect-xml']}`);
    expect(answer.headers.get('content-type')).toContain('application/xml');
    expect(answer.headers.get('cache-control')).toBe('no-store');
    const xml = await answer.text();
    expect(xml).toContain('<LanguageLcid>2055</LanguageLcid>');
    expect(xml).toContain('<Node Id="subject">Herbst</Node>');
    expect(xml).toContain('<Node Id="ogg.document.title">Einladung</Node>');
    const second = /<Add key="Arguments">oc:([^<]+)</.exec(xml)![1]!;
    expect(claimsIn(`oc:${second}`)).toMatchObject({ action: 'checkout', documents: [id] });

    const checkout = await program.post(second, '/oc_checkout', [id]);
    const [steps] = (await checkout.json()) as Record<string, string>[];
    expect(steps).toMatchObject({
      filename: 'Einladung.docx',
      download: 'download',
      status: 'status',
      lock: '@lock',
      checkout: '@checkout',
      upload: '@tus-replace',
      checkin: '@checkin',
      unlock: '@unlock',
      cancelcheckout: '@cancelcheckout',
      has_pending_changes: false,
    });
    expect((await program.ask(second, `/documents/${id}/download`)).status).toBe(404);

    // Announces JSON and sends nothing, as the program does.
    const out = await program.post(second, `/documents/${id}/@checkout`);
    expect([out.status, await out.text()]).toEqual([204, '']);
    const lock = await program.post(second, `/documents/${id}/@lock`);
    const { token: lockToken, ...held } = (await lock.json()) as Record<string, unknown>;
    expect(held).toMatchObject({ locked: true, creator: 'alice', timeout: 600 });
    expect(typeof lockToken).toBe('string');
    const status = await (await program.ask(second, `/documents/${id}/status`)).json();
    expect(status).toMatchObject({
      checked_out: true,
      checked_out_by: 'alice',
      locked: true,
      locked_by: 'alice',
      lock_timeout: 600,
      review_state: 'document-state-shadow',
    });

    const begun = await program.begin(second, id, docx.length, 'Einladung.docx');
    expect(begun.status).toBe(201);
    expect(begun.headers.get('tus-resumable')).toBe('1.0.0');
    expect(Date.parse(begun.headers.get('upload-expires')!)).toBeGreaterThan(Date.now());
    const location = begun.headers.get('location')!;
    expect(location).toMatch(new RegExp(`^${kontor.url}/documents/${id}/@tus-upload/[\\w-]{43}$`));
    const sent = await program.patch(second, location, 0, docx);
    expect(sent.status).toBe(204);
    expect(sent.headers.get('upload-offset')).toBe(String(docx.length));
    expect(sent.headers.get('location')).toBe(`${kontor.url}/documents/${id}`);

    expect(await program.document('alice', id)).toMatchObject({
      state: 'active',
      current_version: 1,
    });
    expect((await program.ask(first, `/documents/${id}/@@oneoffix_connect_xml`)).status).toBe(404);
    expect(await (await program.post(second, `/documents/${id}/@unlock`)).json()).toEqual({
      locked: false,
      stealable: true,
    });
    const checkedIn = await program.post(second, `/documents/${id}/@checkin`, {
      comment: 'Entwurf',
    });
    expect(checkedIn.status).toBe(204);
    expect(await program.versions(id)).toMatchObject([
      { number: 1, origin: 'office-connector', author: 'alice', comment: 'Entwurf' },
    ]);
    const got = await program.ask(second, `/documents/${id}/download`);
    expect(got.headers.get('content-type')).toBe(DOCX);
    expect(Buffer.from(await got.arrayBuffer()).equals(docx)).toBe(true);
    expect((await program.ask(second, `/documents/${id}/status`)).status).toBe(200);
  });

  it('should be visible to its owner and to administrators alone, and open in no editor', async () => {
    const { document: view } = await program.shadow();
    const { id } = view.document;
    expect((await kontor.fetchAs('bob', `/api/documents/${id}`)).status).toBe(404);
    expect((await kontor.fetchAs('bob', `/documents/${id}/status`)).status).toBe(404);
    expect((await kontor.fetchAs('admin', `/api/documents/${id}`)).status).toBe(200);
    const session = await kontor.fetchAs('alice', '/api/eurooffice/session', {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ file_id: id }),
    });
    expect(session.status).toBeGreaterThanOrEqual(400);
    const list = await (await kontor.fetchAs('admin', '/api/documents?limit=200')).text();
    expect(list).not.toContain(id);
  });

  it('should not begin with characters that documents cannot hold', async () => {
    await expect(program.shadow('alice', 'A\u0001b')).rejects.toMatchObject({
      code: 'office-connector/forbidden-characters',
      kind: 'invalid',
    });
  });
});

describe('a document that waits for the desktop', () => {
  const put = (id: string, headers: Record<string, string>, body: Buffer = docx) =>
    kontor.fetchAs('alice', `/api/documents/${id}/content`, {
      method: 'PUT',
      headers,
      body: Uint8Array.from(body),
    });

  it.each([{}, { 'if-none-match': '*' }])(
    'should be left by an upload with %j',
    async (headers) => {
      const { document: view } = await program.shadow('alice', 'Von Hand');
      const { id } = view.document;
      expect((await put(id, { 'if-match': '*' })).status).toBe(412);
      expect((await put(id, { 'if-match': '"something"' })).status).toBe(412);
      const stored = await put(id, headers);
      expect(stored.status).toBe(201);
      expect(await stored.json()).toMatchObject({ number: 1, state: 'current', origin: 'upload' });
      expect(await program.document('alice', id)).toMatchObject({
        state: 'active',
        current_version: 1,
      });
      expect((await put(id, headers)).status).toBe('if-none-match' in headers ? 412 : 400);
      const url = await kontor.fetchAs('alice', `/documents/${id}/officeconnector_oneoffixx_url`);
      expect(url.status).toBe(404);
    },
  );

  it('should not be left by a file of another kind, or by two at once', async () => {
    const { document: view } = await program.shadow('alice', 'Zweimal');
    const { id } = view.document;
    expect((await put(id, {}, xlsx)).status).toBe(422);
    const both = await Promise.all([put(id, {}), put(id, {})]);
    expect(both.map(({ status }) => status).sort((a, b) => a - b)).toEqual([201, 412]);
    expect(await program.versions(id)).toHaveLength(1);
  });
});

describe('a payload', () => {
  it('should name a file that Windows can store, and leave the title as it is', async () => {
    const id = await program.uploaded('x');
    const title = 'CON: Vertrag "Müller"?.docx';
    await kontor.fetchAs('alice', `/api/documents/${id}`, {
      method: 'PATCH',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ title }),
    });
    const token = await program.checkoutToken('alice', id);
    const [payload] = await (await program.post(token, '/oc_checkout', [id])).json();
    expect(payload.filename).toBe('CON_ Vertrag _Müller__.docx');
    expect(await program.document('alice', id)).toMatchObject({ title });
  });
});

describe('the token in an oc: URL', () => {
  it('should be valid for its action and its documents only', async () => {
    const { document: view, url } = await program.shadow();
    const { id } = view.document;
    const token = tokenIn(url);
    const other = await program.uploaded('Anderes');
    expect((await program.post(token, `/documents/${id}/@checkout`)).status).toBe(403);
    expect((await program.post(token, '/oc_checkout', [id])).status).toBe(403);
    const mine = await program.checkoutToken('alice', other);
    expect((await program.ask(mine, `/documents/${id}/status`)).status).toBe(404);
    expect((await program.post(mine, '/oc_checkout', [id])).status).toBe(404);
    for (const path of [
      '/api/me',
      `/api/documents/${other}`,
      `/api/documents/${other}/content`,
      `/documents/${other}/officeconnector_checkout_url`,
    ]) {
      expect((await program.ask(mine, path)).status).toBe(401);
    }
    const [head, claims, signature] = mine.split('.');
    const forged = JSON.parse(Buffer.from(claims!, 'base64url').toString());
    const changed = Buffer.from(JSON.stringify({ ...forged, documents: [id] })).toString(
      'base64url',
    );
    const refused = await program.ask(`${head}.${changed}.${signature}`, `/documents/${id}/status`);
    expect(refused.status).toBe(401);
    expect(refused.headers.get('www-authenticate')).toContain('Bearer');
  });

  it('should leave out what is not to be seen, and refuse all when something may not be edited', async () => {
    const id = await program.uploaded('Sichtbar', 'bob');
    const hidden = await program.uploaded('Verborgen');
    const asBob = (ids: string[]) =>
      kontor.fetchAs('bob', '/oc_checkout', {
        method: 'POST',
        headers: { 'content-type': 'application/json' },
        body: JSON.stringify(ids),
      });
    const list = (await (await asBob([hidden, id])).json()) as { uuid: string }[];
    expect(list.map(({ uuid }) => uuid)).toEqual([id]);
    expect((await asBob([hidden])).status).toBe(404);
    await kontor.fetchAs('alice', `/api/documents/${hidden}/shares/bob`, {
      method: 'PUT',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ role: 'viewer' }),
    });
    expect((await asBob([hidden, id])).status).toBe(403);
    expect((await asBob([])).status).toBe(404);
  });
});

describe('check-out and lock', () => {
  const share = (id: string, role: 'viewer' | 'editor') =>
    kontor.fetchAs('alice', `/api/documents/${id}/shares/bob`, {
      method: 'PUT',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ role }),
    });
  const setDisabled = (disabled: boolean) =>
    kontor.app.get(ManageAccounts, { strict: false }).setDisabled('bob', disabled);

  it.each<[string, (id: string) => Promise<unknown>, (id: string) => Promise<unknown>]>([
    ['may only read now', (id) => share(id, 'viewer'), (id) => share(id, 'editor')],
    [
      'has no access any more',
      (id) => kontor.fetchAs('alice', `/api/documents/${id}/shares/bob`, { method: 'DELETE' }),
      (id) => share(id, 'editor'),
    ],
    ['was disabled', () => setDisabled(true), () => setDisabled(false)],
  ])('should not be held by somebody who %s', async (_, lose, regain) => {
    const id = await program.uploaded('Verwaist', 'bob');
    const bob = await program.checkoutToken('bob', id);
    expect((await program.post(bob, `/documents/${id}/@checkout`)).status).toBe(204);
    await program.post(bob, `/documents/${id}/@lock`);
    const status = async () =>
      (await kontor.fetchAs('alice', `/documents/${id}/status`)).json() as Promise<object>;
    const replace = () =>
      kontor.fetchAs('alice', `/api/documents/${id}/content`, {
        method: 'PUT',
        headers: { 'if-match': '*' },
        body: docx,
      });
    expect(await status()).toMatchObject({ checked_out_by: 'bob', locked_by: 'bob' });
    expect((await replace()).status).toBe(409);

    await lose(id);
    expect(await status()).toMatchObject({ checked_out: false, locked: false });
    expect((await replace()).status).toBe(201);
    const alice = await program.checkoutToken('alice', id);
    expect((await program.post(alice, `/documents/${id}/@checkout`)).status).toBe(204);
    const locked = await program.post(alice, `/documents/${id}/@lock`);
    expect(await locked.json()).toMatchObject({ creator: 'alice' });

    await program.post(alice, `/documents/${id}/@checkin`);

    // What was on the other desktop all the time does not replace what came since.
    await regain(id);
    kontor.signInAgain('bob');
    expect(await status()).toMatchObject({ checked_out: false, locked: false });
    const again = await program.checkoutToken('bob', id);
    expect((await program.begin(again, id, docx.length)).status).toBe(403);
    expect((await program.post(again, `/documents/${id}/@checkout`)).status).toBe(204);
  });

  it('should be one person at a time, as programs know it', async () => {
    const id = await program.uploaded('Zu zweit', 'bob');
    const [alice, bob] = [
      await program.checkoutToken('alice', id),
      await program.checkoutToken('bob', id),
    ];
    expect((await program.post(bob, `/documents/${id}/@checkout`)).status).toBe(204);
    for (const token of [alice, bob]) {
      const again = await program.post(token, `/documents/${id}/@checkout`);
      expect(again.status).toBe(403);
      expect(await again.json()).toEqual({
        type: 'Forbidden',
        message: 'msg_checkout_disallowed',
        translated_message: 'Checkout is not allowed.',
        additional_metadata: {},
      });
    }
    await program.post(bob, `/documents/${id}/@lock`);
    const foreign = await program.post(alice, `/documents/${id}/@lock`);
    expect(foreign.status).toBe(200);
    expect(await foreign.json()).toMatchObject({ locked: true, creator: 'bob' });
    expect(await (await program.post(alice, `/documents/${id}/@unlock`)).json()).toMatchObject({
      locked: true,
      creator: 'bob',
    });
    expect((await program.post(alice, `/documents/${id}/@checkin`)).status).toBe(403);
    expect((await program.post(alice, `/documents/${id}/@cancelcheckout`)).status).toBe(403);
    expect((await program.begin(alice, id, 10)).status).toBe(403);

    const replaced = await kontor.fetchAs('alice', `/api/documents/${id}/content`, {
      method: 'PUT',
      headers: { 'if-match': '*' },
      body: docx,
    });
    expect(replaced.status).toBe(409);
    const opened = await kontor.fetchAs('alice', '/api/eurooffice/session', {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ file_id: id }),
    });
    expect(await opened.json()).toMatchObject({
      checked_out_by: { username: 'bob' },
      config: { editorConfig: { mode: 'view' }, document: { permissions: { edit: false } } },
    });
    expect((await program.post(bob, `/documents/${id}/@checkin`)).status).toBe(204);
    expect((await program.post(alice, `/documents/${id}/@checkout`)).status).toBe(204);
  });

  it('should not begin while somebody edits in the browser', async () => {
    const id = await program.uploaded('Im Browser', 'bob');
    const token = await program.checkoutToken('alice', id);
    const presence = kontor.app.get(EditingPresence, { strict: false });
    await presence.report(id, 'some-key', ['bob']);
    expect((await program.post(token, `/documents/${id}/@checkout`)).status).toBe(403);
    expect((await program.post(token, `/documents/${id}/@lock`)).status).toBe(403);
    const status = await (await program.ask(token, `/documents/${id}/status`)).json();
    expect(status).toMatchObject({ checkout_collaborators: ['bob'], checked_out_by: null });
    await presence.report(id, 'some-key', []);
    expect((await program.post(token, `/documents/${id}/@checkout`)).status).toBe(204);
  });
});
