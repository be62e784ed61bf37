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
  it('should take over what an earlier run left, and nothing that is broken or over', async () => {
    const clock = new FixedClock();
    const path = await folder();
    const session = (digit: string, expiresAtMs: number) => ({
      sessionId: digit.repeat(32),
      documentId: 'doc',
      groupId: 'group',
      versionNumber: 1,
      wrappedKey: 'w',
      expiresAtMs,
    });
    const before = await FileEditingSessions.in(path, clock);
    await before.keep(session('a', clock.nowMs() + 1));
    await before.keep(session('b', clock.nowMs() + 5000));
    await writeFile(join(path, 'c'.repeat(32)), '{"sessionId":');
    await writeFile(join(path, `${'d'.repeat(32)}.new`), '');
    clock.advance(1000);
    const after = await FileEditingSessions.in(path, clock);
    expect(await readdir(path)).toEqual(['b'.repeat(32)]);
    expect(await after.find('b'.repeat(32))).toBeDefined();
  });
});
