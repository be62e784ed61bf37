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

  it('should know a proxy by its address or network, and nothing else', () => {
    const read = (text: string) =>
      readSettings([platformSettings], { KONTOR_TRUSTED_PROXIES: text });
    for (const good of ['10.0.0.7', '10.0.0.0/8, fd00::/8', 'loopback,uniquelocal'])
      expect(() => read(good)).not.toThrow();
    for (const bad of ['balancer', '10.0.0.0/33', '10.0.0.0/8/8', 'true', '10.0.0.7,'])
      expect(() => read(bad)).toThrow(/KONTOR_TRUSTED_PROXIES/);
  });

  it('should leave time to end after the notice', () => {
    const read = () =>
      readSettings([platformSettings], {
        KONTOR_STOP_SECONDS: '5',
        KONTOR_STOP_NOTICE_SECONDS: '5',
      });
    expect(read).toThrow(/KONTOR_STOP_SECONDS/);
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
