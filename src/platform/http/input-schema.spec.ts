import { describe, expect, it } from '@jest/globals';
import { z } from 'zod';
import { dropsUnknownAt, membersAt } from './input-schema.js';

const inner = z.strictObject({ x: z.int(), y: z.string().optional() });
const schema = z
  .strictObject({
    one: inner.nullable().default(null),
    list: z.array(inner).max(3),
    named: z.record(z.string(), z.union([z.string(), inner])),
    open: z.looseObject({ kind: z.string() }),
    read: z.preprocess((value) => value, inner),
  })
  .transform((value) => value.list);

describe('membersAt', () => {
  it.each([
    [[], ['one', 'list', 'named', 'open', 'read']],
    [['one'], ['x', 'y']],
    [
      ['list', 2],
      ['x', 'y'],
    ],
    [
      ['named', 'anything'],
      ['x', 'y'],
    ],
    [['read'], ['x', 'y']],
    [['elsewhere'], []],
  ])('should know the names at %j', (path, names) => {
    expect(membersAt(schema, path)).toEqual(names);
  });
});

describe('dropsUnknownAt', () => {
  it('should accept what refuses unknown names, or takes them on purpose', () => {
    expect(dropsUnknownAt(schema)).toBeUndefined();
  });

  it.each([
    [z.object({ a: z.string() }), 'the top'],
    [z.strictObject({ a: z.array(z.object({ b: z.string() })).optional() }), 'a.*'],
    [z.strictObject({ a: z.union([z.string(), z.object({})]) }).transform(String), 'a'],
  ])('should find what would be dropped (%#)', (dropping, place) => {
    expect(dropsUnknownAt(dropping)).toBe(place);
  });
});
