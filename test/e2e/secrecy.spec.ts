import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { mkdir, mkdtemp, readdir, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { SavingDocumentServer, type EditorSession } from '../fakes/saving-document-server.js';
import { freePorts } from '../free-port.js';
import { KontorProcess } from '../kontor-process.js';

/** Long and unlike anything else; searched for as it is and in the encodings that could hide it. */
const CANARY = 'canary-of-kontor-7f3a91c2-never-at-rest';
const DISGUISES = [
  CANARY,
  Buffer.from(CANARY).toString('hex'),
  // Base64 at each of the three alignments, without the characters that depend on the neighbours.
  ...[0, 1, 2].map((shift) =>
    Buffer.from('x'.repeat(shift) + CANARY)
      .toString('base64')
      .slice(4, -4),
  ),
  Buffer.from(CANARY, 'utf16le').toString('latin1'),
];

describe('plaintext', () => {
  const documentServer = new SavingDocumentServer();
  let folder: string;
  let kontor: KontorProcess;
  const authorised: Record<string, string> = {};

  beforeAll(async () => {
    await documentServer.start();
    folder = await mkdtemp(join(tmpdir(), 'kontor-secrecy-'));
    await mkdir(join(folder, 'tmp'));
    kontor = new KontorProcess({
      PORT: String(await freePorts()),
      KONTOR_DATA_DIR: join(folder, 'data'),
      TMPDIR: join(folder, 'tmp'),
      EUROOFFICE_URL: documentServer.url,
      EUROOFFICE_JWT_SECRET: documentServer.secret,
    });
    await kontor.start('--playground');
    const token = await fetch(`${kontor.url}/api/auth/token`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: '{"username":"alice","password":"alice"}',
    });
    authorised.authorization = `Bearer ${((await token.json()) as { access_token: string }).access_token}`;
  }, 30_000);

  afterAll(async () => {
    await kontor.kill();
    await documentServer.stop();
    await rm(folder, { recursive: true, force: true });
  });

  it('should be in no file during and after uploads, openings, saves and failed saves', async () => {
    const found: string[] = [];
    const finished = { yet: false };
    const search = (async () => {
      while (!finished.yet) {
        found.push(...(await filesWithCanary(folder)));
        await delay(5);
      }
    })();

    const text = Buffer.from(`${CANARY}\n`.repeat(40_000));
    const form = new FormData();
    form.set('file', new Blob([text]), 'Form.txt');
    await fetch(`${kontor.url}/api/documents`, { method: 'POST', headers: authorised, body: form });
    const created = await fetch(`${kontor.url}/api/documents?title=Secret.txt`, {
      method: 'POST',
      headers: authorised,
      body: text,
    });
    const { id } = (await created.json()) as { id: string };
    for (const status of [6, 6, 2]) await save(id, text, status, 'txt');
    await save(id, text, 6, 'docx'); // refused: the container is wrong
    await fetch(`${kontor.url}/api/documents/${id}/content`, { headers: authorised }).then((r) =>
      r.text(),
    );

    finished.yet = true;
    await search;
    found.push(...(await filesWithCanary(folder)));
    expect(found).toEqual([]);
    expect(kontor.output).not.toContain(CANARY);
    expect((await filesBelow(folder)).length).toBeGreaterThan(20);
  }, 60_000);

  it('should be found by this very search when it does rest somewhere', async () => {
    const { writeFile } = await import('node:fs/promises');
    await writeFile(join(folder, 'tmp', 'leak'), Buffer.from(`..${CANARY}`).toString('base64'));
    expect(await filesWithCanary(folder)).toHaveLength(1);
  });

  async function save(id: string, bytes: Buffer, status: number, filetype: string): Promise<void> {
    const opened = await fetch(`${kontor.url}/api/eurooffice/session`, {
      method: 'POST',
      headers: { ...authorised, 'content-type': 'application/json' },
      body: JSON.stringify({ file_id: id }),
    });
    const session = (await opened.json()) as EditorSession;
    const file = await fetch(session.config.document.url, {
      headers: {
        authorization: `Bearer ${documentServer.sign({ payload: { url: session.config.document.url } })}`,
      },
    });
    expect(await file.text()).toContain(CANARY);
    const body = documentServer.offer(session.config.document.key, bytes, {
      status,
      filetype,
      user: 'alice',
    });
    const answer = await documentServer.post(session, body);
    expect(answer?.error).toBe(filetype === 'txt' ? 0 : 1);
  }
});

/** Folder by folder: the service removes folders while this walks, and what is gone rests nowhere. */
async function filesBelow(folder: string): Promise<string[]> {
  const files: string[] = [];
  for (const entry of (await unlessGone(readdir(folder, { withFileTypes: true }))) ?? []) {
    const path = join(folder, entry.name);
    if (entry.isDirectory()) files.push(...(await filesBelow(path)));
    else if (entry.isFile()) files.push(path);
  }
  return files;
}

async function unlessGone<Read>(reading: Promise<Read>): Promise<Read | undefined> {
  try {
    return await reading;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return undefined;
    throw error;
  }
}

async function filesWithCanary(folder: string): Promise<string[]> {
  const found: string[] = [];
  for (const file of await filesBelow(folder)) {
    const bytes = await unlessGone(readFile(file, 'latin1'));
    if (DISGUISES.some((disguise) => bytes?.includes(disguise))) found.push(file);
  }
  return found;
}
