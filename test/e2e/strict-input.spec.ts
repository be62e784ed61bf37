import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { nameOf, operations, type Operation } from '../operations.js';
import { startKontor, type RunningKontor } from '../start-kontor.js';

interface UnknownName {
  readonly code: string;
  readonly detail: string;
  readonly data: { readonly known: readonly string[] };
}

const addressOf = ({ path }: Operation): string => path.replaceAll(/\{\w+\}/g, 'x');
const closedTo = (part: string) =>
  operations.filter(({ takesUnknown }) => !takesUnknown.includes(part));
/** A file, which has no members. */
const takesBytes = ({ bodies }: Operation): boolean => 'application/octet-stream' in bodies;
const json = (body: object): RequestInit => ({
  headers: { 'content-type': 'application/json' },
  body: JSON.stringify(body),
});

describe('input that no schema has', () => {
  let kontor: RunningKontor;

  beforeAll(async () => {
    kontor = await startKontor();
  });
  afterAll(() => kontor.stop());

  const asAdmin = (path: string, init: RequestInit = {}) => kontor.fetchAs('admin', path, init);

  it.each(closedTo('query').map((operation) => [nameOf(operation), operation] as const))(
    'should be refused in the query of %s',
    async (_, operation) => {
      const answer = await asAdmin(`${addressOf(operation)}?no_such_name=1`, {
        method: operation.method,
      });
      expect(answer.status).toBe(400);
      if (operation.method === 'HEAD') return;
      const problem = (await answer.json()) as UnknownName;
      expect(problem.code).toBe('platform/unknown-query');
      expect(problem.detail).toContain('"no_such_name"');
      const names = operation.parameters.filter(({ in: place }) => place === 'query');
      expect(problem.data.known.toSorted()).toEqual(names.map(({ name }) => name).sort());
    },
  );

  const written = closedTo('body').filter(
    (operation) => !['GET', 'HEAD'].includes(operation.method) && !takesBytes(operation),
  );
  it.each(written.map((operation) => [nameOf(operation), operation] as const))(
    'should be refused in the body of %s',
    async (_, operation) => {
      const answer = await asAdmin(addressOf(operation), {
        method: operation.method,
        ...json({ no_such_member: true }),
      });
      expect(answer.status).toBe(400);
      expect(answer.headers.get('content-type')).toContain('application/problem+json');
      const problem = (await answer.json()) as UnknownName;
      expect(problem.code).toBe('platform/unknown-member');
      expect(problem.detail).toContain('"no_such_member"');
    },
  );

  it('should name the member that was probably meant', async () => {
    const body = { username: 'alice', pasword: 'alice' };
    const answer = await fetch(`${kontor.url}/api/auth/token`, { method: 'POST', ...json(body) });
    expect(answer.status).toBe(400);
    expect(await answer.json()).toMatchObject({
      code: 'platform/unknown-member',
      detail:
        'The body has a member "pasword", which this route does not know. Did you mean "password"? (it takes username, password, second_factor)',
      data: { member: 'pasword', known: ['username', 'password', 'second_factor'] },
    });
  });

  it('should be found inside of members as well', async () => {
    const body = { custody: 'managed', keyrings: [{ epoch: 1, sealed: 'x', epcoh: 2 }] };
    const answer = await asAdmin('/api/documents/x/custody', { method: 'PUT', ...json(body) });
    expect(answer.status).toBe(400);
    expect(await answer.json()).toMatchObject({
      data: { member: 'keyrings.0.epcoh', known: ['epoch', 'sealed'] },
    });
  });

  it('should not be repeated at any length', async () => {
    const answer = await asAdmin('/api/me', {
      method: 'PATCH',
      ...json({ ['x'.repeat(5000)]: 1 }),
    });
    expect(answer.status).toBe(400);
    expect((await answer.text()).length).toBeLessThan(1000);
  });

  it('should be refused in forms, but not in the address of a page', async () => {
    const form = new URLSearchParams({ username: 'alice', password: 'alice', remember: 'yes' });
    const headers = { accept: 'text/html', origin: kontor.url };
    const signIn = { method: 'POST', body: form, headers, redirect: 'manual' } as const;
    expect((await fetch(`${kontor.url}/login`, signIn)).status).toBe(400);
    expect((await fetch(`${kontor.url}/login?utm_source=mail`, { headers })).status).toBe(200);
  });

  it('should be refused as a file key, and leave the connection open', async () => {
    const answer = await asAdmin('/api/documents/x/versions/1/restore', {
      method: 'POST',
      ...json({ no_such_member: true }),
    });
    expect(answer.status).toBe(400);
    expect(await answer.json()).toMatchObject({ code: 'documents/bad-file-key' });
  });

  it('should reach routes whose messages another specification defines', async () => {
    const answer = await asAdmin('/documents/x/@lock?from=desktop', {
      method: 'POST',
      ...json({ later_version: true }),
    });
    expect(answer.status).toBe(404);
  });
});
