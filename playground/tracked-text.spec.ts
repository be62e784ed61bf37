import { describe, expect, it } from '@jest/globals';
import { tracked } from './tracked-text.js';

/** Types characters one by one where the caret is left. */
function typed(before: string, at: number, text: string): string {
  let now = { text: before, caret: at };
  for (const letter of text) {
    const { caret } = now;
    now = tracked(now.text, now.text.slice(0, caret) + letter + now.text.slice(caret));
  }
  return now.text;
}

describe('tracked', () => {
  it('should mark what is typed once, however many keys it takes', () => {
    expect(typed('Dear all,', 4, 'est')).toBe('Dear{+est+} all,');
    expect(typed('', 0, 'ab')).toBe('{+ab+}');
  });

  it('should keep what is deleted, and let a person correct what they added', () => {
    expect(tracked('Dear all,', 'Dear ,').text).toBe('Dear [-all-],');
    expect(tracked('Dear all,', 'Dear both,').text).toBe('Dear [-all-]{+both+},');
    expect(tracked('a{+bc+}d', 'a{+b+}d').text).toBe('a{+b+}d');
  });

  it('should break no mark', () => {
    expect(tracked('a{+bc+}d', 'ad').text).toBe('a{+bc+}d');
    expect(tracked('a[-b-]c', 'a-]c').text).toBe('a[-b-]c');
  });
});
