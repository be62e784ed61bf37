import { describe, expect, it } from '@jest/globals';
import { inspect } from 'node:util';
import { platformSettings } from './platform.config.js';
import { Secret } from './secret.js';
import { SettingsError } from './settings-error.js';
import { readSettings } from './settings.js';

describe('readSettings', () => {
  it('should report every fault at once, by name', () => {
    const read = () =>
      readSettings([platformSettings], { PORT: 'x', KONTOR_PUBLIC_URL: 'ftp://a' });
    expect(read).toThrow(SettingsError);
    expect(read).toThrow(/PORT[\s\S]*KONTOR_PUBLIC_URL|KONTOR_PUBLIC_URL[\s\S]*PORT/);
  });

  it('should derive the public address from host and port', () => {
    expect(readSettings([platformSettings], { PORT: '4000' }).platform).toMatchObject({
      publicUrl: 'http://127.0.0.1:4000',
    });
  });
});

describe('Secret', () => {
  it('should print as [secret] in every form', () => {
    const secret = new Secret('swordfish');
    expect(`${secret} ${JSON.stringify({ secret })} ${inspect({ secret })}`).not.toContain(
      'swordfish',
    );
    expect(secret.reveal()).toBe('swordfish');
  });
});
