import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { SavingDocumentServer, type EditorSession } from '../fakes/saving-document-server.js';
import { freePorts } from '../free-port.js';
import { startKontor, type RunningKontor } from '../start-kontor.js';

const EXAMPLE = join(import.meta.dirname, '../../docs/examples/zero-knowledge.mjs');

describe('the example of zero-knowledge custody', () => {
  const documentServer = new SavingDocumentServer();
  let kontor: RunningKontor;
  let example: ChildProcess;
  let printed: string;
  let address: string;

  beforeEach(async () => {
    await documentServer.start();
    kontor = await startKontor({
      EUROOFFICE_URL: documentServer.url,
      EUROOFFICE_JWT_SECRET: documentServer.secret,
    });
  });

  afterEach(async () => {
    example.kill();
    await kontor.stop();
    await documentServer.stop();
  });

  async function start(): Promise<void> {
    const port = String(await freePorts());
    address = `http://127.0.0.1:${port}`;
    example = spawn(process.execPath, [EXAMPLE], {
      env: { KONTOR_URL: kontor.url, PORT: port, PASSPHRASE: 'three words of a test' },
    });
    printed = '';
    example.stdout!.on('data', (chunk: Buffer) => (printed += chunk.toString()));
    example.stderr!.on('data', (chunk: Buffer) => (printed += chunk.toString()));
  }

  /** Rejects, with what was printed, when the example ends without it. */
  async function untilPrinted(text: string): Promise<void> {
    const ended = once(example, 'close');
    while (!printed.includes(text)) {
      const isOver = await Promise.race([
        once(example.stdout!, 'data').then(() => false),
        ended.then(() => true),
      ]);
      if (isOver && !printed.includes(text)) throw new Error(`never printed ${text}:\n${printed}`);
    }
  }

  /** What the Document Server does when a person opens the page, saves, and closes it. */
  async function editInPage(): Promise<{ opened: string; script: string }> {
    await untilPrinted('leave the page open');
    const page = await (await fetch(address)).text();
    const config = JSON.parse(/const config = (.*);/.exec(page)![1]!) as EditorSession['config'];
    const { url, key } = config.document;
    const token = documentServer.sign({ payload: { url } });
    const file = await fetch(url, { headers: { authorization: `Bearer ${token}` } });
    const session = { session_id: '', config };
    const fields = { status: 6, filetype: 'txt', user: 'alice' };
    const saved = documentServer.offer(key, Buffer.from('We offer 90.'), fields);
    expect(await documentServer.post(session, saved)).toMatchObject({ error: 0 });
    await untilPrinted('Now close the page');
    expect(await documentServer.post(session, { key, status: 4 })).toMatchObject({ error: 0 });
    return { opened: await file.text(), script: /<script src="(.*)">/.exec(page)![1]! };
  }

  it('should do on a whole Kontor what the page about it says', async () => {
    await start();
    const { opened, script } = await editInPage();
    expect(opened).toBe('We offer 100.');
    expect(script).toContain(documentServer.url);
    await untilPrinted('brings back');
    if (example.exitCode === null) await once(example, 'close');
    expect(example.exitCode).toBe(0);
    expect(printed.trim().split('\n')).toEqual([
      expect.stringMatching(/^alice has the key age1\w{58}$/),
      expect.stringMatching(/^Document \S{36} has zero-knowledge custody$/),
      'The server itself: storage/key-needed',
      `Edit at ${address}, save, and leave the page open`,
      'Version 2, opened by the session alone: We offer 90.',
      'Now close the page',
      'The session is over; the Document Server fetched the document 1 time(s)',
      'alice reads version 1: We offer 100.',
      'bob reads version 2: We offer 90.',
      'bob after that: documents/no-such-document',
      'Version 3 of epoch 2 brings back: We offer 100.',
    ]);

    // Once more: the passphrase opens the key that is there.
    const [firstLine] = printed.split('\n');
    await start();
    await untilPrinted('has the key');
    expect(printed.split('\n')[0]).toBe(firstLine);
  });
});
