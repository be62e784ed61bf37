import { describe, expect, it } from '@jest/globals';
import { savedFileAddress } from './saved-file-address.js';

const FILE = '/cache/files/data/key_1/output.docx/output.docx?md5=a&expires=1';
const SERVERS = { browserUrl: 'https://docs.test', internalUrl: 'http://ds:8080' };
const PREFIXED = { browserUrl: 'https://kontor.test/ds', internalUrl: 'http://ds:8080/inner' };

describe('savedFileAddress', () => {
  it.each([
    ['the public address', `https://docs.test${FILE}`],
    ['the public address without TLS, as behind a forgetful proxy', `http://docs.test${FILE}`],
    ['the internal address', `http://ds:8080${FILE}`],
  ])('should fetch from the internal address what was linked by %s', (_, given) => {
    expect(savedFileAddress(given, SERVERS)?.href).toBe(`http://ds:8080${FILE}`);
  });

  it.each([
    `https://kontor.test/ds${FILE}`,
    `https://kontor.test${FILE}`,
    `http://ds:8080/inner${FILE}`,
    `http://ds:8080${FILE}`,
  ])('should exchange the prefix of %s', (given) => {
    expect(savedFileAddress(given, PREFIXED)?.href).toBe(`http://ds:8080/inner${FILE}`);
  });

  it('should take links of the storage proxy', () => {
    const given = 'https://docs.test/storage-cache/files/data/k/output.docx';
    expect(savedFileAddress(given, SERVERS)?.pathname).toContain('/storage-cache/files/');
  });

  it.each([
    'http://evil.test/cache/files/data/x',
    'https://docs.test:444/cache/files/data/x',
    'https://docs.test.evil.test/cache/files/x',
    'https://docs.test@evil.test/cache/files/x',
    'https://u:p@docs.test/cache/files/x',
    'https://docs.test/info/info.json',
    'https://docs.test/cache/files/../../command',
    'https://docs.test/cache/files/%2e%2e/%2e%2e/command',
    'https://docs.test/cache/files/..%2f..%2fcommand',
    'https://docs.test/cache/files/..%5ccommand',
    'https://docs.test/x/cache/files/y',
    'ftp://docs.test/cache/files/x',
    'file:///cache/files/x',
    '/cache/files/x',
    'nonsense',
  ])('should refuse %s', (given) => {
    expect(savedFileAddress(given, SERVERS)).toBeUndefined();
  });
});
