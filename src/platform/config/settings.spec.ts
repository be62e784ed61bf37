import { describe, expect, it } from '@jest/globals';
import { inspect } from 'node:util';
import { platformSettings, type PlatformSettings } from './platform.config.js';
import { Secret } from './secret.js';
import { SettingsError } from './environment.js';
import { readSettings, type Env } from './settings.js';

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

  it.each([
    ['DATABASE_URL', 'postgres://kontor:a#b@db/kontor', /%23/],
    ['DATABASE_URL', 'postgres://kontor:a/b@db/kontor', /%2F/],
    ['DATABASE_URL', 'postgres://kontor:a@db:54x/kontor', /host:port/],
    ['DATABASE_URL', 'mysql://db/kontor', /must begin with postgres/],
    ['REDIS_URL', 'redis://:a%b@cache', /%25/],
    ['REDIS_URL', 'redis://:a#b@cache', /host:port/],
    ['REDIS_URL', 'redis://:a@cache/kontor', /number of a database/],
    ['REDIS_URL', 'redis://:a@cache/1/2', /number of a database/],
  ])('should say how %s is written when it is not an address: %s', (name, text, advice) => {
    const read = () => readSettings([platformSettings], { [name]: text });
    expect(read).toThrow(SettingsError);
    expect(read).toThrow(new RegExp(`${name}: .*${advice.source}`));
    expect(read).not.toThrow(/a.b@/);
  });

  it.each([
    'postgres://kontor:a%23b@db:5432/kontor?sslmode=verify-full',
    'postgresql://kontor@[::1]/kontor',
    'postgres://kontor:a%b@db/kontor',
    'postgres://%2Frun%2Fpostgresql/kontor',
    'postgres:///kontor?host=/run/postgresql',
    'postgres://kontor:pw@/kontor?host=/run/postgresql',
  ])('should take %s, as the driver does', (text) => {
    const { platform } = readSettings([platformSettings], { DATABASE_URL: text });
    expect(platform).toMatchObject({ databaseUrl: text });
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

  describe('the address of the editor', () => {
    const editorUrl = (env: Env): unknown =>
      (readSettings([platformSettings], env).platform as PlatformSettings).editorUrl;

    it.each([
      ['http://127.0.0.1:3000', 'http://localhost:3000'],
      ['http://localhost:3000', 'http://127.0.0.1:3000'],
      ['http://[::1]:3000', 'http://localhost:3000'],
      ['https://kontor.example.com', undefined],
    ])('should be the other loopback name by itself: %s', (publicUrl, expected) => {
      expect(editorUrl({ KONTOR_PUBLIC_URL: publicUrl })).toBe(expected);
    });

    it('should be an origin, whatever path was typed', () => {
      const env = {
        KONTOR_PUBLIC_URL: 'https://kontor.example.com',
        KONTOR_EDITOR_URL: 'https://Editor.example.com/x',
      };
      expect(editorUrl(env)).toBe('https://editor.example.com');
    });

    it('should leave the name to the Document Server that calls it', () => {
      const env = {
        KONTOR_PUBLIC_URL: 'http://localhost:3000',
        EUROOFFICE_CALLBACK_URL: 'http://127.0.0.1:3000',
      };
      expect(editorUrl(env)).toBe(undefined);
    });

    it.each([
      ['https://kontor.example.com:8443', /host name of its own/],
      ['https://calls.example.com', /host name of its own/],
      ['http://editor.example.com', /both with https/],
      ['editor.example.com', /must be an http/],
    ])('should refuse %s', (address, message) => {
      const env = {
        KONTOR_PUBLIC_URL: 'https://kontor.example.com',
        EUROOFFICE_CALLBACK_URL: 'https://calls.example.com',
        KONTOR_EDITOR_URL: address,
      };
      expect(() => editorUrl(env)).toThrow(message);
    });
  });
});
