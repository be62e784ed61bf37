import { describe, expect, it } from '@jest/globals';
import type { AuditState } from '../../audit/index.js';
import { MESSAGES } from '../language/messages.js';
import { LOCALES } from '../language/locale.js';
import { auditRow } from './audit-row.js';

const WHOLE: AuditState = {
  ...{ waiting: 0, isLate: false, isReported: false, fault: undefined },
  ...{ verified: 9_000_000, verifiedAtMs: 2000 },
};
const EXTENT = { entries: 10_000_000, lastEntryAtMs: 3000, sealedAtMs: 1000 };
const english = { locale: 'en', messages: MESSAGES.en } as const;
const timesOf = (row: ReturnType<typeof auditRow>) =>
  row.times?.map(({ text, atMs }) => [typeof text === 'string' ? text : text('then'), atMs]);

describe('the row of the audit log', () => {
  it('should say how long it is, and when it was written, verified and sealed', () => {
    const row = auditRow(WHOLE, EXTENT, english);
    expect(row).toMatchObject({ light: 'ok', sentence: '10,000,000 entries.', fix: undefined });
    expect(timesOf(row)).toEqual([
      ['Last entry then', 3000],
      ['Verified then', 2000],
      ['Sealed then', 1000],
    ]);
  });

  it('should not call an empty or new log verified or sealed', () => {
    const state = { ...WHOLE, verified: 0 };
    const row = auditRow(state, { entries: 0, lastEntryAtMs: 0, sealedAtMs: 0 }, english);
    expect(row).toMatchObject({ light: 'ok', sentence: 'No entry yet.' });
    expect(timesOf(row)).toEqual([
      ['Not verified yet', undefined],
      ['Not sealed yet', undefined],
    ]);
  });

  it.each(LOCALES)('should show a log that is broken as down, in %s', (locale) => {
    const context = { locale, messages: MESSAGES[locale] };
    const fault = { kind: 'changed', position: 7, id: 'e', says: 'is not as written' } as const;
    const failed = auditRow({ ...WHOLE, verified: 0, fault }, EXTENT, context);
    const said = {
      de: 'Eintrag 7 ist nicht mehr so, wie er geschrieben wurde.',
      fr: 'l’entrée 7 n’est plus telle qu’elle a été écrite.',
      en: 'entry 7 is not as it was written.',
    }[locale];
    expect(failed).toMatchObject({ light: 'down', sentence: expect.stringContaining(said) });
    expect(failed.fix).toContain('kontor audit verify');
    expect(auditRow({ ...WHOLE, isReported: true }, EXTENT, context).light).toBe('down');
    expect(auditRow({ ...WHOLE, isLate: true, waiting: 3 }, EXTENT, context)).toMatchObject({
      light: 'attention',
      sentence: expect.stringContaining('3'),
    });
  });
});
