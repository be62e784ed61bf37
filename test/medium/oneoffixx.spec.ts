import { afterEach, describe, expect, it } from '@jest/globals';
import { TemplateCatalogue } from '../../src/oneoffixx/index.js';
import { Clock } from '../../src/platform/clock/clock.js';
import type { AppError } from '../../src/platform/errors/app-error.js';
import { personalTemplateId } from '../../playground/oneoffixx-templates.js';
import {
  actor,
  changeTimeout,
  failureOf,
  sidOf,
  startOneoffixxFixture,
  tokenOf,
  type OneoffixxFixture,
} from './oneoffixx-fixture.js';

const WORD = '275af32e-bc40-45c2-85b7-afb1c0382653';

const isOwn = (username: string, ids: readonly string[]) =>
  ids.includes(personalTemplateId(sidOf(username)));

let fixture: OneoffixxFixture | undefined;
afterEach(async () => {
  await fixture?.stop();
  fixture = undefined;
});

describe.each(['2019', '2021'] as const)('templates from a backend of %s', (api) => {
  it.each(['query', 'body'] as const)('should be read, organisation in the %s', async (place) => {
    fixture = await startOneoffixxFixture({ api, organizationIn: place });
    const offered = await fixture.catalogue.templatesFor(actor('alice'));
    expect(offered.templates).toHaveLength(19);
    expect(offered.groups[0]).toMatchObject({ id: '__favorites__', title: 'Favoriten' });
    expect(offered.defaultGroup).toBe('__favorites__');
    expect(offered.favorites).toHaveLength(4);
    expect(offered.leftOut).toEqual({ unknownType: 1, unnamed: 0, unreadable: 0 });
    expect(offered.templates[0]).toMatchObject({
      title: 'Brief',
      filename: 'Brief.docx',
      languages: [2055, 4108],
    });
  });

  it('should offer everything as default to a person without favourites', async () => {
    fixture = await startOneoffixxFixture({ api, withoutFavorites: () => true });
    const offered = await fixture.catalogue.templatesFor(actor('alice'));
    expect(offered).toMatchObject({ favorites: [], defaultGroup: '--NOVALUE--' });
  });

  it('should offer the rest of a list with odd entries, and say how many were left out', async () => {
    fixture = await startOneoffixxFixture({ api });
    const letter = { metaTemplateId: WORD, localizedName: 'Brief', languages: null };
    const templates = [{ ...letter, id: 'a', templateGroupId: '' }, letter, null];
    const groups = [
      null,
      { id: 'g', localizedName: null, templates },
      { id: '', templates: [null] },
    ];
    fixture.backend.fault = (step) => {
      if (step === 'favorites') return { status: 204 };
      return step === 'groups' ? { status: 200, json: groups } : undefined;
    };
    const answer = await fixture.app.inject({
      url: '/api/oneoffixx/templates',
      headers: { authorization: `Bearer ${await tokenOf(fixture.app, 'alice')}` },
    });
    expect(answer.json()).toMatchObject({
      templates: [{ template_id: 'a', title: 'Brief', group_id: 'g', languages: [] }],
      favorites: [],
      default_group: '--NOVALUE--',
      left_out: { unknown_type: 0, unnamed: 0, unreadable: 5 },
      failed_lists: [],
    });
  });

  it('should say what is wrong: a path that is not there, nothing for the person', async () => {
    fixture = await startOneoffixxFixture({ api });
    const cases = [
      ['grant', { status: 404 }, 'oneoffixx/backend-not-found'],
      ['grant', { status: 405 }, 'oneoffixx/backend-not-found'],
      ['library', { status: 404 }, 'oneoffixx/backend-not-found'],
      ['library', { status: 200, json: null }, 'oneoffixx/no-library'],
      ['organization', { status: 200, json: [] }, 'oneoffixx/no-organization'],
    ] as const;
    for (const [at, fault, code] of cases) {
      if (api === '2019' && at === 'organization') continue;
      fixture.backend.fault = (step) => (step === at ? fault : undefined);
      const failure = await failureOf(fixture.catalogue.templatesFor(actor(`p-${code}`)));
      expect(failure).toMatchObject({ code, data: { step: at, retryable: false } });
    }
  });

  it('should be looked for again soon when there were none, or damaged ones', async () => {
    fixture = await startOneoffixxFixture({ api });
    const { backend, catalogue, app } = fixture;
    const clock = app.get(Clock);
    for (const json of [[], [null]]) {
      const person = actor(`early-${json.length}`);
      backend.fault = (step) => (step === 'groups' ? { status: 200, json } : undefined);
      const found = await catalogue.templatesFor(person);
      backend.fault = () => undefined;
      expect(await catalogue.templatesFor(person)).toEqual(found);
      const laterMs = clock.nowMs() + 60_000;
      clock.nowMs = () => laterMs;
      expect((await catalogue.templatesFor(person)).templates).toHaveLength(19);
    }
  });

  it('should find a person’s own template, and not that of another', async () => {
    fixture = await startOneoffixxFixture({ api });
    const id = personalTemplateId(sidOf('alice'));
    const found = await fixture.catalogue.findTemplate(actor('alice'), id.toUpperCase());
    expect(found).toMatchObject({ id, title: 'Meine Aktennotiz' });
    expect(await fixture.catalogue.findTemplate(actor('bob'), id)).toBeUndefined();
  });
});

describe('a crowd', () => {
  it('should cost one grant and one fetch of each list per person, cold', async () => {
    fixture = await startOneoffixxFixture({ api: '2021' });
    const { catalogue, backend } = fixture;
    const people = Array.from({ length: 1000 }, (_, at) => `p${at}`);
    const offers = [];
    // More at once would wait for the sixteen connections until somebody's minute is over, on a slow machine.
    for (let at = 0; at < people.length; at += 200) {
      const crowd = people.slice(at, at + 200);
      const asked = crowd.flatMap((name) => [1, 2].map(() => catalogue.templatesFor(actor(name))));
      offers.push(...(await Promise.all(asked)));
    }
    offers.forEach((offered, at) => {
      const ids = offered.templates.map(({ id }) => id);
      expect(isOwn(people[Math.floor(at / 2)] ?? '', ids)).toBe(true);
    });
    for (const step of ['grant', 'library', 'organization', 'groups', 'favorites'] as const) {
      const counts = backend.succeeded(step);
      expect(counts.size).toBe(1000);
      expect(Math.max(...counts.values())).toBe(1);
    }
    expect(backend.calls).toHaveLength(5000);
  });

  it('should never be given another’s answer, over 10,000 calls with grants that end at random', async () => {
    fixture = await startOneoffixxFixture();
    const { catalogue, backend, app } = fixture;
    await changeTimeout(app, 0);
    let expired = 0;
    let random = 7;
    const chance = () => (random = (random * 48271) % 2147483647) / 2147483647;
    backend.fault = (step) => {
      if (step === 'grant' || chance() > 0.01) return undefined;
      expired += 1;
      return 'expired';
    };
    const failures: string[] = [];
    const asked = Array.from({ length: 10_000 }, () => `p${Math.floor(chance() * 50)}`);
    const ask = async (name: string) => {
      try {
        const { templates, favorites, failedLists } = await catalogue.templatesFor(actor(name));
        const personal = templates.filter(({ title }) => title === 'Meine Aktennotiz');
        expect(personal.map(({ id }) => id)).toEqual([personalTemplateId(sidOf(name))]);
        expect(isOwn(name, favorites)).toBe(!failedLists.includes('favorites'));
      } catch (error) {
        // Two endings in a row are refused: the renewal is tried exactly once.
        failures.push((error as AppError).code ?? String(error));
      }
    };
    for (let at = 0; at < asked.length; at += 500) {
      await Promise.all(asked.slice(at, at + 500).map(ask));
    }
    expect(expired).toBeGreaterThan(200);
    expect(failures.filter((code) => code !== 'oneoffixx/grant-not-accepted')).toEqual([]);
    expect(failures.length).toBeLessThan(asked.length / 20);
  });
});

describe('grants', () => {
  it('should be renewed exactly once when refused', async () => {
    fixture = await startOneoffixxFixture();
    const { catalogue, backend } = fixture;
    await changeTimeout(fixture.app, 0);
    await catalogue.templatesFor(actor('alice'));
    backend.expireAll();
    await catalogue.templatesFor(actor('alice'));
    expect(backend.succeeded('grant').get(sidOf('alice'))).toBe(2);

    backend.calls.length = 0;
    backend.fault = (step) => (step === 'library' ? { status: 401 } : undefined);
    const failure = await failureOf(catalogue.templatesFor(actor('alice')));
    expect(failure).toMatchObject({ code: 'oneoffixx/grant-not-accepted', kind: 'bad-gateway' });
    expect(backend.calls.map(({ step }) => step)).toEqual(['library', 'grant', 'library']);
  });

  it('should be asked for with the type encoded twice where backends need it', async () => {
    fixture = await startOneoffixxFixture({ doubleEncodeBug: true });
    await expect(fixture.catalogue.templatesFor(actor('alice'))).resolves.toBeDefined();
  });

  it('should need a SID, or the configured one', async () => {
    fixture = await startOneoffixxFixture();
    expect(await failureOf(fixture.catalogue.templatesFor(actor('nobody')))).toMatchObject({
      code: 'oneoffixx/no-sid',
      kind: 'unprocessable',
    });
    await fixture.stop();
    fixture = await startOneoffixxFixture({ env: { ONEOFFIXX_FAKE_SID: sidOf('fake') } });
    const { templates } = await fixture.catalogue.templatesFor(actor('nobody'));
    expect(
      isOwn(
        'fake',
        templates.map(({ id }) => id),
      ),
    ).toBe(true);
  });
});

describe('the cache timeout', () => {
  it('should empty everything at once, on every instance, also when it changes back', async () => {
    fixture = await startOneoffixxFixture();
    const other = (await fixture.another()).get(TemplateCatalogue);
    const both = [fixture.catalogue, other];
    const fetches = async () => {
      const before = fixture?.backend.succeeded('groups').get(sidOf('alice')) ?? 0;
      for (const catalogue of both) await catalogue.templatesFor(actor('alice'));
      return (fixture?.backend.succeeded('groups').get(sidOf('alice')) ?? 0) - before;
    };
    expect([await fetches(), await fetches()]).toEqual([2, 0]);
    await changeTimeout(fixture.app, 60);
    expect([await fetches(), await fetches()]).toEqual([2, 0]);
    await changeTimeout(fixture.app, 2_592_000);
    expect([await fetches(), await fetches()]).toEqual([2, 0]);
    await changeTimeout(fixture.app, 0);
    expect([await fetches(), await fetches()]).toEqual([2, 2]);
  });
});

describe('the routes', () => {
  it('should answer as the contract says', async () => {
    fixture = await startOneoffixxFixture();
    const { app } = fixture;
    const as = async (name: string) => ({ authorization: `Bearer ${await tokenOf(app, name)}` });
    const templates = await app.inject({
      url: '/api/oneoffixx/templates',
      headers: await as('alice'),
    });
    expect(templates.json()).toMatchObject({
      templates: expect.arrayContaining([
        expect.objectContaining({
          title: 'Präsentation Kanton',
          file_type: 'pptx',
          filename: 'Praesentation Kanton.pptx',
          group_title: 'Präsentationen',
        }),
      ]),
      default_group: '__favorites__',
    });
    const settings = { url: '/api/settings', headers: await as('admin') };
    expect((await app.inject(settings)).json()).toMatchObject({
      oneoffixx_cache_timeout: 2_592_000,
    });
    const bad = { method: 'PATCH', payload: { oneoffixx_cache_timeout: -1 } } as const;
    expect((await app.inject({ ...settings, ...bad })).statusCode).toBe(400);
    expect((await app.inject({ ...settings, headers: await as('alice') })).statusCode).toBe(403);
  });

  it('should not be there without a backend', async () => {
    fixture = await startOneoffixxFixture({ env: { ONEOFFIXX_HOSTNAME: '' } });
    const headers = { authorization: `Bearer ${await tokenOf(fixture.app, 'alice')}` };
    const answer = await fixture.app.inject({ url: '/api/oneoffixx/templates', headers });
    expect([answer.statusCode, answer.json().code]).toEqual([404, 'oneoffixx/off']);
  });
});
