import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { DocumentServerSimulator } from '../../playground/index.js';
import { provisionSamba, type RunningSamba } from '../start-samba.js';
import { startKontor, type RunningKontor } from '../start-kontor.js';

/** JSON as it came over the wire. */
type Wire = ReturnType<typeof JSON.parse>;

const SECRET = 'only-for-tests-only-for-tests-only-for-tests';
const PASSWORD = 'Rundweg!Pass9';

/** Carla is in `Amt für Bau` by another group, and has no share of her own. */
describe('documents shared with a group of the directory', () => {
  let samba: RunningSamba;
  let server: DocumentServerSimulator;
  let kontor: RunningKontor;
  let token: string;
  let documentId: string;

  beforeAll(async () => {
    samba = await provisionSamba();
    await samba.tool('user', 'create', 'carla', PASSWORD);
    for (const name of ['Amt für Bau', 'Hochbau']) await samba.tool('group', 'add', name);
    await samba.tool('group', 'addmembers', 'Hochbau', 'carla');
    await samba.tool('group', 'addmembers', 'Amt für Bau', 'Hochbau');
    await samba.start();
    server = await DocumentServerSimulator.start({ jwtSecret: SECRET, saveDelayMs: 50 });
    kontor = await startKontor({
      ...{ EUROOFFICE_URL: server.url, EUROOFFICE_JWT_SECRET: SECRET },
      ...{ ...samba.settings, LDAP_REFRESH_SECONDS: '5' },
    });
  });

  afterAll(async () => {
    await kontor?.stop();
    await server?.dispose();
    await samba.remove();
  });

  async function asCarla(method: string, path: string, body?: object): Promise<Wire> {
    const response = await fetch(new URL(path, kontor.url), {
      method,
      headers: {
        'content-type': 'application/json',
        ...(token && { authorization: `Bearer ${token}` }),
      },
      ...(body !== undefined && { body: JSON.stringify(body) }),
    });
    return { status: response.status, ...((await response.json()) as object) };
  }

  it('should be shared before anybody of it came, and opened by who comes', async () => {
    const found: Wire = await (
      await kontor.fetchAs('alice', `/api/people?q=${encodeURIComponent('Amt f')}`)
    ).json();
    const init = { method: 'POST', body: 'Dear all,' };
    const created: Wire = await (
      await kontor.fetchAs('alice', '/api/documents?title=Plan.txt', init)
    ).json();
    documentId = created.id;
    const path = `/api/documents/${documentId}/shares/groups/${found.groups[0].id}`;
    const headers = { 'content-type': 'application/json' };
    const body = JSON.stringify({ role: 'editor' });
    const shared = await kontor.fetchAs('alice', path, { method: 'PUT', headers, body });
    expect(shared.status).toBe(200);
    const credentials = { username: 'carla', password: PASSWORD };
    token = (await asCarla('POST', '/api/auth/token', credentials)).access_token;
    const { documents } = await asCarla('GET', '/api/documents');
    expect(documents.map(({ id }: Wire) => id)).toEqual([documentId]);
  });

  it('should no longer be edited by who leaves it there, without a request of theirs', async () => {
    const session = await asCarla('POST', '/api/eurooffice/session', { file_id: documentId });
    const editor = await server.connect(session.config);
    await server.nextCallback({ status: 1, key: session.config.document.key });
    await editor.type(' from Carla');
    await samba.tool('group', 'removemembers', 'Amt für Bau', 'Hochbau');
    await editor.waitFor('drop');
    expect(editor.editable).toBe(false);
    await server.nextCallback({ status: 2, key: session.config.document.key });
    expect((await asCarla('GET', `/api/documents/${documentId}`)).status).toBe(404);
    const response = await kontor.fetchAs('alice', `/api/documents/${documentId}`);
    expect(await response.json()).toMatchObject({ current_version: 2, editors: [] });
    await editor.close();
  });
});
