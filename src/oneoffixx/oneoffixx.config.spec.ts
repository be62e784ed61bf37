import { describe, expect, it } from '@jest/globals';
import { readSettings } from '../platform/config/settings.js';
import { oneoffixxSettings } from './oneoffixx.config.js';

const read = (env: Record<string, string>) =>
  readSettings([oneoffixxSettings], { HOME: '/home/desk', ...env }).oneoffixx;

describe('oneoffixxSettings', () => {
  it('should be off without a host', () => {
    expect(read({})).toMatchObject({ backend: undefined });
  });

  it("should not take the playground's credentials for real ones", () => {
    const env = { ONEOFFIXX_CREDENTIALS_FILE: '/srv/kontor-playground-oneoffixx.json' };
    expect(() => read(env)).toThrow(/ONEOFFIXX_CREDENTIALS_FILE: is a file of the playground/);
    expect(() => read({ ...env, KONTOR_PROFILE: 'playground' })).not.toThrow();
  });

  it('should have the defaults of the reference', () => {
    expect(read({ ONEOFFIXX_HOSTNAME: 'templates.example.com' })).toEqual({
      backend: {
        origin: 'https://templates.example.com',
        grantPath: '/ids/connect/token',
        servicePath: '/webapi/api/v1',
        scope: 'oo_V1WebApi',
        doubleEncodeBug: false,
        api: '2019',
        credentialsFile: '/home/desk/.opengever/oneoffixx/oneoffixx.json',
      },
      fakeSid: '',
      cacheSeconds: 2_592_000,
    });
  });

  it('should put addresses together', () => {
    const settings = read({
      ONEOFFIXX_PROTOCOL: 'http',
      ONEOFFIXX_HOSTNAME: '127.0.0.1:8080',
      ONEOFFIXX_PATH_PREFIX: '/oneoffixx',
      ONEOFFIXX_AUTH_PATH: '/token',
      ONEOFFIXX_DOUBLE_ENCODE_BUG: 'true',
      ONEOFFIXX_API: '2021',
      ONEOFFIXX_CREDENTIALS_FILE: '~/o.json',
    });
    expect(settings).toMatchObject({
      backend: {
        origin: 'http://127.0.0.1:8080',
        grantPath: '/oneoffixx/token',
        servicePath: '/oneoffixx/webapi/api/v1',
        doubleEncodeBug: true,
        api: '2021',
        credentialsFile: '/home/desk/o.json',
      },
    });
  });

  it.each([
    ['ONEOFFIXX_PROTOCOL', 'ftp'],
    ['ONEOFFIXX_HOSTNAME', 'https://x.example'],
    ['ONEOFFIXX_HOSTNAME', 'x.example/path'],
    ['ONEOFFIXX_HOSTNAME', 'user@x.example'],
    ['ONEOFFIXX_HOSTNAME', 'x.example:99999'],
    ['ONEOFFIXX_PATH_PREFIX', 'prefix'],
    ['ONEOFFIXX_PATH_PREFIX', '/prefix/'],
    ['ONEOFFIXX_AUTH_PATH', 'token'],
    ['ONEOFFIXX_AUTH_PATH', '/token/'],
    ['ONEOFFIXX_WEBSERVICE_PATH', '/api?x=1'],
    ['ONEOFFIXX_DOUBLE_ENCODE_BUG', 'perhaps'],
    ['ONEOFFIXX_API', '2020'],
  ])('should refuse %s=%s by name', (name, value) => {
    expect(() => read({ [name]: value })).toThrow(name);
  });
});
