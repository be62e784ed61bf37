import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { request } from 'node:http';
import { json } from 'node:stream/consumers';
import { startKontor, type RunningKontor } from '../start-kontor.js';

/** JSON as it came over the wire. */
type Wire = ReturnType<typeof JSON.parse>;

const NOTHING = '00000000-0000-7000-8000-000000000000';
const ENGLISH = 'There is no such document, or you have no access to it.';
const GERMAN = 'Es gibt dieses Dokument nicht, oder Sie haben keinen Zugriff darauf.';
const FRENCH = 'Ce document n’existe pas, ou vous n’y avez pas accès.';

/** RFC 9457, section 3.1, over HTTP. */
describe('a refusal', () => {
  let kontor: RunningKontor;
  beforeAll(async () => {
    kontor = await startKontor();
  });
  afterAll(() => kontor.stop());

  const ask = async (
    who: string,
    path: string,
    language: string,
    init: RequestInit = {},
  ): Promise<{ answer: Response; problem: Wire }> => {
    // fetch would send a language of its own.
    const headers = { 'accept-language': language, ...(init.headers as object) };
    const answer = await kontor.fetchAs(who, path, { ...init, headers });
    return { answer, problem: await answer.json() };
  };
  const send = (who: string, path: string, language: string, body: unknown, method = 'POST') =>
    ask(who, path, language, {
      ...{ method, headers: { 'content-type': 'application/json' } },
      body: typeof body === 'string' ? body : JSON.stringify(body),
    });

  it.each([
    ['de', 'de', GERMAN],
    ['de', 'de-CH', GERMAN],
    ['fr', 'fr-CA', FRENCH],
    ['fr', 'fr-CH, de;q=0.8, en;q=0.5', FRENCH],
    ['fr', 'it, de;q=0.4, fr;q=0.7', FRENCH],
    ['fr', 'de;q=0, fr;q=0.1', FRENCH],
    ['en', 'en-GB', ENGLISH],
    ['en', '*', ENGLISH],
    ['en', 'ja', ENGLISH],
    ['en', '', ENGLISH],
    ['en', ';;q=,,;=', ENGLISH],
    ['en', 'de;q=NaN', ENGLISH],
    ['en', `${'x,'.repeat(6000)}de`, ENGLISH],
  ])('should be told for header %# in %s', async (language, header, detail) => {
    const { answer, problem } = await ask('alice', `/api/documents/${NOTHING}`, header);
    expect(answer.status).toBe(404);
    expect(answer.headers.get('content-type')).toContain('application/problem+json');
    expect(answer.headers.get('content-language')).toBe(language);
    expect(answer.headers.get('vary')?.toLowerCase().split(', ')).toEqual(
      expect.arrayContaining(['origin', 'accept-language']),
    );
    expect(problem.detail.startsWith(detail)).toBe(true);
    // What programs decide by is the same for everybody.
    const { type, code, status } = problem;
    expect({ type, code, status }).toEqual({
      type: 'urn:kontor:problem:documents/no-such-document',
      ...{ code: 'documents/no-such-document', status: 404 },
    });
  });

  it('should stay English for who does not say a language', async () => {
    const { host, port } = new URL(kontor.url);
    const { headers, body } = await new Promise<{ headers: Wire; body: Wire }>(
      (resolve, reject) => {
        request({ host: host.split(':')[0], port, path: '/api/documents' }, (answer) => {
          json(answer).then((read) => resolve({ headers: answer.headers, body: read }), reject);
        })
          .on('error', reject)
          .end();
      },
    );
    expect(headers['content-language']).toBe('en');
    expect(body).toMatchObject({ title: 'Not signed in', detail: 'Please sign in first.' });
  });

  it('should have its title in the language, and what is filled in', async () => {
    const shares = async (language: string) => {
      const title = 'Notiz.txt';
      const made = await kontor.fetchAs('alice', `/api/documents?title=${title}`, {
        ...{ method: 'POST', headers: { 'content-type': 'application/octet-stream' } },
        body: 'Guten Tag',
      });
      const { id }: Wire = await made.json();
      return send(
        'alice',
        `/api/documents/${id}/shares/nobody-here`,
        language,
        { role: 'viewer' },
        'PUT',
      );
    };
    const german = (await shares('de')).problem;
    expect(german.title).toBe('Nicht gefunden');
    expect(german.detail).toBe(
      'Es gibt keine Person mit dem Benutzernamen «nobody-here». Prüfen Sie die Schreibweise.',
    );
    expect((await shares('fr')).problem.detail).toBe(
      'Personne n’a le nom d’utilisateur «\u{a0}nobody-here\u{a0}». Vérifiez l’orthographe.',
    );
  });

  it.each([
    ['de', 'role: Ungültige Option: erwartet', 'kein JSON', 'Meinten Sie «title»?'],
    [
      'fr',
      'role\u{a0}: Option invalide\u{a0}:',
      'n’est pas du JSON',
      'Vouliez-vous dire «\u{a0}title\u{a0}»',
    ],
    ['en', 'role: Invalid option: expected', 'is not JSON', 'Did you mean "title"?'],
  ])('should say in %s what does not fit', async (language, option, noJson, nearest) => {
    const path = `/api/documents/${NOTHING}`;
    const role = await send('alice', `${path}/shares/bob`, language, { role: 'king' }, 'PUT');
    expect(role.problem).toMatchObject({ code: 'platform/invalid', status: 400 });
    expect(role.problem.detail).toContain(option);
    expect((await send('alice', path, language, '{"title', 'PATCH')).problem.detail).toContain(
      noJson,
    );
    const slip = await send('alice', path, language, { titel: 'x' }, 'PATCH');
    expect(slip.problem.detail).toContain(nearest);
    expect(slip.problem.data).toMatchObject({ member: 'titel' });
  });

  it.each([
    ['de', 'Unter dieser Adresse gibt es keine Seite.'],
    ['fr', 'Il n’y a pas de page à cette adresse.'],
  ])('should say in %s that there is no such route', async (language, detail) => {
    const { problem } = await ask('alice', '/api/nothing', language);
    expect(problem.detail).toContain(detail);
  });

  it.each([
    ['de', 'Die Adresse ist nicht wohlgeformt.'],
    ['en', 'The address is not well-formed.'],
  ])('should say in %s that an address is none', async (language, detail) => {
    const { answer, problem } = await ask('alice', '/api/documents/%zz', language);
    expect([answer.status, answer.headers.get('content-language')]).toEqual([400, language]);
    expect(problem.detail).toContain(detail);
  });

  it.each([
    ['de', 'Diese Seite gibt es nicht'],
    ['fr', 'Cette page n’existe pas'],
  ])('should show in %s that a mistyped address has no page', async (language, title) => {
    for (const path of ['/100%', '/documents/%zz?from=list', '/%ff%zz']) {
      const headers = { accept: 'text/html', 'accept-language': language };
      const answer = await kontor.fetchAs('alice', path, { headers });
      expect([path, answer.status]).toEqual([path, 404]);
      expect(await answer.text()).toContain(title);
    }
  });

  it.each([
    ['de', 'Diese Version hat das Dokument nicht.'],
    ['fr', 'Le document n’a pas cette version.'],
  ])('should say in %s that a version is none', async (language, detail) => {
    const made = await kontor.fetchAs('alice', '/api/documents?title=Versionen.txt', {
      ...{ method: 'POST', headers: { 'content-type': 'application/octet-stream' } },
      body: 'Guten Tag',
    });
    const { id }: Wire = await made.json();
    const restored = `/api/documents/${id}/versions/x/restore`;
    const { answer, problem } = await ask('alice', restored, language, { method: 'POST' });
    expect([answer.status, problem.code]).toEqual([404, 'version-archive/no-such-version']);
    expect(problem.detail).toContain(detail);
  });

  it.each([
    ['de', 'Auschecken ist nicht erlaubt.'],
    ['fr', 'L’extraction n’est pas autorisée.'],
    ['en', 'Checkout is not allowed.'],
  ])('should be told in %s to who works at the desktop', async (language, text) => {
    const made = await kontor.fetchAs('alice', '/api/documents?title=Nur%20lesen.txt', {
      ...{ method: 'POST', headers: { 'content-type': 'application/octet-stream' } },
      body: 'Guten Tag',
    });
    const { id }: Wire = await made.json();
    await send('alice', `/api/documents/${id}/shares/bob`, 'en', { role: 'viewer' }, 'PUT');
    const { answer, problem } = await ask('bob', `/documents/${id}/@checkout`, language, {
      method: 'POST',
    });
    expect(answer.status).toBe(403);
    expect(problem).toMatchObject({
      ...{ message: 'msg_checkout_disallowed', translated_message: text },
    });
  });

  it('should say nothing of languages when nothing is refused', async () => {
    const answer = await kontor.fetchAs('alice', '/api/documents', {
      headers: { 'accept-language': 'de' },
    });
    expect([answer.status, answer.headers.get('content-language')]).toEqual([200, null]);
    expect(answer.headers.get('vary') ?? '').not.toMatch(/accept-language/i);
  });
});
