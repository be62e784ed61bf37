import { readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it, jest } from '@jest/globals';
import { newDocx, newOdt } from '../../playground/document-content.js';
import { english } from '../../src/desk/language/english.js';
import { french } from '../../src/desk/language/french.js';
import { german } from '../../src/desk/language/german.js';
import type { Faults } from '../fakes/tried-document-server.js';
import { triedDesk } from '../tried-desk.js';

/** JSON as it came over the wire. */
type Wire = ReturnType<typeof JSON.parse>;

const LANGUAGES = { 'en-GB': english, 'de-CH': german, 'fr-CH': french } as const;
const DOCX = Buffer.from(newDocx(['made']));

/** What a person is told. */
type Told = 'never' | 'later' | 'size' | 'result' | 'password';

/** Kontor gives a conversion five minutes. */
const DEADLINE_MS = 300_000;
const deadlines: AbortController[] = [];
/** In place of the passing of time. */
const passDeadlines = (): void => {
  for (const deadline of deadlines.splice(0)) deadline.abort(new DOMException('', 'TimeoutError'));
};

describe('conversions that fail, as a person sees them', () => {
  const desk = triedDesk();

  beforeAll(() => {
    const { timeout } = AbortSignal;
    jest.spyOn(AbortSignal, 'timeout').mockImplementation((ms) => {
      if (ms !== DEADLINE_MS) return timeout.call(AbortSignal, ms);
      const deadline = new AbortController();
      deadlines.push(deadline);
      return deadline.signal;
    });
  });
  afterAll(() => void jest.restoreAllMocks());

  const as = (path: string, locale: string, init: RequestInit = {}) =>
    desk.kontor.fetchAs('alice', path, {
      ...init,
      headers: { accept: 'text/html', 'accept-language': locale },
    });
  const upload = async (): Promise<string> => {
    const init = { method: 'POST', body: new Uint8Array(newOdt(['first'])) };
    const response = await desk.kontor.fetchAs('alice', '/api/documents?title=Letter.odt', init);
    const made: Wire = await response.json();
    return made.id;
  };
  /** Everything that lies in the storage, but for the files with which places are tried from time to time. */
  const stored = async (): Promise<readonly string[]> => {
    const folder = join(desk.kontor.folder, 'data');
    const entries = await readdir(folder, { recursive: true, withFileTypes: true });
    const files = entries.filter((entry) => entry.isFile());
    const paths = files.map((file) => join(file.parentPath, file.name).slice(folder.length));
    return paths
      .filter((path) => /shards|provider|part/i.test(path) && !path.includes('/v1/probe/'))
      .sort();
  };
  /** The page that the person comes to. */
  const pageAfter = async (response: Response, locale: string): Promise<string> => {
    expect(response.status).toBe(303);
    return (await as(response.headers.get('location') ?? '', locale)).text();
  };
  const sentence = (told: Told, locale: keyof typeof LANGUAGES): string => {
    const { document } = LANGUAGES[locale];
    return {
      never: document.notConverted('DOCX'),
      later: document.notConvertedNow('DOCX'),
      size: document.notConvertedSize,
      result: document.convertedTooLarge('DOCX'),
      password: document.passwordNeeded,
    }[told];
  };
  const escaped = (text: string): string => text.replaceAll('&', '&amp;');

  it.each<[string, Faults, Told]>([
    ['error -1, unknown', { converterError: -1 }, 'never'],
    ['error -2, timeout', { converterError: -2 }, 'later'],
    ['error -3, damaged', { converterError: -3 }, 'never'],
    ['error -4, download', { converterError: -4 }, 'later'],
    ['error -5, password', { converterError: -5 }, 'password'],
    ['error -6, queue', { converterError: -6 }, 'later'],
    ['error -7, parameters', { converterError: -7 }, 'never'],
    ['error -8, token', { converterError: -8 }, 'later'],
    ['error -9, kind', { converterError: -9 }, 'never'],
    ['error -10, size', { converterError: -10 }, 'size'],
    ['error 0, cells', { converterError: 0 }, 'never'],
    ['an unknown error', { converterError: -77 }, 'never'],
    [
      'a page of status 200 in place of the service',
      { answers: { '/converter': 'html' } },
      'later',
    ],
    ['no answer within five minutes', { converterHangs: passDeadlines }, 'later'],
    ['no service', { answers: { '/converter': 502 } }, 'later'],
    ['a page of status 200 in place of the result', { result: 'html' }, 'never'],
    ['no result', { result: 'missing' }, 'never'],
    ['an empty result', { result: 'empty' }, 'never'],
    ['another container', { result: Buffer.from(newOdt(['x'])) }, 'never'],
    ['half of a container', { result: DOCX.subarray(0, 200) }, 'never'],
    ['a result that breaks off', { result: 'breaks-off' }, 'later'],
    ['a huge result', { result: Buffer.concat([DOCX, Buffer.alloc(3e6)]) }, 'result'],
  ])('should be a clear sentence, no version and no leftover: %s', async (_what, faults, told) => {
    const id = await upload();
    const before = await stored();
    expect(before.length).toBeGreaterThan(0);
    desk.server.faults = faults;
    for (const locale of Object.keys(LANGUAGES) as (keyof typeof LANGUAGES)[]) {
      const continued = await as(`/documents/${id}/convert`, locale, {
        ...{ method: 'POST', redirect: 'manual' },
        body: new URLSearchParams({ to: 'docx' }),
      });
      const page = await pageAfter(continued, locale);
      expect(page).toContain(escaped(sentence(told, locale)));
      expect(page).not.toContain('converter/');
    }
    const versions: Wire = await (
      await desk.kontor.fetchAs('alice', `/api/documents/${id}/versions`)
    ).json();
    expect(versions.versions).toMatchObject([{ number: 1, file_type: 'odt' }]);
    expect(await stored()).toEqual(before);
    // The same document converts as soon as nothing is wrong.
    desk.server.faults = { result: DOCX };
    const well = await as(`/documents/${id}/convert`, 'en-GB', {
      ...{ method: 'POST', redirect: 'manual' },
      body: new URLSearchParams({ to: 'docx' }),
    });
    expect(well.headers.get('location')).toContain('flash=converted');
  });
});
