import { describe, expect, it } from '@jest/globals';
import { KeptFormats } from './kept-formats.js';

interface Options {
  readonly zone?: string;
}

describe('KeptFormats', () => {
  let made: string[] = [];
  class Format {
    constructor(
      readonly language: string,
      readonly options: Options,
    ) {
      if (language === '?') throw new RangeError('no such language');
      made.push(language);
    }
  }
  const formats = (most?: number) => {
    made = [];
    return new KeptFormats<Options, Format>(Format, most);
  };

  it('should make one for each language and options', () => {
    const kept = formats();
    const zurich = kept.of('de', { zone: 'Zurich' });
    expect(kept.of('de', { zone: 'Zurich' })).toBe(zurich);
    expect(kept.of('de', {})).not.toBe(zurich);
    expect(kept.of('fr', { zone: 'Zurich' })).toMatchObject({ language: 'fr' });
    expect(made).toEqual(['de', 'de', 'fr']);
  });

  it('should drop the one that was not asked for longest', () => {
    const kept = formats(2);
    for (const language of ['de', 'fr', 'de', 'en', 'de', 'fr']) kept.of(language, {});
    expect(made).toEqual(['de', 'fr', 'en', 'fr']);
  });

  it('should keep nothing of what does not exist', () => {
    const kept = formats(1);
    const german = kept.of('de', {});
    expect(() => kept.of('?', {})).toThrow(RangeError);
    expect(kept.of('de', {})).toBe(german);
  });
});
