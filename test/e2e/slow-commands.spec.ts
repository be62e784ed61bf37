import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { setTimeout as delay } from 'node:timers/promises';
import type { OpenedDocument, Wire } from '../forgotten-files-fixture.js';
import { simulatedDesk } from '../simulated-desk.js';

/** Longer than Kontor waits for an answer, and than any of these tests. */
const NEVER_MS = 3_600_000;

describe('a Document Server that answers commands slowly', () => {
  const desk = simulatedDesk();
  let letter: OpenedDocument;
  let title = 0;

  beforeEach(async () => {
    letter = await desk.fixture.create('letter.txt', 'Dear all,');
    await share('PUT', '{"role":"editor"}');
  });

  afterEach(() => desk.server.delayCommands(0));

  const call = async (username: string, path: string, init: RequestInit = {}): Promise<number> => {
    const headers = new Headers(init.body ? { 'content-type': 'application/json' } : {});
    const answer = await desk.fixture.kontor.fetchAs(username, path, { ...init, headers });
    await answer.arrayBuffer();
    return answer.status;
  };
  const share = (method: string, body: string | null = null) =>
    call('alice', `/api/documents/${letter.id}/shares/bob`, { method, body });
  /** A command that was only sent once its cause had its answer is still without one of its own. */
  const isPending = async (name: string): Promise<void> => {
    while (!desk.server.pendingCommands().includes(name)) await delay(10);
  };
  /** The new title is on its way to the open editors, and stays there. */
  const rename = async (): Promise<void> => {
    const body = JSON.stringify({ title: `letter ${++title}.txt` });
    expect(await call('alice', `/api/documents/${letter.id}`, { method: 'PATCH', body })).toBe(200);
    await isPending('meta');
  };

  it('should hold up neither who causes a command nor anybody else', async () => {
    const editor = await desk.open(letter.id);
    const other = await desk.fixture.create('other.txt', 'Of Bob,');
    desk.server.delayCommands(NEVER_MS);
    const meanwhile: (() => Promise<void>)[] = [
      async () => {
        await editor.type(' in between');
        expect(await editor.forceSave()).toBe(true);
        expect(String(await desk.fixture.content(letter.id))).toBe('Dear all, in between');
      },
      async () => {
        const another = await desk.open(other.id);
        await another.type(' of Alice');
        await another.close({ polite: true });
        await desk.server.nextCallback({ status: 2, key: other.key });
        expect(String(await desk.fixture.content(other.id))).toBe('Of Bob, of Alice');
      },
      async () => {
        expect(await desk.fixture.page('/')).toContain(`letter ${title}.txt`);
        expect(await desk.fixture.page(`/documents/${letter.id}`)).toContain(`letter ${title}.txt`);
      },
      async () => {
        const init = { method: 'POST', body: 'new' };
        expect(await call('bob', '/api/documents?title=new.txt', init)).toBe(201);
      },
    ];
    for (const act of meanwhile) {
      await rename();
      await act();
      expect(desk.server.pendingCommands()).toContain('meta');
    }
  });

  it('should let nobody wait who takes a right away', async () => {
    const editor = await desk.open(letter.id);
    await desk.server.nextCallback({ status: 1, key: letter.key });
    const answer = await desk.fixture.kontor.fetchAs('bob', '/api/eurooffice/session', {
      ...{ method: 'POST', body: JSON.stringify({ file_id: letter.id }) },
      headers: { 'content-type': 'application/json' },
    });
    const session: Wire = await answer.json();
    await desk.server.connect(session.config);
    desk.server.delayCommands(NEVER_MS);
    expect(await share('DELETE')).toBe(204);
    await isPending('drop');
    expect(await call('bob', `/api/documents/${letter.id}/content`)).toBe(404);
    await editor.type(' without Bob');
    expect(await editor.forceSave()).toBe(true);
    expect(desk.server.pendingCommands()).toContain('drop');
  });

  it('should not hold up a deletion', async () => {
    await desk.open(letter.id);
    desk.server.delayCommands(NEVER_MS);
    expect(await call('alice', `/api/documents/${letter.id}`, { method: 'DELETE' })).toBe(204);
    await isPending('drop');
    expect(await call('alice', `/api/documents/${letter.id}`)).toBe(404);
    expect(desk.server.pendingCommands()).toContain('drop');
  });
});
