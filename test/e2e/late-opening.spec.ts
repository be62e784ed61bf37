import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { SavingDocumentServer, type EditorSession } from '../fakes/saving-document-server.js';
import { startKontor, type RunningKontor } from '../start-kontor.js';

/** JSON as it came over the wire. */
type Wire = ReturnType<typeof JSON.parse>;

/** Somebody's page has a session; the last editor of others leaves and is saved; only then does that page's editor open. */
describe('an editor that opens after the last save of its key', () => {
  let server: SavingDocumentServer;
  let kontor: RunningKontor;

  beforeAll(async () => {
    server = new SavingDocumentServer();
    await server.start();
    kontor = await startKontor({
      EUROOFFICE_URL: server.url,
      EUROOFFICE_JWT_SECRET: server.secret,
    });
  });
  afterAll(async () => {
    await kontor?.stop();
    await server?.stop();
  });

  const json = async (path: string, init?: RequestInit): Promise<Wire> =>
    (await kontor.fetchAs('alice', path, init)).json();
  const open = (id: string): Promise<EditorSession> =>
    json('/api/eurooffice/session', {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ file_id: id }),
    });
  const report = (session: EditorSession, status: number, text?: string, more: object = {}) => {
    const { key } = session.config.document;
    const { id: user } = session.config.editorConfig.user;
    const body =
      text === undefined
        ? { key, status, users: [user], actions: [{ type: 1, userid: user }] }
        : { ...server.offer(key, Buffer.from(text), { status, filetype: 'txt', user }), ...more };
    return server.post(session, body);
  };
  const fetched = async ({ config }: EditorSession): Promise<string> => {
    const { url } = config.document;
    const headers = { authorization: `Bearer ${server.sign({ payload: { url } })}` };
    return (await fetch(url, { headers })).text();
  };
  const versions = async (id: string): Promise<Wire> => {
    const all = (await json(`/api/documents/${id}/versions`)).versions as Wire[];
    return Promise.all(
      all.map(async ({ number, state }) => [
        ...[number, state],
        await (
          await kontor.fetchAs('alice', `/api/documents/${id}/content?version=${number}`)
        ).text(),
      ]),
    );
  };

  it('should not replace what was saved meanwhile by what it made of older content', async () => {
    const { id } = await json('/api/documents?title=Late.txt', { method: 'POST', body: 'first' });
    const [one, late] = [await open(id), await open(id)];
    expect(late.config.document.key).toBe(one.config.document.key);
    await report(one, 1);
    await report(one, 2, 'typed by the first');
    expect(await fetched(late)).toBe('first');
    await report(late, 1);
    await report(late, 2, 'first, and typed late');
    expect((await versions(id)).filter(([, state]: Wire) => state === 'current')).toEqual([
      [2, 'current', 'typed by the first'],
    ]);
  });

  it('should not do so either when the last of them left without another change', async () => {
    const { id } = await json('/api/documents?title=Left.txt', { method: 'POST', body: 'first' });
    const [one, late] = [await open(id), await open(id)];
    await report(one, 1);
    await report(one, 6, 'typed and saved by the first');
    // As the Document Server says that everything was force-saved.
    await report(one, 2, 'typed and saved by the first', { notmodified: true });
    expect(await fetched(late)).toBe('first');
    await report(late, 1);
    await report(late, 2, 'first, and typed late');
    expect((await versions(id)).filter(([, state]: Wire) => state === 'current')).toEqual([
      [2, 'current', 'typed and saved by the first'],
    ]);
  });
});
