import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { FixedClock } from '../fakes/fixed-clock.js';
import {
  KEYS_PER_SESSION,
  type EditingSession,
} from '../../src/editor-connector/sessions/editing-sessions.js';
import { FileEditingSessions } from '../../src/editor-connector/sessions/editing-sessions.file.js';
import { SmallDisk } from '../small-disk.js';
import { editingSessionsConform, sessionAt } from './editor-connector-sessions.conformance.js';

const folders: string[] = [];
const folder = async (): Promise<string> => {
  const made = await mkdtemp(join(tmpdir(), 'kontor-sessions-'));
  folders.push(made);
  return made;
};

afterEach(async () => {
  await Promise.all(folders.splice(0).map((each) => rm(each, { recursive: true })));
});

editingSessionsConform('files', async (clock, max) =>
  FileEditingSessions.in(join(await folder(), 'sessions'), clock, max),
);

describe('FileEditingSessions', () => {
  const MINUTE = 60_000;
  let clock: FixedClock;
  let path: string;

  const session = (digit: string, ttlMs: number): EditingSession =>
    sessionAt(clock.nowMs(), {
      sessionId: digit.repeat(32),
      accountId: `person-${digit}`,
      expiresAtMs: clock.nowMs() + ttlMs,
    });
  const onDisk = async (): Promise<string> => {
    const names = await readdir(path);
    return (await Promise.all(names.map((name) => readFile(join(path, name), 'latin1')))).join('');
  };

  beforeEach(async () => {
    clock = new FixedClock();
    path = await folder();
  });

  it('should let people open documents while the disk is full', async () => {
    const disk = await SmallDisk.mount(64);
    const sessions = await FileEditingSessions.in(join(disk.path, 'sessions'), clock);
    await sessions.keep(session('a', MINUTE));
    await disk.fill();
    const kept = Array.from({ length: 12 }, (_, i) => session(i.toString(16), MINUTE));
    for (const each of kept) await sessions.keep(each);
    for (const each of kept)
      await sessions.addKey(each.documentKey, 1, new Map([[each.sessionId, 'sealed'.repeat(100)]]));
    expect(await sessions.find('b'.repeat(32))).toBeDefined();
    for (const each of kept) await sessions.end(each.sessionId);
    await disk.free();
    await sessions.keep(session('f', MINUTE));
    const after = await FileEditingSessions.in(join(disk.path, 'sessions'), clock);
    expect(await after.find('f'.repeat(32))).toBeDefined();
    expect(await after.find('b'.repeat(32))).toBeUndefined();
    sessions.onApplicationShutdown();
    after.onApplicationShutdown();
    await disk.unmount();
  });

  it('should load the sessions of an earlier run, but none that are broken or over', async () => {
    const before = await FileEditingSessions.in(path, clock);
    await before.keep(session('a', 1));
    const kept = session('b', 5000);
    await before.keep({ ...kept, wrappedKey: Buffer.from(kept.wrappedKey) });
    await before.addKey('key-1', 4, new Map([[kept.sessionId, 'sealed']]));
    await writeFile(join(path, '0-broken'), '{"sessionId":\nK{}\nS');
    clock.advance(1000);
    const after = await FileEditingSessions.in(path, clock);
    expect(await after.find('a'.repeat(32))).toBeUndefined();
    expect(await after.find('b'.repeat(32))).toEqual(kept);
    expect(await after.keysOf('b'.repeat(32))).toEqual([{ versionNumber: 4, ageHeader: 'sealed' }]);
    expect(await readdir(path)).toHaveLength(1);
    expect(await onDisk()).not.toContain('person-a');
  });

  it('should leave nothing on disk of sessions that are over', async () => {
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

  it('should overwrite a session and its keys in place, between others that stay', async () => {
    const sessions = await FileEditingSessions.in(path, clock);
    const all = ['a', 'b', 'c'].map((digit) => session(digit, MINUTE));
    for (const each of all) await sessions.keep(each);
    const wrapped = all[1]!.wrappedKey;
    const headers = new Map(
      all.map(({ sessionId, accountId }) => [sessionId, `key-of-${accountId}`]),
    );
    await sessions.addKey('key-1', 4, headers);
    expect(await onDisk()).toContain('key-of-person-b');
    await sessions.end('b'.repeat(32));
    expect(wrapped.every((byte) => byte === 0)).toBe(true);
    const left = await onDisk();
    expect(left).not.toMatch(/person-b|b{32}/);
    expect(left).toMatch(/person-a.*person-c.*key-of-person-a.*key-of-person-c/s);
    const after = await FileEditingSessions.in(path, clock);
    expect((await after.listOf('key-1')).map(({ accountId }) => accountId)).toEqual([
      'person-a',
      'person-c',
    ]);
  });

  it('should overwrite what expired while others of its segment stay', async () => {
    const sessions = await FileEditingSessions.in(path, clock);
    await sessions.keep(session('a', 1000));
    await sessions.keep(session('b', MINUTE));
    clock.advance(1000);
    await sessions.sweep();
    expect(await onDisk()).not.toContain('person-a');
    expect(await onDisk()).toContain('person-b');
  });

  it('should overwrite the oldest key when a newer one takes its place', async () => {
    const sessions = await FileEditingSessions.in(path, clock);
    const kept = session('a', MINUTE);
    await sessions.keep(kept);
    for (let number = 0; number <= KEYS_PER_SESSION; number++)
      await sessions.addKey('key-1', number, new Map([[kept.sessionId, `header-${number}-`]]));
    expect(await onDisk()).not.toContain('header-0-');
    expect(await onDisk()).toContain('header-1-');
  });
});
