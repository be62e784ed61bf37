import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from '@jest/globals';

const root = join(import.meta.dirname, '..');
const read = (...path: string[]) => JSON.parse(readFileSync(join(root, ...path), 'utf8'));

describe('a package for other applications', () => {
  it.each(readdirSync(join(root, 'packages')))('%s should be as all of them are', (name) => {
    const { version, license, type } = read('packages', name, 'package.json');
    expect({ version, license, type }).toEqual({
      version: read('package.json').version,
      // The server as a package is the server.
      license: name === 'server' ? 'AGPL-3.0-or-later' : 'Apache-2.0',
      type: 'module',
    });
    expect(existsSync(join(root, 'packages', name, 'LICENSE'))).toBe(true);
  });
});
