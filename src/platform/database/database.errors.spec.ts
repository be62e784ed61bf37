import { describe, expect, it } from '@jest/globals';
import { errorFromConnecting, errorFromPostgres } from './database.errors.js';

const failed = (fields: object, message = 'failed') => Object.assign(new Error(message), fields);

describe('errorFromPostgres', () => {
  it.each([
    failed({ code: 'ECONNREFUSED' }),
    failed({ code: 'ENOENT', syscall: 'connect' }),
    failed({ code: '57P01' }),
    failed({ code: '57P05' }),
    failed({ code: '53300' }),
    failed({ code: '08006' }),
    failed({}, 'Connection terminated unexpectedly'),
    failed({}, 'timeout exceeded when trying to connect'),
    failed({}, 'Query read timeout'),
  ])('should say that the database is unavailable for %s', (error) => {
    expect(errorFromPostgres(error)).toMatchObject({
      code: 'platform/database-away',
      kind: 'unavailable',
      retryAfterSeconds: 2,
      cause: error,
    });
  });

  it.each([
    ['database-busy', ['57014', '55P03', '55006', '25P04', '53200', '53400', '40001', '40P01']],
    ['database-read-only', ['25006']],
    ['database-refuses', ['28P01', '28000', '3D000', '3F000', '42501', '42P01', '57P04']],
    ['database-disk-failed', ['58030', '58P01', '58000']],
    ['database-full', ['53100']],
    ['database-damaged', ['XX001']],
  ])('should say %s for %s', (code, given) => {
    for (const each of given)
      expect(errorFromPostgres(failed({ code: each }))).toMatchObject({
        ...{ code: `platform/${code}`, kind: 'unavailable', data: { reason: each } },
        retryAfterSeconds: expect.any(Number),
      });
  });

  it.each([
    failed({ code: 'CERT_HAS_EXPIRED' }),
    failed({}, 'The server does not support SSL connections'),
    failed({}, 'SASL: SCRAM-SERVER-FIRST-MESSAGE: client password must be a string'),
    failed({ code: 'ENOENT', syscall: 'open' }),
  ])('should say that it refuses to be connected to for %s', (error) => {
    expect(errorFromConnecting(error)).toMatchObject({ code: 'platform/database-refuses' });
  });

  it.each(['22021', '22P05', '22003'])('should say that a value is wrong for %s', (code) => {
    expect(errorFromPostgres(failed({ code }))).toMatchObject({
      code: 'platform/invalid',
      kind: 'invalid',
    });
  });

  it.each([
    failed({ code: '23505' }),
    failed({ code: '42601' }),
    failed({}, 'Connection refused by a rule of ours'),
    undefined,
  ])('should leave %s as it is', (error) => {
    expect(errorFromPostgres(error)).toBe(error);
  });
});
