import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { describe, expect, it } from '@jest/globals';

interface Bag {
  readonly name: string;
  readonly count: number;
}
const script = pathToFileURL(join(import.meta.dirname, '../../scripts/check-bags.mjs')).href;
const { bagsIn } = (await import(script)) as {
  bagsIn(texts: ReadonlyMap<string, string>): readonly Bag[];
};

const members = (count: number, type: string) =>
  Array.from({ length: count }, (_, i) => `readonly m${i}: ${type};`).join(' ');
const PARTS = `export class Part { run() {} }`;
const found = (source: string) =>
  bagsIn(
    new Map([
      ['src/a/part.ts', PARTS],
      ['src/a/bag.ts', source],
    ]),
  ).map(({ name, count }) => `${name} ${count}`);

describe('the rule for bags', () => {
  it.each([
    [
      'an interface',
      `interface Tools { ${members(8, 'Part')} } class A { constructor(tools: Tools) {} }`,
      'Tools 8',
    ],
    [
      'a type',
      `type Tools = { ${members(8, 'Part')} }; class A { constructor(t: Tools) {} }`,
      'Tools 8',
    ],
    [
      'one that extends another',
      `interface Few { ${members(4, 'Part')} } interface Tools extends Few { x: 1; y: 2; z: 3; v: 4 }
       class A { constructor(tools: Tools) {} }`,
      'Tools 8',
    ],
    [
      'one behind Readonly',
      `interface T { ${members(8, 'Part')} } class A { constructor(t: Readonly<T>) {} }`,
      'Readonly 8',
    ],
    [
      'a tuple',
      `class A { constructor(...[a]: [Part, 1, 2, 3, 4, 5]) {} }`,
      'a tuple in src/a/bag.ts 6',
    ],
  ])('should find %s', (_, source, bag) => {
    expect(found(source)).toEqual([bag]);
  });

  it('should leave seven members, settings and plain data alone', () => {
    const use = 'class A { constructor(x: X) {} }';
    expect(found(`interface X { ${members(7, 'Part')} } ${use}`)).toEqual([]);
    expect(found(`interface X { ${members(20, 'string')} } ${use}`)).toEqual([]);
    expect(found(`class ASettings {} interface X { ${members(8, 'ASettings')} } ${use}`)).toEqual(
      [],
    );
  });
});
