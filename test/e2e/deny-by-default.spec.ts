import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { startKontor, type RunningKontor } from '../start-kontor.js';
import { routesOf } from '../routes.js';
import { PUBLIC } from './public-routes.js';

describe('every route', () => {
  let kontor: RunningKontor;

  beforeAll(async () => {
    kontor = await startKontor();
  });

  afterAll(() => kontor.stop());

  it('should answer 401 without credentials, but for the public ones', async () => {
    const open: string[] = [];
    const routes = routesOf(kontor.app);
    expect(routes.length).toBeGreaterThan(20);
    for (const { method, path } of routes) {
      const response = await fetch(kontor.url + path.replaceAll(/:\w+/g, 'x').replace('*', 'x'), {
        method,
      });
      if (response.status !== 401) open.push(`${method} ${path}`);
    }
    expect(open.sort()).toEqual(PUBLIC.toSorted());
  });

  it('should answer 401 to a token that is not one', async () => {
    for (const token of ['x', 'a.b.c', 'eyJhbGciOiJub25lIn0.eyJzdWIiOiJhbGljZSJ9.']) {
      const response = await fetch(`${kontor.url}/api/me`, {
        headers: { authorization: `Bearer ${token}` },
      });
      expect(response.status).toBe(401);
      expect(response.headers.get('content-type')).toContain('application/problem+json');
    }
  });
});
