import { beforeEach, describe, expect, it } from '@jest/globals';
import { randomBytes } from 'node:crypto';
import { FixedClock } from '../fakes/fixed-clock.js';
import type { Clock } from '../../src/platform/clock/clock.js';
import {
  KEYS_PER_SESSION,
  type EditingSession,
  type EditingSessions,
} from '../../src/editor-connector/sessions/editing-sessions.js';

/** A session as an opening makes it; `fields` are what a test is about. */
export const sessionAt = (nowMs: number, fields: Partial<EditingSession> = {}): EditingSession => ({
  sessionId: randomBytes(16).toString('hex'),
  documentId: 'doc',
  groupId: 'group',
  versionNumber: 3,
  accountId: 'zoë',
  documentKey: 'key-1',
  custody: 'zero-knowledge',
  wrappedKey: randomBytes(44),
  sessionRecipient: 'age1session',
  releasedAtMs: nowMs,
  expiresAtMs: nowMs + 1000,
  ...fields,
});

/** For every adapter of `EditingSessions`. */
export function editingSessionsConform(
  name: string,
  make: (clock: Clock, maxSessions: number) => Promise<EditingSessions>,
): void {
  describe(`editing sessions in ${name}`, () => {
    let clock: FixedClock;
    let sessions: EditingSessions;

    const kept = async (fields: Partial<EditingSession> = {}): Promise<EditingSession> => {
      const session = sessionAt(clock.nowMs(), fields);
      // The adapter owns and zeroes the key; the test compares with its own copy.
      await sessions.keep({ ...session, wrappedKey: Buffer.from(session.wrappedKey) });
      return session;
    };
    const isThere = async ({ sessionId }: EditingSession) =>
      (await sessions.find(sessionId)) !== undefined;
    const idsOf = async (documentKey: string) =>
      (await sessions.listOf(documentKey)).map(({ sessionId }) => sessionId);
    const headersFor = (all: readonly EditingSession[], text: string) =>
      new Map(all.map(({ sessionId }) => [sessionId, `${text} ${sessionId}`]));

    beforeEach(async () => {
      clock = new FixedClock();
      sessions = await make(clock, 4);
    });

    it('should find what was kept', async () => {
      const session = await kept();
      expect(await sessions.find(session.sessionId)).toEqual(session);
      const managed = await kept({ custody: 'managed', sessionRecipient: null });
      expect(await sessions.find(managed.sessionId)).toEqual(managed);
    });

    it('should know nothing of others, whatever the id looks like', async () => {
      for (const id of ['', '.', '../x', 'x'.repeat(500), '\0', sessionAt(0).sessionId]) {
        expect(await sessions.find(id)).toBeUndefined();
        expect(await sessions.keysOf(id)).toEqual([]);
        await sessions.end(id);
      }
    });

    it('should forget at the moment of expiry, swept or not', async () => {
      const short = await kept();
      const long = await kept({ expiresAtMs: clock.nowMs() + 2000 });
      await sessions.addKey('key-1', 4, headersFor([short, long], 'sealed'));
      clock.advance(1000);
      expect(await isThere(short)).toBe(false);
      expect(await sessions.keysOf(short.sessionId)).toEqual([]);
      expect(await idsOf('key-1')).toEqual([long.sessionId]);
      await sessions.sweep();
      expect(await isThere(short)).toBe(false);
      expect(await sessions.find(long.sessionId)).toEqual(long);
      expect(await sessions.keysOf(long.sessionId)).toHaveLength(1);
    });

    it('should drop the oldest beyond its limit', async () => {
      const all = [await kept(), await kept(), await kept(), await kept(), await kept()];
      const found = await Promise.all(all.map(isThere));
      expect(found).toEqual([false, true, true, true, true]);
    });

    it('should list those of one content, oldest first', async () => {
      const [one, two] = [await kept(), await kept({ accountId: 'bob' })];
      await kept({ documentKey: 'key-2' });
      expect(await sessions.listOf('key-1')).toEqual([one, two]);
      expect(await sessions.listOf('key-3')).toEqual([]);
    });

    it('should end one at once, and leave the others', async () => {
      const [one, two] = [await kept(), await kept()];
      await sessions.addKey('key-1', 4, headersFor([one, two], 'sealed'));
      await sessions.end(one.sessionId);
      expect(await isThere(one)).toBe(false);
      expect(await sessions.keysOf(one.sessionId)).toEqual([]);
      expect(await sessions.listOf('key-1')).toEqual([two]);
      expect(await sessions.keysOf(two.sessionId)).toHaveLength(1);
    });

    it('should end those of one content that were opened before, and no others', async () => {
      const [one, two] = [await kept(), await kept()];
      const other = await kept({ documentKey: 'key-2' });
      clock.advance(100);
      const later = await kept();
      await sessions.endAllOf('key-1', clock.nowMs());
      const found = await Promise.all([one, two, other, later].map(isThere));
      expect(found).toEqual([false, false, true, true]);
      expect(await idsOf('key-1')).toEqual([later.sessionId]);
    });

    it('should keep for each session its own copies of keys, in order', async () => {
      const [one, two] = [await kept(), await kept()];
      await sessions.addKey('key-1', 4, headersFor([one, two], 'first'));
      await sessions.addKey('key-1', 5, headersFor([two], 'second\nline'));
      expect(await sessions.keysOf(one.sessionId)).toEqual([
        { versionNumber: 4, ageHeader: `first ${one.sessionId}` },
      ]);
      expect(await sessions.keysOf(two.sessionId)).toEqual([
        { versionNumber: 4, ageHeader: `first ${two.sessionId}` },
        { versionNumber: 5, ageHeader: `second\nline ${two.sessionId}` },
      ]);
    });

    it('should take no key for a session that is over, unknown or of another content', async () => {
      const [over, other] = [await kept(), await kept({ documentKey: 'key-2' })];
      await sessions.end(over.sessionId);
      const unknown = sessionAt(clock.nowMs());
      await sessions.addKey('key-1', 4, headersFor([over, other, unknown], 'sealed'));
      for (const { sessionId } of [over, other, unknown])
        expect(await sessions.keysOf(sessionId)).toEqual([]);
      expect(await isThere(over)).toBe(false);
    });

    it('should keep the newest keys only', async () => {
      const session = await kept();
      for (let number = 1; number <= KEYS_PER_SESSION + 2; number++)
        await sessions.addKey('key-1', number, headersFor([session], 'sealed'));
      const numbers = (await sessions.keysOf(session.sessionId)).map((key) => key.versionNumber);
      expect(numbers).toEqual(Array.from({ length: KEYS_PER_SESSION }, (_, i) => i + 3));
    });
  });
}
