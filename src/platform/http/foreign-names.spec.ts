import type { LookupAddress } from 'node:dns';
import { describe, expect, it } from '@jest/globals';
import { ForeignNames } from './foreign-names.js';

const ADDRESSES = [{ address: '192.0.2.1', family: 4 }];
const SILENT = Object.assign(new Error('silent'), { code: 'EAI_AGAIN' });

describe('ForeignNames', () => {
  function resolver() {
    const asked = new Map<string, PromiseWithResolvers<readonly LookupAddress[]>>();
    const time = { ms: 0 };
    const names = new ForeignNames(
      (host) => {
        asked.set(host, Promise.withResolvers());
        return asked.get(host)!.promise;
      },
      () => time.ms,
    );
    return { asked, names, time };
  }

  it('should ask for four names at once and let the others wait', async () => {
    const { asked, names } = resolver();
    const found = Promise.all('abcdef'.split('').map((host) => names.addressesOf(host)));
    await Promise.resolve();
    expect([...asked.keys()].join('')).toBe('abcd');
    asked.get('c')!.resolve(ADDRESSES);
    await names.addressesOf('c');
    await new Promise(setImmediate);
    expect([...asked.keys()].join('')).toBe('abcde');
    asked.get('a')!.resolve(ADDRESSES);
    await new Promise(setImmediate);
    for (const { resolve } of asked.values()) resolve(ADDRESSES);
    expect(await found).toHaveLength(6);
  });

  it('should ask for a name once while it is not answered', async () => {
    const { asked, names } = resolver();
    const both = Promise.all([names.addressesOf('a'), names.addressesOf('a')]);
    await Promise.resolve();
    asked.get('a')!.resolve(ADDRESSES);
    expect(await both).toEqual([ADDRESSES, ADDRESSES]);
  });

  it('should not ask for a minute for a name that was silent, and then again', async () => {
    const { asked, names, time } = resolver();
    const first = names.addressesOf('a');
    await Promise.resolve();
    time.ms = 20_000;
    asked.get('a')!.reject(SILENT);
    expect(names.figures).toEqual({ asked: 1, resting: 0 });
    await expect(first).rejects.toBe(SILENT);
    expect(names.figures).toEqual({ asked: 0, resting: 1 });
    asked.clear();
    time.ms += 59_000;
    await expect(names.addressesOf('a')).rejects.toMatchObject({ code: 'EAI_AGAIN' });
    expect(asked.size).toBe(0);
    time.ms += 2_000;
    const later = names.addressesOf('a');
    await Promise.resolve();
    asked.get('a')!.resolve(ADDRESSES);
    expect(await later).toBe(ADDRESSES);
  });

  it('should ask again at once for a name that a server did not know', async () => {
    const { asked, names, time } = resolver();
    const first = names.addressesOf('a');
    await Promise.resolve();
    time.ms = 40;
    asked.get('a')!.reject(Object.assign(new Error('unknown'), { code: 'ENOTFOUND' }));
    await expect(first).rejects.toMatchObject({ code: 'ENOTFOUND' });
    const again = names.addressesOf('a');
    await Promise.resolve();
    asked.get('a')!.resolve(ADDRESSES);
    expect(await again).toBe(ADDRESSES);
  });
});
