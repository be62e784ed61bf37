import { describe, expect, it } from '@jest/globals';
import { readSettings, type Env } from '../platform/config/settings.js';
import { EditorConnectorSettings, editorConnectorSettings } from './editor-connector.config.js';

const SECRET = 'b6b0c9c4b1f54f0e9a7f5d0c8e2a1d37';

const read = (env: Env): EditorConnectorSettings =>
  readSettings([editorConnectorSettings], {
    EUROOFFICE_URL: 'https://docs.test',
    EUROOFFICE_JWT_SECRET: SECRET,
    KONTOR_PUBLIC_URL: 'https://kontor.test/',
    ...env,
  })['editor-connector'] as EditorConnectorSettings;

describe('editor connector settings', () => {
  it('should derive the internal address and our own from what is given', () => {
    expect(read({})).toMatchObject({
      browserUrl: 'https://docs.test',
      internalUrl: 'https://docs.test',
      selfUrlForDocumentServer: 'https://kontor.test',
    });
  });

  it('should keep path prefixes and take a path on our own address', () => {
    const settings = read({
      EUROOFFICE_URL: '/ds/',
      EUROOFFICE_INTERNAL_URL: 'http://docs:8080/x/',
    });
    expect(settings).toMatchObject({
      browserUrl: 'https://kontor.test/ds',
      internalUrl: 'http://docs:8080/x',
    });
  });

  it('should accept the outgoing and the previous secret, and sign with neither', () => {
    const outbox = SECRET.replace('b', 'c');
    const previous = SECRET.replace('b', 'd');
    const settings = read({
      EUROOFFICE_JWT_SECRET_OUTBOX: outbox,
      EUROOFFICE_JWT_SECRET_PREVIOUS: previous,
    });
    expect(settings.signingSecret.reveal()).toBe(SECRET);
    expect(settings.acceptedSecrets.map((secret) => secret.reveal())).toEqual([outbox, previous]);
    expect(read({}).acceptedSecrets.map((secret) => secret.reveal())).toEqual([SECRET]);
  });

  it.each([
    ['a missing address', { EUROOFFICE_URL: undefined }, /EUROOFFICE_URL/],
    ['an address that is none', { EUROOFFICE_URL: 'docs.test' }, /EUROOFFICE_URL/],
    ['credentials in an address', { EUROOFFICE_INTERNAL_URL: 'http://a:b@docs' }, /INTERNAL_URL/],
    ['a missing secret', { EUROOFFICE_JWT_SECRET: undefined }, /EUROOFFICE_JWT_SECRET/],
    ['a short secret', { EUROOFFICE_JWT_SECRET: SECRET.slice(1) }, /at least 32/],
    ['a short previous secret', { EUROOFFICE_JWT_SECRET_PREVIOUS: 'x' }, /PREVIOUS.*32/],
    ['a placeholder', { EUROOFFICE_JWT_SECRET: `your_shared_secret_${SECRET}` }, /placeholder/],
    ['one letter again and again', { EUROOFFICE_JWT_SECRET: 'x'.repeat(32) }, /placeholder/],
  ])('should refuse %s', (_, env, message) => {
    expect(() => read(env)).toThrow(message);
  });

  it('should let the playground use what it likes', () => {
    const placeholder = 'change-me-change-me-change-me-change-me';
    const settings = read({ KONTOR_PROFILE: 'playground', EUROOFFICE_JWT_SECRET: placeholder });
    expect(settings.signingSecret.reveal()).toBe(placeholder);
  });

  describe('whether its scripts reach our sessions', () => {
    const editor = { KONTOR_EDITOR_URL: 'https://editor.kontor.test' };

    it.each([
      ['no second host name', {}, 'no-editor-address'],
      ['three host names', editor, undefined],
      ['a path: it is on the editor’s host', { ...editor, EUROOFFICE_URL: '/ds' }, undefined],
      [
        'a path on our own host',
        { ...editor, EUROOFFICE_URL: 'https://kontor.test/ds' },
        'document-server-on-our-host',
      ],
      [
        'a port of our own host',
        { ...editor, EUROOFFICE_URL: 'https://kontor.test:8443' },
        'document-server-on-our-host',
      ],
      [
        'ports of one machine',
        { KONTOR_PUBLIC_URL: 'http://127.0.0.1:3000', EUROOFFICE_URL: 'http://127.0.0.1:8080' },
        undefined,
      ],
    ])('should be seen: %s', (_, env, sharedOrigin) => {
      expect(read(env)).toMatchObject({ sharedOrigin, acceptsSharedOrigin: false });
    });

    it('should find the Document Server behind a path on the editor’s host', () => {
      expect(read({ ...editor, EUROOFFICE_URL: '/ds' }).browserUrl).toBe(
        'https://editor.kontor.test/ds',
      );
    });

    it('should be accepted by one word only', () => {
      expect(read({ KONTOR_EDITOR_SHARES_ORIGIN: 'accept' }).acceptsSharedOrigin).toBe(true);
      expect(() => read({ KONTOR_EDITOR_SHARES_ORIGIN: 'yes' })).toThrow(/must be accept/);
    });
  });
});
