import { describe, expect, it } from '@jest/globals';
import { errorFromPostgres } from './database.errors.js';

const failed = (fields: object, message = 'failed') => Object.assign(new Error(message), fields);

describe('errorFromPostgres', () => {
  it.each([
    failed({ code: 'ECONNREFUSED' }),
    failed({ code: '57P01' }),
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

  it('should say that it is busy when a statement took too long', () => {
    expect(errorFromPostgres(failed({ code: '57014' }))).toMatchObject({
      code: 'platform/database-busy',
      kind: 'unavailable',
    });
  });

  it.each(['22021', '22003'])('should say that a value is wrong for %s', (code) => {
    expect(errorFromPostgres(failed({ code }))).toMatchObject({
      code: 'platform/invalid',
      kind: 'invalid',
    });
  });

  it.each([
    failed({ code: '40001' }),
    failed({ code: '23505' }),
    failed({}, 'Connection refused by a rule of ours'),
    undefined,
  ])('should leave %s as it is', (error) => {
    expect(errorFromPostgres(error)).toBe(error);
  });
});
