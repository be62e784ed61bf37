import { describe, expect, it } from '@jest/globals';
import { providerFailureOf } from './provider-fault.js';
import { BucketFailure } from './bucket-failure.s3.js';
import { providerFailed } from '../storage.errors.js';

const errno = (code: string) => Object.assign(new Error(code), { code });

describe('providerFailureOf', () => {
  it.each([
    [errno('ENOSPC'), 'provider-full'],
    [errno('EDQUOT'), 'provider-full'],
    [errno('EROFS'), 'provider-read-only'],
    [errno('EACCES'), 'provider-permission'],
    [errno('ENOENT'), 'provider-missing'],
    [errno('EINVAL'), 'provider-sync'],
    [errno('EIO'), 'provider-io'],
    [new BucketFailure('InvalidAccessKeyId', 403), 'bucket-keys'],
    [new BucketFailure('NoSuchBucket', 404), 'bucket-missing'],
    [new BucketFailure('SomethingNew', 409), 'provider-failed'],
    [new Error('no code'), 'provider-failed'],
  ])('should know %s', (cause, fault) => {
    expect(providerFailureOf(providerFailed('a', 'write a shard', cause)).fault).toBe(fault);
  });
});
