import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { isAppError } from '../../platform/errors/app-error.js';
import type { ShardStore } from './shard-store.js';

export interface ShardStoreUnderTest {
  readonly store: ShardStore;
  dispose(): Promise<void>;
}

const KEY = 'v1/doc-1/ver-1/0';

async function write(store: ShardStore, key: string, ...parts: string[]): Promise<void> {
  const writer = store.create(key);
  for (const part of parts) await writer.append(Buffer.from(part));
  await writer.commit();
}

async function read(store: ShardStore, key: string, offset = 0, length?: number): Promise<string> {
  const reader = await store.open(key);
  try {
    const into = Buffer.alloc(length ?? reader.size - offset);
    await reader.read(into, offset);
    return into.toString();
  } finally {
    await reader.close();
  }
}

async function keysOf(store: ShardStore, prefix: string): Promise<string[]> {
  const keys: string[] = [];
  for await (const key of store.list(prefix)) keys.push(key);
  return keys.sort();
}

const codeOf = (work: Promise<unknown>): Promise<string> =>
  work.then(
    () => 'no error',
    (error: unknown) => (isAppError(error) ? error.code : String(error)),
  );

/** What every shard store promises, whatever it is made of and wrapped in. */
export function describeShardStore(name: string, make: () => Promise<ShardStoreUnderTest>): void {
  describe(`shard store: ${name}`, () => {
    let tested: ShardStoreUnderTest;
    let store: ShardStore;
    beforeEach(async () => {
      tested = await make();
      store = tested.store;
    });
    afterEach(() => tested.dispose());

    it('should give back what was written, in order', async () => {
      await write(store, KEY, 'one ', 'two ', 'three');
      expect(await read(store, KEY)).toBe('one two three');
    });

    it('should read any range, several at a time', async () => {
      await write(store, KEY, '0123456789');
      const reader = await store.open(KEY);
      const parts = [0, 3, 7].map((offset) => ({ offset, into: Buffer.alloc(3) }));
      await Promise.all(parts.map(({ into, offset }) => reader.read(into, offset)));
      await reader.close();
      expect(parts.map(({ into }) => into.toString())).toEqual(['012', '345', '789']);
    });

    it('should keep an empty shard', async () => {
      await write(store, KEY);
      expect(await read(store, KEY)).toBe('');
    });

    it('should refuse to read beyond the end', async () => {
      await write(store, KEY, 'short');
      expect(await codeOf(read(store, KEY, 3, 3))).toBe('storage/shard-too-short');
    });

    it('should show nothing before the commit', async () => {
      const writer = store.create(KEY);
      await writer.append(Buffer.from('half'));
      expect(await codeOf(store.open(KEY))).toBe('storage/no-such-shard');
      expect(await keysOf(store, 'v1')).toEqual([]);
      await writer.abort();
    });

    it('should leave nothing after an abort', async () => {
      const writer = store.create(KEY);
      await writer.append(Buffer.from('half'));
      await writer.abort();
      await writer.abort();
      expect(await codeOf(store.open(KEY))).toBe('storage/no-such-shard');
      expect(await keysOf(store, 'v1')).toEqual([]);
    });

    it('should keep a shard that is aborted or committed again after its commit', async () => {
      const writer = store.create(KEY);
      await writer.append(Buffer.from('kept'));
      await writer.commit();
      await writer.commit();
      await writer.abort();
      expect(await read(store, KEY)).toBe('kept');
    });

    it('should remove, also what is not there', async () => {
      await write(store, KEY, 'x');
      await store.remove(KEY);
      await store.remove(KEY);
      expect(await codeOf(store.open(KEY))).toBe('storage/no-such-shard');
    });

    it('should list whole path segments only', async () => {
      await write(store, 'v1/doc-1/ver-1/0', 'x');
      await write(store, 'v1/doc-1/ver-2/1', 'x');
      await write(store, 'v1/doc-11/ver-3/2', 'x');
      expect(await keysOf(store, 'v1/doc-1')).toEqual(['v1/doc-1/ver-1/0', 'v1/doc-1/ver-2/1']);
      expect(await keysOf(store, 'v1/nothing')).toEqual([]);
    });

    it('should keep shards of different keys apart while they are written at once', async () => {
      const keys = Array.from({ length: 20 }, (_, i) => `v1/doc-${i % 3}/ver-${i}/0`);
      await Promise.all(keys.map((key) => write(store, key, key, key)));
      expect(await Promise.all(keys.map((key) => read(store, key)))).toEqual(
        keys.map((key) => key + key),
      );
    });

    it.each(['../up', 'v1/../up', '/root', '.tmp/x', 'v1/.hidden', ''])(
      'should refuse the key %j',
      (key) => {
        expect(() => store.create(key)).toThrow(RangeError);
      },
    );
  });
}
