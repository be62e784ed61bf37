import { describe, expect, it } from '@jest/globals';
import { oneSpelling, spellingsOf } from './password-spelling.js';

const COMPOSED = 'Zürich\u00a0Häuser';
const DECOMPOSED = COMPOSED.normalize('NFD');

describe('the spelling of a password', () => {
  it('should be one for the same keys', () => {
    expect(DECOMPOSED).not.toBe(COMPOSED);
    expect(oneSpelling(DECOMPOSED)).toBe(oneSpelling(COMPOSED));
    expect(oneSpelling(COMPOSED)).toBe('Zürich Häuser');
  });

  it('should leave case and width alone, which people chose', () => {
    expect(oneSpelling('Ａbc')).toBe('Ａbc');
  });

  it('should cover what was kept before, and cost plain passwords nothing', () => {
    expect(spellingsOf('correct horse')).toEqual(['correct horse']);
    for (const typed of [COMPOSED, DECOMPOSED])
      expect(spellingsOf(typed)).toEqual(expect.arrayContaining([COMPOSED, DECOMPOSED]));
  });
});
