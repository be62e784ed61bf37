import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { SavingDocumentServer, type EditorSession } from '../fakes/saving-document-server.js';
import { freePorts } from '../free-port.js';
import { KontorProcess } from '../kontor-process.js';

const ROUNDS = 12;
/**
 * The longest a round saves after its first save and before the kill; a save takes some milliseconds, so kills fall into
 * every phase.
 */
const LONGEST_ROUND_MS = 400;

interface Version {
  readonly number: number;
  readonly state: string;
}

describe('a process killed in the middle of saves', () => {
  const documentServer = new SavingDocumentServer();
  let folder: string;
  let kontor: KontorProcess;

  beforeAll(async () => {
    await documentServer.start();
    folder = await mkdtemp(join(tmpdir(), 'kontor-crash-'));
    kontor = new KontorProcess({
      PORT: String(await freePorts()),
      KONTOR_DATA_DIR: join(folder, 'data'),
      EUROOFFICE_URL: documentServer.url,
      EUROOFFICE_JWT_SECRET: documentServer.secret,
    });
  });

  afterAll(async () => {
    await kontor.kill();
    await documentServer.stop();
    await rm(folder, { recursive: true, force: true });
  });

  /** Tokens outlive a restart: the secret that signs them is a file. */
  let token: string;

  async function signIn(): Promise<void> {
    const response = await fetch(`${kontor.url}/api/auth/token`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: '{"username":"alice","password":"alice"}',
    });
    token = ((await response.json()) as { access_token: string }).access_token;
  }

  const call = (path: string, init: RequestInit = {}) =>
    fetch(`${kontor.url}${path}`, {
      ...init,
      headers: { ...(init.headers as object), authorization: `Bearer ${token}` },
    });

  it('should keep every acknowledged save and exactly one current version', async () => {
    await kontor.start('--playground');
    await signIn();
    const created = await call('/api/documents?title=Minutes.txt', {
      method: 'POST',
      body: 'first',
    });
    const { id } = (await created.json()) as { id: string };
    const acknowledged = new Set(['first']);
    let serial = 0;

    for (let round = 0; round < ROUNDS; round++) {
      const opened = await call('/api/eurooffice/session', {
        method: 'POST',
        headers: { 'content-type': 'application/json' },
        body: JSON.stringify({ file_id: id }),
      });
      const session = (await opened.json()) as EditorSession;
      let killed: Promise<void> | undefined;
      const killSoon = async (): Promise<void> => {
        await delay(Math.random() * LONGEST_ROUND_MS);
        await kontor.kill();
      };
      for (let alive = true; alive;) {
        const text = `save ${++serial}`;
        const body = documentServer.offer(session.config.document.key, Buffer.from(text), {
          status: 6,
          filetype: 'txt',
          user: 'alice',
        });
        const answer = await documentServer.post(session, body);
        if (answer?.status === 200 && answer.error === 0) {
          acknowledged.add(text);
          killed ??= killSoon();
        }
        alive = answer !== undefined;
      }
      await killed;
      await kontor.start('--playground');
      await expectWhole(id, acknowledged);
    }
    expect(acknowledged.size).toBeGreaterThan(ROUNDS);
  });

  async function expectWhole(id: string, acknowledged: ReadonlySet<string>): Promise<void> {
    const { versions } = (await (await call(`/api/documents/${id}/versions`)).json()) as {
      versions: Version[];
    };
    expect(versions.filter(({ state }) => state === 'current')).toHaveLength(1);
    const texts = new Set<string>();
    for (const { number } of versions) {
      const content = await call(`/api/documents/${id}/content?version=${number}`);
      expect(content.status).toBe(200);
      texts.add(await content.text());
    }
    expect([...acknowledged].filter((text) => !texts.has(text))).toEqual([]);
  }
});
