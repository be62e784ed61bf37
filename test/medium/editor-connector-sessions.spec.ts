import { afterEach, describe, expect, it } from '@jest/globals';
import { mkdtemp, readdir, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { FixedClock } from '../../src/platform/clock/clock.js';
import { FileEditingSessions } from '../../src/editor-connector/editing-sessions.file.js';
import { MemoryEditingSessions } from '../fakes/memory-editing-sessions.js';
import { editingSessionsConform } from './editor-connector-sessions.conformance.js';

const folders: string[] = [];
const folder = async (): Promise<string> => {
  const made = await mkdtemp(join(tmpdir(), 'kontor-sessions-'));
  folders.push(made);
  return made;
};

afterEach(async () => {
  await Promise.all(folders.splice(0).map((each) => rm(each, { recursive: true })));
});

editingSessionsConform('memory', async (clock, max) => new MemoryEditingSessions(clock, max));
editingSessionsConform('files', async (clock, max) =>
  FileEditingSessions.in(join(await folder(), 'sessions'), clock, max),
);

describe('FileEditingSessions', () => {
  const MINUTE = 60_000;
  let clock: FixedClock;
  const session = (digit: string, ttlMs: number) => ({
    sessionId: digit.repeat(32),
    documentId: 'doc',
    groupId: 'group',
    versionNumber: 1,
    wrappedKey: 'w',
    expiresAtMs: clock.nowMs() + ttlMs,
  });

  it('should take over what an earlier run left, and nothing that is broken or over', async () => {
    clock = new FixedClock();
    const path = await folder();
    const before = await FileEditingSessions.in(path, clock);
    await before.keep(session('a', 1));
    await before.keep(session('b', 5000));
    await writeFile(join(path, '0-broken'), '{"sessionId":');
    clock.advance(1000);
    const after = await FileEditingSessions.in(path, clock);
    expect(await after.find('a'.repeat(32))).toBeUndefined();
    expect(await after.find('b'.repeat(32))).toBeDefined();
    expect(await readdir(path)).toHaveLength(1);
  });

  it('should leave nothing on disk of sessions that are over', async () => {
    clock = new FixedClock();
    const path = await folder();
    const sessions = await FileEditingSessions.in(path, clock);
    await sessions.keep(session('a', 6 * MINUTE));
    clock.advance(5 * MINUTE);
    await sessions.keep(session('b', 6 * MINUTE));
    expect(await readdir(path)).toHaveLength(2);
    clock.advance(MINUTE);
    await sessions.sweep();
    expect(await readdir(path)).toHaveLength(1);
    clock.advance(5 * MINUTE);
    await sessions.sweep();
    expect(await readdir(path)).toEqual([]);
    await sessions.keep(session('c', MINUTE));
    expect(await sessions.find('c'.repeat(32))).toBeDefined();
  });
});
