import { describe, expect, it } from '@jest/globals';
import { databaseRefusalIn } from './prove-database.js';

const coded = (code: string) => Object.assign(new Error(code), { code });

describe('databaseRefusalIn', () => {
  it.each([
    ['28P01', 'database-password'],
    ['3D000', 'database-missing'],
    ['42501', 'database-permission'],
    ['25006', 'database-read-only'],
    ['SQLITE_READONLY_DIRECTORY', 'database-read-only'],
    ['53100', 'database-full'],
    ['SQLITE_FULL', 'database-full'],
    ['53300', 'database-connections'],
    ['SQLITE_CORRUPT_VTAB', 'database-damaged'],
    ['SQLITE_BUSY_SNAPSHOT', 'database-busy'],
    ['42P01', 'database-refuses'],
    ['ECONNREFUSED', undefined],
    ['EPIPE', undefined],
    ['57P03', undefined],
  ])('should know %s, also below another error', (code, fault) => {
    expect(databaseRefusalIn(coded(code))?.fault).toBe(fault);
    expect(databaseRefusalIn(new Error('unavailable', { cause: coded(code) }))?.fault).toBe(fault);
  });
});
