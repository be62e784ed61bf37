import { describe, expect, it } from '@jest/globals';
import { initialsOf } from './initials.js';

describe('initialsOf', () => {
  it.each([
    ['Alice Muster', 'AM'],
    ['bob', 'B'],
    ['Jean-Luc van den Berg', 'JB'],
    ['élodie', 'É'],
    ['😀 x', '😀X'],
    ['', '?'],
  ])('should make %j into %s', (name, initials) => {
    expect(initialsOf(name)).toBe(initials);
  });
});
