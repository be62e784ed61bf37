import { mkdtemp, rename, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { startKontor, type RunningKontor } from '../start-kontor.js';

interface StorageJson {
  readonly counted_at: string;
  readonly at_risk: {
    readonly count: number;
    readonly versions: readonly { readonly document_id: string; readonly title: string | null }[];
  };
}

/** Three providers for 2+1, one of them unreachable: every version is at risk. */
describe('the figures of the storage', () => {
  let folder: string;
  let kontor: RunningKontor;
  let hers: string;
  let theirs: string;

  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'kontor-figures-'));
    const providers = ['a', 'b', 'c'].map((name) => ({
      name,
      url: pathToFileURL(join(folder, name)).href,
    }));
    const file = join(folder, 'storage.json');
    await writeFile(file, JSON.stringify({ k: 2, m: 1, min_durable: 2, providers }));
    kontor = await startKontor({ KONTOR_STORAGE: file });
    await rename(join(folder, 'b'), join(folder, 'away'));
    await writeFile(join(folder, 'b'), 'not a folder');
    hers = await create('alice', 'Salaries.txt');
    theirs = await create('admin', 'Handbook.txt');
  });
  afterAll(async () => {
    await kontor.stop();
    await rm(folder, { recursive: true, force: true });
  });

  async function create(username: string, title: string): Promise<string> {
    const init = { method: 'POST', body: 'text' };
    const answer = await kontor.fetchAs(username, `/api/documents?title=${title}`, init);
    return ((await answer.json()) as { id: string }).id;
  }

  const look = async (): Promise<StorageJson> =>
    (await kontor.fetchAs('admin', '/api/storage')).json() as Promise<StorageJson>;
  const status = async (language: string): Promise<string> => {
    const headers = { accept: 'text/html', 'accept-language': language };
    return (await kontor.fetchAs('admin', '/status', { headers })).text();
  };
  const titles = async () => {
    const { versions } = (await look()).at_risk;
    return Object.fromEntries(versions.map(({ document_id: id, title }) => [id, title]));
  };

  it('should name what is at risk where they see it, and its id where they do not', async () => {
    expect(await titles()).toEqual({ [hers]: null, [theirs]: 'Handbook.txt' });
    const page = await status('en');
    for (const text of [hers, theirs, 'Handbook.txt']) expect(page).toContain(text);
    expect(page).not.toContain('Salaries');
    await kontor.fetchAs('alice', `/api/documents/${hers}/shares/admin`, {
      method: 'PUT',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ role: 'viewer' }),
    });
    expect(await titles()).toEqual({ [hers]: 'Salaries.txt', [theirs]: 'Handbook.txt' });
  });

  it('should be counted anew when they ask something of the storage', async () => {
    const before = await look();
    const scrub = await kontor.fetchAs('admin', '/api/storage/scrub', { method: 'POST' });
    expect(scrub.status).toBe(202);
    const after = await look();
    expect(Date.parse(after.counted_at)).toBeGreaterThan(Date.parse(before.counted_at));
    expect(after.at_risk.count).toBe(2);
  });

  it.each([
    ['en', 'Forgotten files', 'None.'],
    ['de', 'Nicht abgelieferte Dateien', 'Keine.'],
    ['fr', 'Fichiers non livrés', 'Aucun.'],
  ])('should say in %s that no save was left behind', async (language, name, sentence) => {
    const page = await status(language);
    expect(page).toContain(`<h2>${name}</h2><p>${sentence}</p>`);
  });
});
