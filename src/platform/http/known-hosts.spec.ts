import { describe, expect, it } from '@jest/globals';
import { readSettings } from '../config/settings.js';
import { httpSettings, type HttpSettings } from './http.config.js';
import { hostNameOf, isKnownHost } from './known-hosts.js';

const settingsFor = (env: Record<string, string>): HttpSettings =>
  readSettings([httpSettings], env).http as HttpSettings;

describe('the names this server answers to', () => {
  const { hosts } = settingsFor({
    KONTOR_PUBLIC_URL: 'https://Kontor.example.org:8443/',
    KONTOR_EDITOR_URL: 'https://editor.example.org',
    EUROOFFICE_CALLBACK_URL: 'http://kontor:3000',
    KONTOR_HOSTS: 'old-name.example.org, intranet',
  });

  it.each([
    'kontor.example.org',
    'KONTOR.example.org:8443',
    'kontor.example.org.',
    'editor.example.org',
    'kontor:3000',
    'old-name.example.org',
    'intranet',
    'localhost:3000',
    '127.0.0.1',
    '10.0.0.7:3000',
    '[::1]:3000',
    '[2001:db8::7]',
  ])('should include %s', (header) => {
    expect(isKnownHost(hostNameOf(header), hosts)).toBe(true);
  });

  it.each([
    undefined,
    '',
    'evil.example',
    'kontor.example.org.evil.example',
    'evil.example#kontor.example.org',
    'kontor.example.org@evil.example',
    'example.org',
    'localhost.evil.example',
    '127.0.0.1.evil.example',
    '[::1',
  ])('should not include %s', (header) => {
    expect(isKnownHost(hostNameOf(header), hosts)).toBe(false);
  });

  it('should be names, not addresses', () => {
    expect(() => settingsFor({ KONTOR_HOSTS: 'https://kontor.example.org' })).toThrow(
      'KONTOR_HOSTS: must be host names',
    );
  });
});
