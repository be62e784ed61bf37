import { describe, expect, it } from '@jest/globals';
import { localPath } from './sign-in.schema.js';

describe('localPath', () => {
  it('should keep a path of ours with its query', () => {
    expect(localPath('/documents/1?flash=undeleted')).toBe('/documents/1?flash=undeleted');
  });

  it.each([
    undefined,
    '',
    'documents',
    'https://evil.example/x',
    '//evil.example/x',
    '/\\evil.example/x',
    '/\t/evil.example/x',
    '/.//evil.example/x',
    '/a/..//evil.example/x',
    'javascript:alert(1)',
  ])('should lead %j to the start', (wanted) => {
    expect(localPath(wanted)).toBe('/');
  });
});
