import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { describeApi } from '../../src/platform/http/openapi.js';
import { startAccess, type RunningAccess } from './access-app.js';

let access: RunningAccess;

beforeAll(async () => {
  access = await startAccess();
});

afterAll(() => access.stop());

const operation = (path: string, method: 'get' | 'post' | 'patch') => {
  const found = describeApi(access.app).paths[path]?.[method];
  if (found === undefined) throw new Error(`${method} ${path} is not described`);
  return found;
};

describe('the description of the api', () => {
  it('should be the same each time, in one order', () => {
    const [first, second] = [describeApi(access.app), describeApi(access.app)];
    expect(JSON.stringify(first)).toBe(JSON.stringify(second));
    expect(Object.keys(first.paths)).toEqual(Object.keys(first.paths).toSorted());
  });

  it('should take shapes from the schemas that check requests', () => {
    expect(operation('/api/me', 'patch').requestBody).toMatchObject({
      content: {
        'application/json': { schema: { properties: { locale: { type: ['string', 'null'] } } } },
      },
    });
    expect(operation('/api/auth/token', 'post').responses['200']).toMatchObject({
      content: {
        'application/json': { schema: { required: ['access_token', 'token_type', 'expires_in'] } },
      },
    });
  });

  it('should say what every closed route answers, and which are open', () => {
    const closed = operation('/api/me', 'get');
    expect(closed.responses['401']).toEqual({ $ref: '#/components/responses/NotSignedIn' });
    expect(closed.responses['404']).toEqual({ $ref: '#/components/responses/NotFound' });
    expect(closed.security).toBeUndefined();
    expect(operation('/api/auth/token', 'post').security).toEqual([]);
    expect(describeApi(access.app).components?.schemas?.Problem).toBeDefined();
    expect(JSON.stringify(describeApi(access.app))).not.toContain('x-public');
  });
});

describe('/api/openapi.json and /api/docs', () => {
  it('should be for people who are signed in', async () => {
    for (const url of ['/api/openapi.json', '/api/docs']) {
      expect((await access.app.inject({ url })).statusCode).toBe(401);
    }
  });

  it('should show the committed description', async () => {
    const payload = { username: 'alice', password: 'alice' };
    const signIn = { method: 'POST', url: '/api/auth/token', payload } as const;
    const token = (await access.app.inject(signIn)).json().access_token as string;
    const read = (url: string) =>
      access.app.inject({ url, headers: { authorization: `Bearer ${token}` } });
    const json = await read('/api/openapi.json');
    expect(json.headers['content-type']).toContain('application/json');
    expect(json.json().info.title).toBe('Kontor');
    const page = await read('/api/docs');
    expect(page.headers['content-type']).toBe('text/html; charset=utf-8');
    expect(page.body).toContain('<title>Kontor API</title>');
    // The content security policy allows neither a script nor a style inside the page.
    expect(page.body).not.toMatch(/<script(?![^>]* src="\/assets\/)|<style|style=|https?:/);
  });
});
