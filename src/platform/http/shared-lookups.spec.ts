import type { LookupAddress } from 'node:dns';
import { describe, expect, it } from '@jest/globals';
import { sharedLookup } from './shared-lookups.js';

type Done = (error: NodeJS.ErrnoException | null, found: string | LookupAddress[]) => void;

describe('sharedLookup', () => {
  function resolver() {
    const asked: { host: string; options: object; done: Done }[] = [];
    const lookup = sharedLookup((host, options, done) => void asked.push({ host, options, done }));
    const find = (host: string, options: object) =>
      new Promise((resolve) => lookup(host, options, (...answer) => resolve(answer)));
    return { asked, lookup, find };
  }

  it('should ask for a name once while it is not answered, and again after that', async () => {
    const { asked, find } = resolver();
    const both = [
      find('a.test', { all: true, hints: 32 }),
      find('a.test', { hints: 32, all: true }),
    ];
    expect(asked).toHaveLength(1);
    asked[0]!.done(null, [{ address: '192.0.2.1', family: 4 }]);
    const answer = [null, [{ address: '192.0.2.1', family: 4 }]];
    expect(await Promise.all(both)).toEqual([answer, answer]);
    void find('a.test', { all: true, hints: 32 });
    expect(asked).toHaveLength(2);
  });

  it('should ask apart for another name and for other wishes, and give all its faults', async () => {
    const { asked, find } = resolver();
    const all = [find('a.test', {}), find('a.test', { family: 6 }), find('b.test', {})];
    expect(asked.map(({ host }) => host)).toEqual(['a.test', 'a.test', 'b.test']);
    const fault = Object.assign(new Error('silent'), { code: 'EAI_AGAIN' });
    for (const { done } of asked) done(fault, '');
    expect(await Promise.all(all)).toEqual([
      [fault, ''],
      [fault, ''],
      [fault, ''],
    ]);
  });

  it('should take its arguments in all the ways of the original', async () => {
    const { asked, lookup } = resolver();
    const plain = new Promise((resolve) => lookup('a.test', (_, address) => resolve(address)));
    const byFamily = new Promise((resolve) =>
      lookup('a.test', 6, (_, address) => resolve(address)),
    );
    expect(asked.map(({ options }) => options)).toEqual([{}, { family: 6 }]);
    asked[0]!.done(null, '192.0.2.1');
    asked[1]!.done(null, '2001:db8::1');
    expect(await Promise.all([plain, byFamily])).toEqual(['192.0.2.1', '2001:db8::1']);
  });
});
