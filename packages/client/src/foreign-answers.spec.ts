import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { ScriptedServer } from '../../../test/scripted-server.js';
import { Kontor, KontorError } from './index.js';

describe('an answer of success that is none of the server', () => {
  let server: ScriptedServer;

  beforeEach(async () => {
    server = new ScriptedServer();
    await server.start();
  });

  afterEach(() => server.stop());

  const withKey = (): Kontor => new Kontor({ url: server.url, apiKey: 'key' });
  const asApplication = (): Kontor =>
    new Kontor({ url: server.url, clientId: 'app:1', clientSecret: 'a secret' });

  it('should take no page of something between for a document or its content', async () => {
    const page = { status: 200, headers: { 'content-type': 'text/html; charset=utf-8' } };
    server.replies({ ...page, text: '<title>Sign in</title>' });
    const { documents, people, request } = withKey();
    for (const ask of [
      () => people.me(),
      () => documents.list().first(1),
      () => documents.content('1'),
      () => documents.create({ title: 'A.txt', content: new Uint8Array(1) }),
      () => documents.remove('1'),
      () => request('get', '/api/settings'),
    ])
      await expect(ask()).rejects.toMatchObject({ code: 'client/not-kontor', status: 200 });
    expect(server.received).toHaveLength(6);
    // A document may be a page.
    const headers = { ...page.headers, 'x-correlation-id': 'c-1' };
    server.replies({ ...page, headers, text: '<p>Ours' });
    expect(Buffer.from(await (await documents.content('1')).bytes()).toString()).toBe('<p>Ours');
  });

  it('should say so of what is no JSON, and of what is no token', async () => {
    for (const text of ['', '{', '<html>']) {
      server.replies({ status: 200, text });
      const failed = withKey().people.me();
      await expect(failed).rejects.toThrow(KontorError);
      await expect(failed).rejects.toMatchObject({ code: 'client/not-kontor', status: 200 });
    }
    for (const text of ['', '<html>', 'null', '[]', '{"access_token":7}']) {
      server.tokenReply = { status: 200, text };
      const failed = asApplication().people.me();
      await expect(failed).rejects.toThrow(KontorError);
      await expect(failed).rejects.toMatchObject({ code: 'client/not-kontor', status: 200 });
    }
  });
});
