import { createHash, randomBytes } from 'node:crypto';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import {
  withConcurrencyLimit,
  retrying,
} from '../../src/storage/providers/shard-store-decorators.js';
import { describeShardStore } from '../../src/storage/providers/shard-store.conformance.js';
import type { ShardStore } from '../../src/storage/providers/shard-store.js';
import { MemoryS3, type Fault, type S3Request } from '../fakes/memory-s3.js';
import { S3Fixture } from './storage-s3-fixture.js';

const MIB = 1_048_576;
const KEY = 'v1/doc-1/ver-1/0';

const s3 = new MemoryS3();
let fixture: S3Fixture;
beforeAll(async () => {
  await s3.start();
  const keys = { accessKeyId: 'any', secretAccessKey: 'any' };
  fixture = new S3Fixture({
    endpoint: s3.endpoint,
    region: 'here',
    ...keys,
    stop: () => s3.stop(),
  });
});
afterAll(async () => {
  fixture.close();
  await s3.stop();
});
beforeEach(() => {
  s3.objects.clear();
  s3.uploads.clear();
  s3.fault = () => undefined;
});

/** As the application uses it, only quicker. */
const store = (answerWithinMs?: number): ShardStore =>
  withConcurrencyLimit(
    retrying(fixture.store({ prefix: 'p' }, answerWithinMs), { attempts: 3, firstDelayMs: 1 }),
    {
      parallel: 8,
    },
  );

/** The n-th request of a kind gets the fault, the others none; counted from 1. */
function once(operation: S3Request['operation'], fault: Fault, nth = 1): void {
  let seen = 0;
  s3.fault = (request) => {
    if (request.operation !== operation) return undefined;
    return ++seen === nth ? fault : undefined;
  };
}

const always = (operation: S3Request['operation'], fault: Fault): void => {
  s3.fault = (request) => (request.operation === operation ? fault : undefined);
};

async function write(size: number, on = store()): Promise<Buffer> {
  const bytes = randomBytes(size);
  const writer = on.create(KEY);
  try {
    for (let at = 0; at < size; at += MIB) await writer.append(bytes.subarray(at, at + MIB));
    await writer.commit();
    return bytes;
  } catch (error) {
    await writer.abort();
    throw error;
  }
}

async function read(on = store()): Promise<Buffer> {
  const reader = await on.open(KEY);
  const into = Buffer.alloc(reader.size);
  for (let at = 0; at < into.length; at += 262_144) {
    await reader.read(into.subarray(at, Math.min(at + 262_144, into.length)), at);
  }
  await reader.close();
  return into;
}

const hash = (bytes: Buffer): string => createHash('sha256').update(bytes).digest('hex');
const failure = async (work: Promise<unknown>) =>
  work.then(
    () => 'no failure',
    // Under jest the client does not recognise errors of Node as such, and their codes get lost.
    (error: { code: string; cause?: { code?: string } }) => `${error.code} ${error.cause?.code}`,
  );

describeShardStore('S3 in memory', async () => ({
  store: fixture.store(),
  dispose: async () => undefined,
}));

let calls = 0;
describeShardStore('S3 that fails two times of three, retried', async () => {
  s3.fault = () => (['refused', 'unanswered'] as const)[calls++ % 3];
  return {
    store: retrying(fixture.store(), { attempts: 30, firstDelayMs: 0 }),
    dispose: async () => undefined,
  };
});

describe('S3 shard store on a bad line', () => {
  const small: [string, S3Request['operation'], Fault][] = [
    ['an error on writing', 'put', 'refused'],
    ['bytes that change on writing', 'put', 'flipped-in'],
    ['an answer to a write that is lost', 'put', 'unanswered'],
    ['an error on reading', 'get', 'refused'],
    ['an answer that is cut', 'get', 'cut'],
    ['an answer that is lost', 'get', 'unanswered'],
  ];
  it.each(small)('should survive %s', async (_, operation, fault) => {
    once(operation, fault);
    const bytes = await write(100_000);
    expect(hash(await read())).toBe(hash(bytes));
  });

  const large: [string, S3Request['operation'], Fault, number?][] = [
    ['an error on the beginning', 'begin', 'refused'],
    ['a lost answer to the beginning', 'begin', 'unanswered'],
    ['an error on a part', 'part', 'refused', 2],
    ['a part that changes on its way', 'part', 'flipped-in', 2],
    ['a lost answer to a part', 'part', 'unanswered', 2],
    ['an error on the end', 'complete', 'refused'],
    ['a lost answer to the end', 'complete', 'unanswered'],
  ];
  it.each(large)('should survive, in an upload of parts, %s', async (...row) => {
    const [, operation, fault, nth] = row;
    once(operation, fault, nth);
    const bytes = await write(20 * MIB);
    s3.fault = () => undefined;
    expect(hash(await read())).toBe(hash(bytes));
    expect(s3.uploads.size).toBe(0);
  });

  it('should hand bytes that changed on their way back to whoever checks hashes', async () => {
    const bytes = await write(300_000);
    once('get', 'flipped-out', 2);
    expect(hash(await read())).not.toBe(hash(bytes));
  });

  const isPermanent: [string, S3Request['operation'], Fault, string][] = [
    ['errors', 'put', 'refused', 'InternalError'],
    ['bytes that change', 'put', 'flipped-in', 'BadDigest'],
    ['no answers', 'put', 'unanswered', 'Error'],
    ['a broken end', 'complete', 'refused', 'InternalError'],
    ['broken parts', 'part', 'flipped-in', 'BadDigest'],
  ];
  it.each(isPermanent)(
    'should give up and leave nothing when all it gets is %s',
    async (...row) => {
      const [, operation, fault, code] = row;
      always(operation, fault);
      const size = operation === 'put' ? 1_000 : 20 * MIB;
      expect(await failure(write(size))).toBe(`storage/provider-failed ${code}`);
      expect([s3.objects.size, s3.uploads.size]).toEqual([0, 0]);
    },
  );

  it('should wait no longer than it may', async () => {
    await write(1_000);
    always('get', { latencyMs: 60_000 });
    expect(await failure(read(store(50)))).toBe('storage/provider-failed ETIMEDOUT');
  });

  it('should let go of a request when it is given up, and leave nothing', async () => {
    const asked = Promise.withResolvers<void>();
    s3.fault = ({ operation }) => {
      if (operation !== 'put') return undefined;
      asked.resolve();
      return { latencyMs: 60_000 };
    };
    const writer = store().create(KEY);
    await writer.append(Buffer.from('x'));
    const committing = failure(writer.commit());
    await asked.promise;
    await writer.abort();
    expect(await committing).toBe('storage/provider-failed ABORTED');
    expect(s3.objects.size).toBe(0);
  });
});
