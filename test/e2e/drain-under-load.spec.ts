import { mkdtemp, readdir, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { SavingDocumentServer, type EditorSession } from '../fakes/saving-document-server.js';
import { startKontor, type RunningKontor } from '../start-kontor.js';

const EDITORS = 20;
const LEAST_SAVES = 3;

describe('emptying a provider while people work', () => {
  const documentServer = new SavingDocumentServer();
  let folder: string;
  let kontor: RunningKontor;

  beforeAll(async () => {
    await documentServer.start();
    folder = await mkdtemp(join(tmpdir(), 'kontor-drain-'));
    const providers = [1, 2, 3, 4, 5, 6, 7].map((n) => ({
      name: `place-${n}`,
      url: pathToFileURL(join(folder, String(n))).href,
    }));
    const file = join(folder, 'storage.json');
    await writeFile(file, JSON.stringify({ k: 4, m: 2, min_durable: 5, providers }));
    kontor = await startKontor({
      KONTOR_STORAGE: file,
      EUROOFFICE_URL: documentServer.url,
      EUROOFFICE_JWT_SECRET: documentServer.secret,
    });
  });

  afterAll(async () => {
    await kontor.stop();
    await documentServer.stop();
    await rm(folder, { recursive: true, force: true });
  });

  const json = async <T>(username: string, path: string, init: RequestInit = {}): Promise<T> => {
    const headers = { 'content-type': 'application/json' };
    const response = await kontor.fetchAs(username, path, { headers, ...init });
    expect([path, response.ok]).toEqual([path, true]);
    return (await response.json()) as T;
  };

  /** As the Document Server fetches what it is to open. */
  async function openedBy({ config }: EditorSession): Promise<string> {
    const { url } = config.document;
    const authorization = `Bearer ${documentServer.sign({ payload: { url } })}`;
    const response = await fetch(url, { headers: { authorization } });
    expect(response.status).toBe(200);
    return response.text();
  }

  interface Draining {
    isOver: boolean;
  }

  /** Opens, saves, leaves, and opens again, until the provider is empty; every answer is looked at. */
  async function work(n: number, draining: Draining): Promise<number> {
    const { id } = await json<{ id: string }>('alice', `/api/documents?title=Minutes-${n}.txt`, {
      method: 'POST',
      body: `${n} begins`,
    });
    let text = `${n} begins`;
    let saves = 0;
    while (!draining.isOver || saves < LEAST_SAVES) {
      const session = await json<EditorSession>('alice', '/api/eurooffice/session', {
        method: 'POST',
        body: JSON.stringify({ file_id: id }),
      });
      expect(await openedBy(session)).toBe(text);
      text = `${n} saved ${++saves} ${'words '.repeat(500)}`;
      const { key } = session.config.document;
      const save = { status: 2, filetype: 'txt', user: 'alice' };
      const body = documentServer.offer(key, Buffer.from(text), save);
      expect(await documentServer.post(session, body)).toEqual({ status: 200, error: 0 });
    }
    const content = await kontor.fetchAs('alice', `/api/documents/${id}/content`);
    expect(await content.text()).toBe(text);
    return saves;
  }

  async function emptied(name: string): Promise<void> {
    const path = `/api/storage/providers/${name}/drain`;
    expect((await kontor.fetchAs('admin', path, { method: 'POST' })).status).toBe(202);
    for (;;) {
      interface Storage {
        readonly providers: { name: string; state: string }[];
      }
      const { providers } = await json<Storage>('admin', '/api/storage');
      if (providers.find((each) => each.name === name)?.state === 'drained') return;
      await new Promise((resolve) => setTimeout(resolve, 500));
    }
  }

  /** But for the files with which places are tried from time to time. */
  const filesAt = async (place: number): Promise<string[]> => {
    const all = await readdir(join(folder, String(place)), {
      recursive: true,
      withFileTypes: true,
    });
    return all
      .filter((each) => each.isFile() && !each.parentPath.endsWith('/v1/probe'))
      .map((each) => join(each.parentPath, each.name));
  };

  it(`should fail none of ${EDITORS} people's openings and saves, and leave nothing there`, async () => {
    const draining: Draining = { isOver: false };
    const editors = Array.from({ length: EDITORS }, (_, n) => work(n, draining));
    await Promise.race([emptied('place-3'), Promise.all(editors)]);
    draining.isOver = true;
    const saves = await Promise.all(editors);
    expect(Math.min(...saves)).toBeGreaterThanOrEqual(LEAST_SAVES);
    expect(await filesAt(3)).toEqual([]);
    expect((await filesAt(7)).length).toBeGreaterThan(0);
  });
});
