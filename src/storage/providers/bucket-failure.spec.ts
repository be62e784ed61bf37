import { describe, expect, it } from '@jest/globals';
import { inspect } from 'node:util';
import { failureFrom } from './bucket-failure.s3.js';

const quiet = new AbortController().signal;
const from = (error: unknown) => failureFrom(error, { stopped: undefined, deadline: quiet });
const answered = (httpStatusCode: number, name = 'Unknown') =>
  from(Object.assign(new Error('said at length'), { name, $metadata: { httpStatusCode } }));

describe('failureFrom', () => {
  it('should name a failure by its code and repeat nothing else of it', () => {
    const error = Object.assign(new Error('key AKIA123 signed GET /bucket'), {
      name: 'SignatureDoesNotMatch',
      AWSAccessKeyId: 'AKIA123',
      StringToSign: 'GET /bucket',
      $metadata: { httpStatusCode: 403 },
    });
    expect(from(error)).toMatchObject({ code: 'SignatureDoesNotMatch', status: 403 });
    expect(inspect(from(error), { depth: 9 })).not.toMatch(/AKIA123|GET/);
  });

  it('should not repeat a code that is no word', () => {
    expect(answered(500, 'Bearer abc.def').code).toBe('HTTP500');
  });

  it('should find the code of the system, also behind the words of the client', () => {
    expect(from(Object.assign(new Error('x'), { code: 'ECONNRESET' })).code).toBe('ECONNRESET');
    expect(from(new Error('wrapper for Error: connect ECONNREFUSED 127.0.0.1:9')).code).toBe(
      'ECONNREFUSED',
    );
  });

  it('should tell who ended it', () => {
    const over = AbortSignal.abort();
    const of = (stopped: AbortSignal, deadline: AbortSignal) =>
      failureFrom(new Error('Request aborted'), { stopped, deadline }).code;
    expect([of(over, quiet), of(quiet, over)]).toEqual(['ABORTED', 'ETIMEDOUT']);
  });

  it.each([
    ['a refused key', answered(403, 'AccessDenied'), true],
    ['a missing bucket', answered(404, 'NoSuchBucket'), true],
    ['what the server cannot', answered(501, 'NotImplemented'), true],
    ['a busy server', answered(503, 'SlowDown'), false],
    ['too many requests', answered(429), false],
    ['bytes that changed on their way', answered(400, 'BadDigest'), false],
    ['a clock that is set right by the answer', answered(403, 'RequestTimeTooSkewed'), false],
    ['a broken connection', from(Object.assign(new Error('x'), { code: 'ECONNRESET' })), false],
  ])('should know whether trying again at once helps against %s', (_, failure, isPermanent) => {
    expect(failure.isPermanent).toBe(isPermanent);
  });
});
