import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { startKontor, type RunningKontor } from '../start-kontor.js';
import { Stranger } from '../stranger.js';

describe('the example with curl', () => {
  const stranger = new Stranger();
  let kontor: RunningKontor;

  beforeAll(async () => {
    kontor = await startKontor({ KONTOR_WEBHOOK_ALLOW_PRIVATE: 'true' });
  });
  afterAll(async () => {
    await stranger.leave();
    await kontor.stop();
  });

  it('should create, open, register and list with one command', async () => {
    const output = await stranger.run('curl', { KONTOR_URL: kontor.url });
    const { documents } = (await (await kontor.fetchAs('alice', '/api/documents')).json()) as {
      documents: { id: string; title: string }[];
    };
    expect(documents).toMatchObject([{ title: 'Letter.txt', owner: 'alice' }]);
    expect(output).toContain(`"id":"${documents[0]!.id}"`);
    expect(output).toMatch(/^http.*\/api\.js$/m);
    expect(output).toContain('"secret":"whsec_');
    const clients = await kontor.fetchAs('admin', '/api/admin/clients');
    expect(((await clients.json()) as { clients: unknown[] }).clients).toEqual([]);
  });

  it('should end with what Kontor says when it refuses', async () => {
    const wrong = stranger.run('curl', { KONTOR_URL: kontor.url, PERSON: 'nobody' });
    await expect(wrong).rejects.toThrow('"code":"access/');
  });
});
