import { createHash } from 'node:crypto';
import { BucketFailure } from './bucket-failure.s3.js';
import type { Bucket } from './bucket.s3.js';

/** What servers differ in. Nothing depends on it; an operator should know how much is checked where. */
export interface BucketAbilities {
  /** A second object under the same key can be refused. */
  readonly conditionalPut: boolean;
  /** Bytes that changed on the way are refused. */
  readonly checksMd5: boolean;
}

const bytes = Buffer.from('Kontor finds out what this bucket can do.');
const SENT = { bytes, md5: createHash('md5').update(bytes).digest('base64') };
/** A valid MD5, of no bytes at all. */
const WRONG_MD5 = '1B2M2Y8AsgTpgAmY7PhCfg==';

/** Writes, reads and removes a few bytes under `key`. Rejects with a `BucketFailure` when that does not work. */
export async function findAbilities(bucket: Bucket, key: string): Promise<BucketAbilities> {
  await bucket.put(key, SENT);
  try {
    const received = await bucket.tail(key, bytes.length);
    if (!received.bytes.equals(bytes)) throw new BucketFailure('OtherBytes', undefined);
    return {
      conditionalPut: await bucket.refusesSecond(key, SENT).catch(isRefusal),
      checksMd5: await bucket
        .put(key, { bytes, md5: WRONG_MD5 })
        .then(() => false, isDigestRefusal),
    };
  } finally {
    await bucket.remove(key);
  }
}

/** A server that does not know the condition says so: 501, or 400. */
function isRefusal(error: unknown): false {
  if (error instanceof BucketFailure && [400, 501].includes(error.status ?? 0)) return false;
  throw error;
}

function isDigestRefusal(error: unknown): true {
  if (error instanceof BucketFailure && error.status === 400) return true;
  throw error;
}
