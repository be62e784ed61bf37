import { beforeEach, describe, expect, it } from '@jest/globals';
import { randomBytes } from 'node:crypto';
import { FixedClock } from '../../src/platform/clock/clock.js';
import type { Clock } from '../../src/platform/clock/clock.js';
import type {
  EditingSession,
  EditingSessions,
} from '../../src/editor-connector/editing-sessions.js';

/** What every adapter of `EditingSessions` keeps to. */
export function editingSessionsConform(
  name: string,
  make: (clock: Clock, maxSessions: number) => Promise<EditingSessions>,
): void {
  describe(`editing sessions in ${name}`, () => {
    let clock: FixedClock;
    let sessions: EditingSessions;

    const session = (ttlMs = 1000): EditingSession => ({
      sessionId: randomBytes(16).toString('hex'),
      documentId: 'doc',
      groupId: 'group',
      versionNumber: 3,
      wrappedKey: 'wrapped',
      expiresAtMs: clock.nowMs() + ttlMs,
    });

    beforeEach(async () => {
      clock = new FixedClock();
      sessions = await make(clock, 3);
    });

    it('should answer what was kept', async () => {
      const kept = session();
      await sessions.keep(kept);
      expect(await sessions.find(kept.sessionId)).toEqual(kept);
    });

    it('should know nothing of others, whatever the id looks like', async () => {
      for (const id of ['', '.', '../x', 'x'.repeat(500), '\0', session().sessionId]) {
        expect(await sessions.find(id)).toBeUndefined();
      }
    });

    it('should forget at the moment of expiry, swept or not', async () => {
      const [short, long] = [session(1000), session(2000)];
      await sessions.keep(short);
      await sessions.keep(long);
      clock.advance(1000);
      expect(await sessions.find(short.sessionId)).toBeUndefined();
      await sessions.sweep();
      expect(await sessions.find(short.sessionId)).toBeUndefined();
      expect(await sessions.find(long.sessionId)).toEqual(long);
    });

    it('should let the oldest go first beyond its limit', async () => {
      const all = [session(), session(), session(), session()];
      for (const each of all) await sessions.keep(each);
      const found = await Promise.all(all.map(({ sessionId }) => sessions.find(sessionId)));
      expect(found.map((each) => each !== undefined)).toEqual([false, true, true, true]);
    });
  });
}
