import { createHash, randomBytes } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { Secret } from '../../src/platform/config/secret.js';
import { describeShardStore } from '../../src/storage/providers/shard-store.conformance.js';
import { startSwift } from '../start-swift.js';
import type { RunningS3 } from '../running-s3.js';
import { S3Fixture } from './storage-s3-fixture.js';

const MIB = 1_048_576;
const KEY = 'v1/doc-1/ver-1/0';

let swift: RunningS3;
let fixture: S3Fixture;
beforeAll(async () => {
  swift = await startSwift();
  fixture = new S3Fixture(swift);
  await fixture.makeBucket();
});
afterAll(async () => {
  fixture?.close();
  await swift?.stop();
});

describeShardStore('S3 at Swift', async () => ({
  store: fixture.store(),
  dispose: async () => undefined,
}));

describe('S3 shard store at Swift', () => {
  it('should keep a shard of 25 MB in parts and give it back', async () => {
    const store = fixture.store({ prefix: 'large' });
    const bytes = randomBytes(25 * MIB);
    const writer = store.create(KEY);
    for (let at = 0; at < bytes.length; at += MIB)
      await writer.append(bytes.subarray(at, at + MIB));
    await writer.commit();
    const reader = await store.open(KEY);
    const into = Buffer.alloc(reader.size);
    await reader.read(into.subarray(0, 9 * MIB), 0);
    await reader.read(into.subarray(9 * MIB), 9 * MIB);
    await reader.close();
    const hash = (each: Buffer): string => createHash('sha256').update(each).digest('hex');
    expect(hash(into)).toBe(hash(bytes));
    expect(await fixture.uploads('large')).toBe(0);
  });

  it('should leave nothing of a shard given up in the middle of its parts', async () => {
    const writer = fixture.store({ prefix: 'given-up' }).create(KEY);
    for (let i = 0; i < 9; i++) await writer.append(Buffer.alloc(MIB, i));
    expect(await fixture.uploads('given-up')).toBe(1);
    await writer.abort();
    expect(await fixture.uploads('given-up')).toBe(0);
    expect(await fixture.keys('given-up')).toEqual([]);
  });

  it('should find out that the server knows no conditions, and do without', async () => {
    expect(await fixture.store().examine()).toEqual({ conditionalPut: false, checksMd5: true });
  });

  it('should fail with a wrong secret, and never as if a shard were missing', async () => {
    const store = fixture.store({ secretAccessKey: new Secret('swordfish') });
    await expect(store.open(KEY)).rejects.toMatchObject({
      code: 'storage/provider-failed',
      cause: { code: 'SignatureDoesNotMatch' },
    });
  });
});
