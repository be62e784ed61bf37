import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { readSettings, type Env } from '../platform/config/settings.js';
import { mailSettings, type MailSettings } from './mail.config.js';

const FROM = { KONTOR_MAIL_FROM: 'kontor@example.org' };

describe('mail settings', () => {
  let folder: string;
  beforeAll(() => {
    folder = mkdtempSync(join(tmpdir(), 'kontor-mail-'));
  });
  afterAll(() => rmSync(folder, { recursive: true }));

  const read = (env: Env): MailSettings =>
    readSettings([mailSettings], env)[mailSettings.name] as MailSettings;
  const serverOf = (env: Env) => read({ ...FROM, ...env }).server!;
  const faultsOf = (env: Env): readonly string[] => {
    try {
      read(env);
      return [];
    } catch (error) {
      return (error as { issues: string[] }).issues;
    }
  };

  it('should be off without an address', () => {
    expect(read({ SMTP_URL: '' })).toEqual({ server: undefined, language: 'en' });
    expect(faultsOf(FROM)).toEqual([
      'KONTOR_MAIL_FROM: is set, but SMTP_URL is not: set both or neither',
    ]);
  });

  it.each([
    ['smtp://mail.example.org', 'mail.example.org', 587, 'start-tls'],
    ['smtp://mail.example.org:25/', 'mail.example.org', 25, 'start-tls'],
    ['smtps://mail.example.org', 'mail.example.org', 465, 'tls'],
    ['smtp://127.0.0.1:25', '127.0.0.1', 25, 'plain'],
    ['smtp://[::1]:25', '::1', 25, 'plain'],
    ['smtp://localhost', 'localhost', 587, 'plain'],
    ['smtp://127.example.org', '127.example.org', 587, 'start-tls'],
  ])('should understand %s', (SMTP_URL, host, port, transport) => {
    expect(serverOf({ SMTP_URL })).toMatchObject({ host, port, transport, credentials: undefined });
  });

  it('should let STARTTLS be switched, but not below smtps', () => {
    const at = (SMTP_URL: string, SMTP_START_TLS: string) => ({ SMTP_URL, SMTP_START_TLS });
    expect(serverOf(at('smtp://localhost', 'true')).transport).toBe('start-tls');
    expect(serverOf(at('smtp://mail.example.org', 'false')).transport).toBe('plain');
    expect(faultsOf({ ...FROM, ...at('smtps://mail.example.org', 'true') })).toHaveLength(1);
    expect(faultsOf({ ...FROM, ...at('smtp://mail.example.org', 'yes') })).toHaveLength(1);
  });

  it('should take user and password from the address, from variables, or from a file', () => {
    const SMTP_PASSWORD_FILE = join(folder, 'password');
    writeFileSync(SMTP_PASSWORD_FILE, 'sword fish%\n');
    const plain = 'smtp://mail.example.org';
    for (const env of [
      { SMTP_URL: 'smtp://desk%40example.org:sword%20fish%25@mail.example.org' },
      { SMTP_URL: plain, SMTP_USER: 'desk@example.org', SMTP_PASSWORD: 'sword fish%' },
      { SMTP_URL: plain, SMTP_USER: 'desk@example.org', SMTP_PASSWORD_FILE },
      { SMTP_URL: 'smtp://desk%40example.org@mail.example.org', SMTP_PASSWORD_FILE },
    ]) {
      const { credentials, ...rest } = serverOf(env);
      expect([credentials?.user, credentials?.password.reveal()]).toEqual([
        'desk@example.org',
        'sword fish%',
      ]);
      expect(JSON.stringify([credentials, rest])).not.toContain('fish');
    }
  });

  it.each<[string, Env, string]>([
    ['no user', { SMTP_PASSWORD: 'x' }, 'SMTP_USER: is needed'],
    ['no password', { SMTP_USER: 'x' }, 'SMTP_PASSWORD: is needed'],
    ['an address that is none', { SMTP_URL: 'mail.example.org' }, 'SMTP_URL: must be'],
    ['a path', { SMTP_URL: 'smtp://mail.example.org/pool' }, 'SMTP_URL: must be'],
    ['a file that is not there', { SMTP_PASSWORD_FILE: '/nowhere' }, 'cannot be read (ENOENT)'],
    ['no sender', { KONTOR_MAIL_FROM: '' }, 'KONTOR_MAIL_FROM: is needed'],
    ['a sender that is none', { KONTOR_MAIL_FROM: 'Kontor' }, 'KONTOR_MAIL_FROM: must be'],
    ['another language', { KONTOR_MAIL_LANGUAGE: 'it' }, 'KONTOR_MAIL_LANGUAGE: must be'],
    ['two passwords', { SMTP_URL: 'smtp://a:b@mail.example.org', SMTP_PASSWORD: 'c' }, 'stands in'],
    ['authorities without TLS', { SMTP_URL: 'smtp://[::1]', SMTP_CA_FILE: 'x' }, 'has no effect'],
  ])('should refuse %s', (_, env, fault) => {
    const faults = faultsOf({ SMTP_URL: 'smtp://mail.example.org', ...FROM, ...env });
    expect(faults.join('\n')).toContain(fault);
  });

  it('should take a sender with a name', () => {
    const from = (KONTOR_MAIL_FROM: string) =>
      serverOf({ SMTP_URL: 'smtp://localhost', KONTOR_MAIL_FROM }).from;
    const wanted = { name: 'Kontor, Bern', address: 'kontor@example.org' };
    expect(from('Kontor, Bern <kontor@example.org>')).toEqual(wanted);
    expect(from('"Kontor, Bern" <kontor@example.org>')).toEqual(wanted);
    expect(from('kontor@example.org')).toEqual({ ...wanted, name: '' });
  });
});
