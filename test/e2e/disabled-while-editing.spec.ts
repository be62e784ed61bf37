import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { DocumentServerTokens } from '../../src/editor-connector/document-server/document-server-tokens.js';
import { DocumentServerSimulator } from '../../playground/index.js';
import { startKontor, type RunningKontor } from '../start-kontor.js';
import { provisionSamba, type RunningSamba } from '../start-samba.js';

/** JSON as it came over the wire. */
type Wire = ReturnType<typeof JSON.parse>;

const SECRET = 'only-for-tests-only-for-tests-only-for-tests';
const PASSWORD = 'Mitten!Pass9';

/** Carla has a document open, in a browser and by a program, and another one checked out on her desktop. */
describe('somebody who is disabled in the directory while they edit', () => {
  let samba: RunningSamba;
  let server: DocumentServerSimulator;
  let kontor: RunningKontor;
  let token: string;

  beforeAll(async () => {
    samba = await provisionSamba();
    await samba.tool('user', 'create', 'carla', PASSWORD);
    await samba.start();
    server = await DocumentServerSimulator.start({ jwtSecret: SECRET, saveDelayMs: 50 });
    kontor = await startKontor({
      ...{ EUROOFFICE_URL: server.url, EUROOFFICE_JWT_SECRET: SECRET },
      ...samba.settings,
      // As the five minutes of an installation, only shorter.
      LDAP_REFRESH_SECONDS: '5',
    });
  });

  afterAll(async () => {
    await kontor?.stop();
    await server?.dispose();
    await samba.remove();
  });

  const ask = (path: string, init: RequestInit = {}) =>
    fetch(new URL(path, kontor.url), { redirect: 'manual', ...init });
  const send = (method: string, body: object): RequestInit => ({
    ...{ method, body: JSON.stringify(body) },
    headers: { 'content-type': 'application/json' },
  });
  async function as(bearer: string, path: string, init: RequestInit = {}): Promise<Response> {
    const headers = new Headers(init.headers);
    headers.set('authorization', `Bearer ${bearer}`);
    return ask(path, { ...init, headers });
  }
  const signIn = () =>
    ask('/api/auth/token', send('POST', { username: 'carla', password: PASSWORD }));

  /** The page's sign-in; the cookies that a browser sends from then on. */
  async function signInOnPage(): Promise<Response> {
    const body = new URLSearchParams({ username: 'carla', password: PASSWORD, next: '/' });
    return ask('/login', { method: 'POST', body, headers: { origin: kontor.url } });
  }

  /** As the Document Server would fetch the content once more. */
  async function fileOf({ config }: Wire): Promise<number> {
    const { url } = config.document;
    const tokens = kontor.app.get(DocumentServerTokens, { strict: false });
    return (await as(tokens.sign({ payload: { url } }, 60), url)).status;
  }

  /** A document of Alice that Carla may edit. */
  async function shared(title: string): Promise<string> {
    const init = { method: 'POST', body: 'Dear all,' };
    const created = await kontor.fetchAs('alice', `/api/documents?title=${title}`, init);
    const { id }: Wire = await created.json();
    const share = `/api/documents/${id}/shares/carla`;
    const answer = await kontor.fetchAs('alice', share, send('PUT', { role: 'editor' }));
    expect(answer.status).toBe(200);
    return id;
  }

  it('should be stopped without a request of theirs, and lose nothing that they typed', async () => {
    const { access_token }: Wire = await (await signIn()).json();
    token = access_token;
    const cookie = (await signInOnPage()).headers
      .getSetCookie()
      .map((one) => one.split(';')[0])
      .join('; ');
    const [letter, plan] = [await shared('letter.txt'), await shared('plan.txt')];
    const opening = send('POST', { file_id: letter });
    const session: Wire = await (await as(token, '/api/eurooffice/session', opening)).json();
    const ours: Wire = await (
      await kontor.fetchAs('alice', '/api/eurooffice/session', opening)
    ).json();
    const [alice, carla] = [
      await server.connect(ours.config),
      await server.connect(session.config),
    ];
    const given: Wire = await (
      await as(token, `/documents/${plan}/officeconnector_checkout_url`)
    ).json();
    const desktop = given.url.slice('oc:'.length);
    const statuses = async () => ({
      token: (await as(token, '/api/me')).status,
      page: (await ask('/api/me', { headers: { cookie } })).status,
      desktop: (await as(desktop, `/documents/${plan}/status`)).status,
      file: await fileOf(session),
    });
    expect(await statuses()).toEqual({ token: 200, page: 200, desktop: 200, file: 200 });

    await carla.type(' from Carla');
    await alice.waitForText((text) => text.includes('from Carla'));
    await samba.tool('user', 'disable', 'carla');
    await carla.waitFor('drop');
    expect([carla.editable, alice.editable]).toEqual([false, true]);
    expect(await statuses()).toEqual({ token: 401, page: 401, desktop: 401, file: 403 });
    for (const again of [await signIn(), await signInOnPage()])
      expect(again.headers.getSetCookie().join()).not.toContain('kontor_session=');
    expect((await signIn()).status).toBe(401);

    // Back with what the page still had: let in by the Document Server, and stopped again.
    const back = await server.connect(session.config);
    await (back.outdated ? Promise.resolve() : back.waitFor('drop'));
    expect(back.editable).toBe(false);
    await back.close();
    await carla.close();
    await alice.type(' and Alice');
    await alice.close({ polite: true });
    await server.nextCallback({ status: 2, key: session.config.document.key });
    const content = await kontor.fetchAs('alice', `/api/documents/${letter}/content`);
    expect(await content.text()).toBe('Dear all, from Carla and Alice');
    const listed = await kontor.fetchAs('alice', `/api/documents/${letter}`);
    expect(await listed.json()).toMatchObject({ current_version: 2, editors: [] });
  });

  it('should find everything as it was when they are let in again', async () => {
    await samba.tool('user', 'enable', 'carla');
    const answer = await signIn();
    expect(answer.status).toBe(200);
    const { access_token: fresh }: Wire = await answer.json();
    expect((await as(token, '/api/me')).status).toBe(401);
    const { documents }: Wire = await (await as(fresh, '/api/documents')).json();
    expect(documents.map(({ title }: Wire) => title)).toEqual(['letter.txt', 'plan.txt']);
  });
});
