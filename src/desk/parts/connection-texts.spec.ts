import { describe, expect, it } from '@jest/globals';
import { LOCALES } from '../language/locale.js';
import { MESSAGES } from '../language/messages.js';
import { connectionTexts } from './connection-texts.js';

describe('connectionTexts', () => {
  it.each(LOCALES)('should say in %s what it means that a provider cannot sync', (locale) => {
    for (const cause of ['folders-not-synced', 'files-not-synced'] as const) {
      const weakness = { cause, code: 'EINVAL' };
      const connection = { name: 'storage-far', state: 'ok', checkedAtMs: 0, weakness } as const;
      const { sentence, note } = connectionTexts(
        { ...connection, detail: 'in English' },
        MESSAGES[locale],
      );
      expect(sentence).toBe(MESSAGES[locale].status.works);
      expect(note).toBe(MESSAGES[locale].status.weakness[cause]('EINVAL'));
    }
  });
});
