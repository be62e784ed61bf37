import { describe, expect, it } from '@jest/globals';
import { orderVersions, type FoundVersion } from './version-order.js';

/**
 * `b<a@2` is a version b, made from a, which was number 2. Sealed in the order given. `k:5` is a save of document key
 * k that was made at 5, a final one unless it says `forced`.
 */
function chain(...texts: string[]): FoundVersion[] {
  return texts.map((text, i) => {
    const [, name = '', parent, from] = /^(\w+)(?:<(\w+)@(\d+))?/.exec(text) ?? [];
    const [, documentKey = '', madeAtMs] = /(\w+):(\d+)/.exec(text) ?? [];
    return {
      versionId: name,
      manifestHash: name,
      parent: parent ?? null,
      sealedAtMs: i,
      ageHeader: text.includes('again') ? `header of ${parent}` : `header of ${name}`,
      origin: text.includes('restore')
        ? 'restore'
        : text.includes('forced')
          ? 'force-save'
          : 'save',
      save: madeAtMs === undefined ? undefined : { documentKey, madeAtMs: Number(madeAtMs) },
      madeFrom: Number(from ?? 0),
      isApart: text.includes('apart'),
    };
  });
}

const ordered = (...texts: string[]): string =>
  orderVersions(chain(...texts).toReversed())
    .map(({ version, number, state }) => `${number} ${version.versionId} ${state}`)
    .join(', ');

describe('the order of versions found', () => {
  it('should follow a chain, the last one current', () => {
    expect(ordered('a', 'b<a@1', 'c<b@2')).toBe('1 a archived, 2 b archived, 3 c current');
  });

  it('should let a restore carry on, though it was made from an older one', () => {
    expect(ordered('a', 'b<a@1', 'c<a@1 restore', 'd<c@3')).toBe(
      '1 a archived, 2 b archived, 3 c archived, 4 d current',
    );
  });

  it('should let a version that was brought back as it was sealed carry on', () => {
    expect(ordered('x', 'a<x@1', 'b<a@2', 'c<a@1 again', 'd<c@4')).toBe(
      '1 x archived, 2 a archived, 3 b archived, 4 c archived, 5 d current',
    );
  });

  it('should keep apart what came when the head had moved', () => {
    expect(ordered('a', 'b<a@1', 'late<a@1')).toBe('1 a archived, 2 b current, 3 late quarantined');
  });

  it.each([
    [['a', 'late<a@1 k:20', 'early<a@1 k:5 forced'], '2 late current, 3 early archived'],
    [['a', 'early<a@1 k:5 forced', 'late<a@1 k:20'], '2 early archived, 3 late current'],
    [['a', 'late<a@1 k:20', 'early<late@2 k:5 forced'], '2 late current, 3 early archived'],
    [['a', 'final<a@1 k:5', 'forced<a@1 k:5 forced'], '2 final current, 3 forced archived'],
    [['a', 'forced<a@1 k:5 forced', 'final<a@1 k:5'], '2 forced archived, 3 final current'],
    [
      ['a', 'b<a@1 k:20', 'c<b@2 m:30', 'early<a@1 k:5'],
      '2 b archived, 3 c current, 4 early archived',
    ],
    [['a', 'b<a@1 k:20', 'other<a@1 m:30'], '2 b current, 3 other quarantined'],
  ])('should follow the dates of saves of one key: %j', (texts, expected) => {
    expect(ordered(...texts)).toBe(`1 a archived, ${expected}`);
  });

  it('should let the branch carry on that others were made from', () => {
    expect(ordered('a', 'broken<a@1', 'c<a@1', 'd<c@3')).toBe(
      '1 a archived, 2 broken quarantined, 3 c archived, 4 d current',
    );
  });

  it('should keep apart what was kept apart on purpose', () => {
    expect(ordered('a', 'broken<a@1 apart', 'c<a@1')).toBe(
      '1 a archived, 2 broken quarantined, 3 c current',
    );
  });

  it('should put behind all others what no number is left for', () => {
    expect(ordered('a', 'orphan<a@1', 'c<a@1', 'd<c@2')).toBe(
      '1 a archived, 2 c archived, 3 d current, 4 orphan quarantined',
    );
  });

  it('should keep numbers over the gap of a lost version', () => {
    expect(ordered('a', 'c<lost@2', 'd<c@3')).toBe('1 a archived, 3 c archived, 4 d current');
  });

  it('should keep numbers and states where the steps of sessions were thinned', () => {
    expect(ordered('a', 'd<c@3 k:30', 'g<f@6 m:50', 'h<g@7')).toBe(
      '1 a archived, 4 d archived, 7 g archived, 8 h current',
    );
  });
});
