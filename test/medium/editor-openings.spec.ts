import { expect, it } from '@jest/globals';
import { Clock } from '../../src/platform/clock/clock.js';
import {
  OPENINGS_KEPT_MS,
  type EditorOpening,
} from '../../src/editor-connector/sessions/editor-openings.js';
import { KyselyEditorOpenings } from '../../src/editor-connector/sessions/editor-openings.kysely.js';
import { describeOnBothEngines } from '../engines.js';

const NOW_MS = Date.UTC(2026, 10, 29);

describeOnBothEngines('who opened what in the editor', ({ open }) => {
  const clock = { nowMs: () => NOW_MS } as Clock;

  async function openings(limit?: number) {
    const database = await open();
    const kept = new KyselyEditorOpenings(database, clock, limit);
    let sessions = 0;
    const opened = (documentKey: string, accountId: string, more: Partial<EditorOpening> = {}) =>
      kept.add({
        sessionId: String(++sessions).padStart(32, '0'),
        signInId: undefined,
        ...{ documentId: 'd', documentKey, accountId, openedFor: 'view', openedAtMs: NOW_MS },
        ...more,
      });
    return { kept, opened };
  }

  it('should know everybody who may be connected, once each, with their last opening', async () => {
    const { kept, opened } = await openings();
    await opened('k1', 'bob', { openedAtMs: NOW_MS - 2 });
    await opened('k1', 'bob', { openedAtMs: NOW_MS - 1, signInId: 's' });
    await opened('k1', 'anna', { openedFor: 'comment' });
    await opened('k2', 'bob', { documentId: 'e', openedAtMs: NOW_MS - 10 });
    const anna = { documentId: 'd', documentKey: 'k1', accountId: 'anna', openedAtMs: NOW_MS };
    const bob = { ...anna, accountId: 'bob', openedAtMs: NOW_MS - 1 };
    expect([...(await kept.openersOf('k1'))].sort(byPerson)).toEqual([anna, bob]);
    expect(await kept.changersOf('k1')).toEqual(['anna']);

    const sinceMs = NOW_MS - 5;
    expect(await kept.openedBy(['bob'], { sinceMs, orUnder: [] })).toEqual([bob]);
    const other = { ...bob, documentId: 'e', documentKey: 'k2', openedAtMs: NOW_MS - 10 };
    const both = await kept.openedBy(['bob'], { sinceMs, orUnder: ['k2'] });
    expect([...both].sort((a, b) => a.documentKey.localeCompare(b.documentKey))).toEqual([
      bob,
      other,
    ]);
    expect(await kept.openedBy([], { sinceMs, orUnder: ['k2'] })).toEqual([]);

    await kept.remove(bob);
    expect(await kept.under('k1', ['bob'])).toEqual([]);
    expect(await kept.ofSignIns(['s'])).toEqual([]);
    expect(await kept.openersOf('k1')).toEqual([anna]);
    expect(await kept.openersOf('k2')).toEqual([other]);
  });

  it('should show all in turn, also those of one moment', async () => {
    const { kept, opened } = await openings();
    for (const name of ['a', 'b', 'c', 'd', 'e']) await opened('k', name);
    const seen: string[] = [];
    let place = { openedAtMs: 0, sessionId: '' };
    for (;;) {
      const some = await kept.after(place, 2);
      seen.push(...some.map(({ accountId }) => accountId));
      const last = some.at(-1);
      if (last === undefined) break;
      place = last;
    }
    expect(seen).toEqual(['a', 'b', 'c', 'd', 'e']);
  });

  it('should keep no more than its limit, and none for longer than a session lasts', async () => {
    const { kept, opened } = await openings(3);
    await opened('k', 'old', { openedAtMs: NOW_MS - OPENINGS_KEPT_MS - 1 });
    await opened('k', 'last', { openedAtMs: NOW_MS - OPENINGS_KEPT_MS });
    expect(await kept.sweep()).toBe(1);
    for (const [at, name] of ['a', 'b', 'c', 'd'].entries()) {
      await opened('k', name, { openedAtMs: NOW_MS - 10 + at });
    }
    expect(await kept.sweep()).toBe(3);
    const left = await kept.openersOf('k');
    expect(left.map(({ accountId }) => accountId).sort()).toEqual(['b', 'c', 'd']);
  });
});

const byPerson = (one: { accountId: string }, other: { accountId: string }): number =>
  one.accountId.localeCompare(other.accountId);
