import { describe, expect, it } from '@jest/globals';
import { NOTIFICATION_KINDS } from '../notification.repository.js';
import { composeMail, type MailLine } from './compose-mail.js';

const URL = 'https://desk.example.org';
const line = (given: Partial<MailLine>): MailLine => ({
  ...{ kind: 'mention', name: 'Anna', title: 'Plan', text: '1', path: '/documents/1' },
  ...given,
});

describe('a mail', () => {
  it.each(['de', 'fr', 'en'] as const)('should have words for everything in %s', (locale) => {
    for (const kind of NOTIFICATION_KINDS)
      for (const title of ['Plan', null]) {
        const text = kind === 'not-converted-back' ? 'docx' : '1';
        const { subject } = composeMail([line({ kind, title, text })], locale, URL);
        expect(subject).not.toMatch(/null|undefined|NaN|ß/);
        if (title === null) expect(subject).not.toContain('Plan');
      }
    const three = composeMail([line({ kind: 'key-requested', text: '3 Legal' })], locale, URL);
    expect(three.subject).toMatch(/^3 /);
    expect(three.subject).not.toContain('Legal');
  });

  it('should take no line end and no invisible character from a name or a title', () => {
    const hostile = { name: 'Anna\r\nBcc: x@example.org', title: 'a\u202eb\u0000c'.repeat(200) };
    const { subject, text } = composeMail([line(hostile)], 'en', URL);
    // oxlint-disable-next-line no-control-regex -- these are looked for
    expect(subject).not.toMatch(/[\u0000-\u001f\u202e]/);
    expect(subject.length).toBeLessThan(300);
    expect(text.split('\n').some((each) => each.startsWith('Bcc'))).toBe(false);
  });

  it('should say somebody where nobody in particular did it', () => {
    const { subject } = composeMail([line({ kind: 'documents-given', name: '' })], 'en', URL);
    expect(subject).toBe('Somebody gave you “Plan”');
  });
});
