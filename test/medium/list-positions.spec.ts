import { beforeAll, expect, it } from '@jest/globals';
import type { FormSubmission } from '../../src/editor-connector/forms/form-submissions.repository.js';
import type { DatedNotice } from '../../src/editor-connector/saving/recovered-versions.repository.js';
import type { RecordedRelease } from '../../src/editor-connector/sessions/key-releases.repository.js';
import { KyselyFormSubmissions } from '../../src/editor-connector/forms/form-submissions.kysely.js';
import { KyselyRecoveredVersions } from '../../src/editor-connector/saving/recovered-versions.kysely.js';
import { KyselyKeyReleases } from '../../src/editor-connector/sessions/key-releases.kysely.js';
import type { EditingSession } from '../../src/editor-connector/sessions/editing-sessions.js';
import type { Database } from '../../src/platform/database/database.js';
import { describeOnBothEngines } from '../engines.js';
import { FixedClock } from '../fakes/fixed-clock.js';

/** By twos, each part after the last one of the part before. */
async function walk<Row>(
  read: (part: { limit: number; after: Row | undefined }) => Promise<readonly Row[]>,
  after?: Row,
): Promise<Row[]> {
  const rows = await read({ limit: 2, after });
  return rows.length < 2 ? [...rows] : [...rows, ...(await walk(read, rows.at(-1)))];
}

describeOnBothEngines('positions in lists of rows made at one moment', ({ open }) => {
  const clock = new FixedClock();
  let database: Database;

  beforeAll(async () => {
    database = await open();
  });

  it('should pass each submission once, newest first', async () => {
    const submissions = new KyselyFormSubmissions(database);
    for (const [documentId, createdAtMs] of [
      ['b', 1] as const,
      ['d', 2] as const,
      ['a', 2] as const,
      ['c', 2] as const,
      ['e', 1] as const,
    ])
      await submissions.add({
        ...{ receipt: `of ${documentId}`, formId: 'form', documentId, documentKey: 'key' },
        ...{ editingSessionId: 'one', madeAtMs: 0, createdAtMs },
      });
    const found = await walk<FormSubmission>((part) => submissions.listOf('form', part));
    expect(found.map(({ documentId }) => documentId)).toEqual(['a', 'c', 'd', 'b', 'e']);
  });

  it('should pass each recovered version once', async () => {
    const recovered = new KyselyRecoveredVersions(database, clock);
    for (const [documentId, number] of [
      ['b', 1] as const,
      ['a', 1] as const,
      ['a', 3] as const,
      ['a', 2] as const,
      ['b', 2] as const,
    ])
      await recovered.add({ documentId, number });
    const found = await walk<DatedNotice>((part) => recovered.allNotices('alice', part));
    expect(found.map(({ documentId, number }) => `${documentId}${number}`)).toEqual([
      ...['a3', 'a2', 'a1', 'b2', 'b1'],
    ]);
  });

  it('should pass each release of a key once, newest first', async () => {
    const releases = new KyselyKeyReleases(database, clock);
    for (const [sessionId, releasedAtMs] of [
      ['b', 1] as const,
      ['d', 2] as const,
      ['a', 2] as const,
      ['c', 2] as const,
    ])
      await releases.add({
        ...{ sessionId, documentId: 'document', accountId: 'alice', versionNumber: 1 },
        ...{ releasedAtMs, expiresAtMs: 9 },
      } as EditingSession);
    const found = await walk<RecordedRelease>((part) => releases.listOf('document', part));
    expect(found.map(({ sessionId }) => sessionId)).toEqual(['a', 'c', 'd', 'b']);
  });
});
