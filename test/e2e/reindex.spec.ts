import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it, jest } from '@jest/globals';
import { reindexCommand } from '../../src/command-line/reindex.command.js';
import { runCommandLine } from '../../src/command-line/run-command-line.js';
import { startKontor, type RunningKontor } from '../start-kontor.js';

jest.setTimeout(120_000);

interface VersionJson {
  readonly id: string;
  readonly number: number;
  readonly state: string;
  readonly origin: string;
  readonly author: string;
  readonly size: number;
}

/** The database goes, the shards and the identity stay. */
describe('kontor reindex', () => {
  let kontor: RunningKontor;
  let folder: string;
  let env: Record<string, string>;

  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'kontor-reindex-'));
    env = { KONTOR_PROFILE: 'playground', KONTOR_DATA_DIR: join(folder, 'data') };
    kontor = await startKontor(env);
  });
  afterAll(async () => {
    await kontor.stop();
    await rm(folder, { recursive: true, force: true });
  });

  const json = async <T>(path: string, init?: RequestInit): Promise<T> => {
    const response = await kontor.fetchAs('alice', path, init);
    if (!response.ok) throw new Error(`${path}: ${response.status} ${await response.text()}`);
    return (await response.json()) as T;
  };

  async function newDocument(title: string, text: string): Promise<string> {
    const path = `/api/documents?title=${encodeURIComponent(title)}`;
    return (await json<{ id: string }>(path, { method: 'POST', body: text })).id;
  }

  async function replace(id: string, text: string): Promise<void> {
    const { etag } = await json<{ etag: string }>(`/api/documents/${id}`);
    await json(`/api/documents/${id}/content`, {
      method: 'PUT',
      headers: { 'if-match': etag },
      body: text,
    });
  }

  /** Everything a person sees of their documents, with the bytes of each version. */
  async function seen() {
    const { documents } = await json<{ documents: { id: string; title: string }[] }>(
      '/api/documents?limit=100',
    );
    return Promise.all(
      documents.map(async ({ id }) => {
        const { title, owner, current_version, version_group_id, size, created_at } = await json<
          Record<string, unknown>
        >(`/api/documents/${id}`);
        const { versions } = await json<{ versions: VersionJson[] }>(
          `/api/documents/${id}/versions`,
        );
        const contents = await Promise.all(
          versions.map(async ({ number }) =>
            (
              await kontor.fetchAs('alice', `/api/documents/${id}/content?version=${number}`)
            ).text(),
          ),
        );
        return {
          ...{ id, title, owner, current_version, version_group_id, size, created_at, contents },
          versions: versions.map((version) => ({
            ...{ id: version.id, number: version.number, state: version.state },
            ...{ origin: version.origin, author: version.author, size: version.size },
          })),
        };
      }),
    );
  }

  async function reindex(...args: string[]): Promise<{ status: number; said: string }> {
    let said = '';
    const out = { write: (text: string) => (said += text) };
    const terminal = { env, stdin: process.stdin, stdout: out, stderr: out };
    const status = await runCommandLine(['reindex', ...args], terminal, [reindexCommand]);
    return { status, said };
  }

  it('should bring back every document, version, order and head', async () => {
    for (let i = 0; i < 5; i++) {
      const id = await newDocument(`Minutes ${i}.txt`, `first of ${i}`);
      for (let n = 0; n < i; n++) await replace(id, `version ${n} of ${i}`);
      if (i === 4) {
        await json(`/api/documents/${id}/versions/2/restore`, { method: 'POST' });
        await replace(id, 'after the restore');
      }
    }
    const before = await seen();
    await kontor.stop();
    expect((await reindex()).said).toContain('has documents');
    for (const end of ['', '-wal', '-shm']) {
      await rm(join(folder, 'data', `kontor.sqlite${end}`), { force: true });
    }

    expect(await reindex()).toEqual({
      status: 0,
      said: expect.stringContaining('Took up 17 versions of 5 documents'),
    });
    const again = await reindex('--merge');
    expect(again).toEqual({
      status: 0,
      said: expect.stringContaining('Took up 0 versions of 0 documents; 5 were known'),
    });
    kontor = await startKontor(env);
    expect(await seen()).toEqual(before);
    // And it goes on from there.
    const id = before[0]!.id;
    await replace(id, 'later');
    expect(await (await kontor.fetchAs('alice', `/api/documents/${id}/content`)).text()).toBe(
      'later',
    );
  });
});
