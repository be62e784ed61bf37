import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { ManageAccounts } from '../../src/access/index.js';
import { EditorRightsWatchdog } from '../../src/editor-connector/saving/open-editors.js';
import { SignedOutEditors } from '../../src/editor-connector/saving/signed-out-editors.js';
import type { DocumentServerSimulator, HeadlessEditor } from '../../playground/index.js';
import type { RunningKontor } from '../start-kontor.js';
import { TwoInstances } from '../two-instances.js';

/** JSON as it came over the wire. */
type Wire = ReturnType<typeof JSON.parse>;

/** Bob edits by one instance; that he may no longer is decided at another, or on its command line. */
describe('people who may no longer be here, on two instances', () => {
  let both: TwoInstances;
  let server: DocumentServerSimulator;
  let here: RunningKontor;
  let there: RunningKontor;
  let documentId: string;
  let session: Wire;
  let editor: HeadlessEditor;

  beforeAll(async () => {
    both = await TwoInstances.start();
    ({ server, here, there } = both);
  });

  afterAll(() => both?.stop());

  const get = <T>(kontor: RunningKontor, part: abstract new (...args: never[]) => T): T =>
    kontor.app.get(part, { strict: false });

  async function json(username: string, path: string, init: RequestInit = {}): Promise<Wire> {
    const headers = { 'content-type': 'application/json' };
    return (await there.fetchAs(username, path, { headers, ...init })).json();
  }
  const opened = (): Promise<Wire> =>
    json('bob', '/api/eurooffice/session', {
      method: 'POST',
      body: JSON.stringify({ file_id: documentId }),
    });

  const fileOf = ({ config }: Wire): Promise<number> => both.statusOfFile(config.document.url);

  beforeEach(async () => {
    here.signInAgain('bob');
    there.signInAgain('bob');
    const init = { method: 'POST', body: 'Dear all,', headers: {} };
    documentId = (await json('alice', '/api/documents?title=letter.txt', init)).id;
    const share = { method: 'PUT', body: JSON.stringify({ role: 'editor' }) };
    await json('alice', `/api/documents/${documentId}/shares/bob`, share);
    session = await opened();
    editor = await server.connect(session.config);
    await server.nextCallback({ status: 1, key: session.config.document.key });
    await editor.type(' from Bob');
    expect(await fileOf(session)).toBe(200);
  });

  /** What was typed is saved as by a closing, and nothing of the session opens anything more. */
  async function expectEnded(): Promise<void> {
    await editor.waitFor('drop');
    expect(editor.editable).toBe(false);
    await server.nextCallback({ status: 2, key: session.config.document.key });
    expect(await fileOf(session)).toBe(403);
    const document = await json('alice', `/api/documents/${documentId}`);
    expect(document).toMatchObject({ current_version: 2, editors: [] });
    await editor.close();
  }

  /** From another device, by the other instance. */
  async function endOtherSession(): Promise<void> {
    const list: Wire = await (await here.fetchAs('bob', '/api/me/sessions')).json();
    const [current, ...others] = list.sessions;
    expect(current).toMatchObject({ is_current: true, kind: 'program', address: '127.0.0.1' });
    const token = await there.tokenOf('bob');
    for (const { id } of others) {
      const answer = await here.fetchAs('bob', `/api/me/sessions/${id}`, { method: 'DELETE' });
      expect(answer.status).toBe(204);
    }
    const headers = { authorization: `Bearer ${token}` };
    expect((await fetch(`${there.url}/api/me`, { headers })).status).toBe(401);
    expect((await here.fetchAs('bob', '/api/me')).status).toBe(200);
  }

  it('should end what the desktop was given in a sign-in together with it', async () => {
    const given = await json('bob', `/documents/${documentId}/officeconnector_view_url`);
    const status = async () => {
      const headers = { authorization: `Bearer ${given.url.slice('oc:'.length)}` };
      return (await fetch(`${there.url}/documents/${documentId}/status`, { headers })).status;
    };
    expect(await status()).toBe(200);
    await endOtherSession();
    expect(await status()).toBe(401);
    await editor.waitFor('drop');
    await editor.close();
  });

  it('should stop whoever comes back with what the page still had', async () => {
    await endOtherSession();
    await expectEnded();
    const back = await server.connect(session.config);
    await (back.outdated ? Promise.resolve() : back.waitFor('drop'));
    expect(back.editable).toBe(false);
    await back.close();
  });

  it('should stop editing when their account is disabled', async () => {
    await get(here, ManageAccounts).setDisabled('bob', true);
    await expectEnded();
    // Let in again by what the page still had: stopped by the first report.
    const back = await server.connect(session.config);
    await (back.outdated ? Promise.resolve() : back.waitFor('drop'));
    expect(back.editable).toBe(false);
    await back.close();
    await get(here, ManageAccounts).setDisabled('bob', false);
  });

  it.each([
    [
      'were signed out everywhere',
      async () => {
        const answer = await here.fetchAs('bob', '/api/auth/sign-out-everywhere', {
          method: 'POST',
        });
        expect(answer.status).toBe(204);
      },
    ],
    [
      'signed out where they opened it',
      async () => {
        const answer = await there.fetchAs('bob', '/api/auth/sign-out', { method: 'POST' });
        expect(answer.status).toBe(204);
      },
    ],
    ['were signed out there from another device', endOtherSession],
    ['got another password', () => get(here, ManageAccounts).setPassword('bob', 'bob')],
  ])('should stop when they %s, and go on once they signed in again', async (_, end) => {
    await end();
    await expectEnded();
    there.signInAgain('bob');
    const again = await server.connect((await opened()).config);
    await again.type(' back');
    for (const kontor of [here, there]) {
      await get(kontor, EditorRightsWatchdog).run();
      await get(kontor, SignedOutEditors).run();
    }
    await again.type(' again');
    expect(again.editable).toBe(true);
    await again.close({ polite: true });
  });

  it('should stop when the right was revoked while the Document Server was unreachable', async () => {
    await server.kill();
    const unshare = await here.fetchAs('alice', `/api/documents/${documentId}/shares/bob`, {
      method: 'DELETE',
    });
    expect(unshare.status).toBe(204);
    await server.restart();
    const back = await server.connect(session.config);
    await back.waitFor('drop');
    expect([back.editable, await fileOf(session)]).toEqual([false, 403]);
    await back.close();
  });
});
