import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { startKontor, type RunningKontor } from '../start-kontor.js';

const QUOTA = 10;

describe('pages that are asked for too often', () => {
  let kontor: RunningKontor;

  beforeAll(async () => {
    kontor = await startKontor({
      KONTOR_REQUESTS_PER_MINUTE: String(QUOTA),
      KONTOR_REQUESTS_PER_PERSON: '2',
    });
  });
  afterAll(() => kontor.stop());

  const open = (path: string, language: string, headers: Record<string, string> = {}) =>
    fetch(`${kontor.url}${path}`, {
      headers: { accept: 'text/html,*/*;q=0.8', 'accept-language': language, ...headers },
    });
  const expectPage = async (answer: Response, language: string, title: string) => {
    expect(answer.status).toBe(429);
    expect(answer.headers.get('content-type')).toBe('text/html; charset=utf-8');
    expect(answer.headers.get('content-language')).toBe(language);
    expect(Number(answer.headers.get('retry-after'))).toBeGreaterThan(0);
    expect(answer.headers.get('ratelimit')).toContain('r=0');
    const html = await answer.text();
    expect(html).toContain(`<html lang="${language}">`);
    expect(html).toContain(title);
  };

  it('should say so on a page to a person who has used up their requests', async () => {
    const authorization = `Bearer ${await kontor.tokenOf('alice')}`;
    for (let count = 0; count < 2; count++)
      expect((await open('/', 'de', { authorization })).status).toBe(200);
    await expectPage(await open('/', 'de', { authorization }), 'de', 'Zu viele Anfragen');
  });

  it('should say so on a page to an address that has used up its requests', async () => {
    for (let count = 0; count < QUOTA; count++) await (await open('/login', 'en')).text();
    await expectPage(await open('/login', 'de'), 'de', 'Zu viele Anfragen');
    await expectPage(await open('/login', 'fr'), 'fr', 'Trop de requêtes');
    await expectPage(await open('/documents/1', 'en'), 'en', 'Too many requests');
    await expectPage(await open('/no/such/page', 'en'), 'en', 'Too many requests');
  });

  it('should still have all that such a page loads, and no end of what does not exist', async () => {
    const html = await (await open('/login', 'en')).text();
    expect(html).toContain('Too many requests');
    const loaded = [...html.matchAll(/(?:href|src)="(\/assets\/[^"]+)"/g)];
    expect(loaded.length).toBeGreaterThan(0);
    for (let count = 0; count < QUOTA; count++)
      for (const [, path = ''] of loaded) expect((await open(path, 'en')).status).toBe(200);
    const missing = async () => (await open('/assets/none.css', 'en')).status;
    for (let count = 0; count < QUOTA; count++) expect(await missing()).toBe(404);
    expect(await missing()).toBe(429);
  });

  it('should show no page below a name that is not ours', async () => {
    const server = kontor.app.getHttpAdapter().getInstance();
    const answer = await server.inject({
      ...{ url: '/login', remoteAddress: '192.0.2.7' },
      headers: { host: 'other.example.org', accept: 'text/html' },
    });
    expect(answer.statusCode).toBe(421);
    expect(answer.headers['content-type']).toContain('application/problem+json');
  });

  it('should say so as a problem to whoever does not ask for a page', async () => {
    for (const [path, accept] of [
      ['/api/documents', 'text/html'],
      ['/login', 'application/json'],
    ] as const) {
      const answer = await open(path, 'fr', { accept });
      expect(answer.status).toBe(429);
      expect(answer.headers.get('content-type')).toContain('application/problem+json');
      expect(answer.headers.get('retry-after')).not.toBeNull();
    }
  });
});
