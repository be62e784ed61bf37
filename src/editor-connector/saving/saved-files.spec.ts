import { describe, expect, it } from '@jest/globals';
import { savedFileAddress } from './saved-files.js';

const FILE = '/cache/files/data/key_1/output.docx/output.docx?md5=a&expires=1';
const SERVER = 'http://ds:8080';

describe('savedFileAddress', () => {
  it.each([
    `https://docs.test${FILE}`,
    `http://docs.test:443${FILE}`,
    `https://DOCS.test.:8443${FILE}`,
    `http://ds:8080${FILE}`,
    `http://evil.example${FILE}`,
    `https://docs.test@evil.example${FILE}`,
    `http://user:secret@[::1]:9${FILE}`,
    `http://evil.example/any/prefix${FILE}`,
    `//evil.example${FILE}`,
    // As sockets claim it: two proxies, no host, a query, a fragment, the same words, another scheme.
    `https://docs.test, proxy.test${FILE}`,
    `http://${FILE}`,
    `http:///${FILE}`,
    `http://[${FILE}`,
    `http://docs test:99999${FILE}`,
    `http://256.256.256.256${FILE}`,
    `http://docs.test?x=${FILE}`,
    `http://docs.test#x${FILE}`,
    `http://docs.test/cache/files/x${FILE}`,
    `ftp://docs.test${FILE}`,
    `javascript:${FILE}`,
    FILE,
  ])('should fetch %s from the configured server', (given) => {
    expect(savedFileAddress(given, SERVER)?.href).toBe(`http://ds:8080${FILE}`);
  });

  it.each([
    `https://kontor.test/ds${FILE}`,
    `https://kontor.test${FILE}`,
    `http://ds:8080/inner${FILE}`,
    `http://ds:8080${FILE}`,
  ])('should exchange the prefix of %s', (given) => {
    expect(savedFileAddress(given, `${SERVER}/inner`)?.href).toBe(`http://ds:8080/inner${FILE}`);
  });

  it('should take links of the storage proxy', () => {
    const given = 'https://docs.test/storage-cache/files/data/k/output.docx';
    expect(savedFileAddress(given, SERVER)?.href).toBe(
      'http://ds:8080/storage-cache/files/data/k/output.docx',
    );
  });

  it.each([
    'https://docs.test/info/info.json',
    'https://docs.test/cache/files/../../command',
    'https://docs.test/cache/files/%2e%2e/%2e%2e/command',
    'https://docs.test/cache/files/..%2f..%2fcommand',
    'https://docs.test/cache/files/..%5ccommand',
    'https://docs.test/my-cache/files/y',
    'https://docs.test/cache/files',
    'nonsense',
  ])('should fetch nothing for %s', (given) => {
    expect(savedFileAddress(given, SERVER)).toBeUndefined();
  });
});
