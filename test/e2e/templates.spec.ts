import { execFile } from 'node:child_process';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { unzipSync, strFromU8 } from 'fflate';
import { ManageAccounts } from '../../src/access/index.js';
import { OfficeConnectorSimulator } from '../../playground/index.js';
import type { OneoffixxSimulator } from '../../playground/oneoffixx-simulator.js';
import { startTemplateBackend, type RunningBackend } from '../template-backend.js';
import { passwordOf, startKontor, type RunningKontor } from '../start-kontor.js';

interface Listed {
  readonly templates: readonly {
    template_id: string;
    title: string;
    file_type: string;
    languages: number[];
  }[];
  readonly favorites: readonly string[];
  readonly groups: readonly { group_id: string }[];
  readonly default_group: string;
}

const JSON_BODY = { 'content-type': 'application/json' };

describe.each(['2019', '2021'])('templates of a backend of %s', (api) => {
  let kontor: RunningKontor;
  let offered: Listed;

  beforeAll(async () => {
    kontor = await startKontor({ ONEOFFIXX_API: api });
    offered = await (await kontor.fetchAs('alice', '/api/oneoffixx/templates')).json();
  });

  afterAll(() => kontor.stop());

  const templateId = (title: string): string =>
    offered.templates.find((template) => template.title === title)!.template_id;

  const create = (body: object, username = 'alice'): Promise<Response> =>
    kontor.fetchAs(username, '/api/oneoffixx/documents', {
      method: 'POST',
      headers: JSON_BODY,
      body: JSON.stringify(body),
    });

  const content = async (id: string): Promise<Record<string, Uint8Array>> =>
    unzipSync(
      new Uint8Array(
        await (await kontor.fetchAs('alice', `/api/documents/${id}/content`)).arrayBuffer(),
      ),
    );

  it('should offer favourites first, each person their own', async () => {
    expect(offered.default_group).toBe('__favorites__');
    expect(offered.groups[0]?.group_id).toBe('__favorites__');
    const others: Listed = await (await kontor.fetchAs('bob', '/api/oneoffixx/templates')).json();
    const ids = new Set(others.templates.map(({ template_id: id }) => id));
    expect(offered.templates.filter(({ template_id: id }) => !ids.has(id))).toHaveLength(1);
  });

  it('should walk from a template to a document with its values', async () => {
    const created = await create({
      title: 'Antwort an Frau Muster',
      template_id: templateId('Brief'),
      language: 2055,
      fields: { betreff: 'Ihr Gesuch & unsere Antwort' },
      content_controls: {
        Kopie: true,
        Adresse: ['Frau Muster', 'Hauptgasse 1'],
        Datum: { date: '2026-11-22' },
      },
    });
    expect(created.status).toBe(201);
    const { document, url } = await created.json();
    expect(created.headers.get('location')).toBe(`/api/documents/${document.id}`);
    expect(document).toMatchObject({ state: 'shadow', file_type: 'docx', current_version: null });
    expect(url).toMatch(/^oc:/);

    const steps: string[] = [];
    const [address] = await new OfficeConnectorSimulator((step) => steps.push(step)).open(url);
    expect(address).toContain(document.id);
    expect(steps.at(-1)).toBe('Checked in');

    const made = await (await kontor.fetchAs('alice', `/api/documents/${document.id}`)).json();
    expect(made).toMatchObject({ state: 'active', current_version: 1 });
    const text = strFromU8((await content(document.id))['word/document.xml']!);
    for (const value of ['Antwort an Frau Muster', 'Ihr Gesuch &amp; unsere Antwort'])
      expect(text).toContain(value);
    for (const value of ['Frau Muster', 'Hauptgasse 1', '2026-11-22'])
      expect(text).toContain(value);

    const session = await kontor.fetchAs('alice', '/api/eurooffice/session', {
      method: 'POST',
      headers: JSON_BODY,
      body: JSON.stringify({ file_id: document.id }),
    });
    expect(session.status).toBe(201);
  });

  it.each([
    ['Kreditantrag', 'xlsx'],
    ['Präsentation Kanton', 'pptx'],
  ])('should make a file of the right kind from %s', async (title, fileType) => {
    const { document, url } = await (
      await create({ title, template_id: templateId(title) })
    ).json();
    await new OfficeConnectorSimulator(() => undefined).open(url);
    const made = await (await kontor.fetchAs('alice', `/api/documents/${document.id}`)).json();
    expect(made).toMatchObject({ state: 'active', file_type: fileType });
  });

  it('should refuse what cannot become a document', async () => {
    const count = async (): Promise<number> =>
      (await (await kontor.fetchAs('alice', '/api/documents?limit=200')).json()).documents.length;
    const before = await count();
    const template = { template_id: templateId('Lettre') };
    const wrong: object[] = [
      { title: 'A' },
      { title: 'A', template_id: 'unknown' },
      { title: 'A', template_id: '153f1db5-a673-41a2-a0cb-f93792c6d1b0' },
      { ...template },
      { ...template, title: ' ' },
      { ...template, title: 'a/b' },
      { ...template, title: 'A', language: 2055 },
      { ...template, title: 'A', language: 'de' },
      { ...template, title: 'A', fields: { note: 'bell \u0007' } },
      { ...template, title: 'A', fields: { note: 1 } },
      { ...template, title: 'A', content_controls: { due: { date: '2026-13-01' } } },
      { ...template, title: 'A', content_controls: { due: { date: '2026-02-30' } } },
      { ...template, title: 'A', content_controls: { due: null } },
    ];
    for (const body of wrong) {
      const answer = await create(body);
      expect([body, answer.status]).toEqual([body, 400]);
      expect(answer.headers.get('content-type')).toContain('application/problem+json');
    }
    expect(await count()).toBe(before);
  });

  it('should not let others use a template they do not have', async () => {
    const own = templateId('Meine Aktennotiz');
    expect((await create({ title: 'Notiz', template_id: own }, 'bob')).status).toBe(400);
  });
});

describe('a template library with odd entries', () => {
  const WORD = '275af32e-bc40-45c2-85b7-afb1c0382653';
  const template = (id: string, localizedName: string) => ({
    ...{ id, localizedName, metaTemplateId: WORD },
  });
  const long = 'x'.repeat(200);
  const groups = [
    { id: '\ud800', localizedName: 'Halb', templates: [template('half', 'Aus halber Gruppe')] },
    { id: 'g', localizedName: 'Briefe', templates: [template('rtl', '\u202eAntwort\u0000')] },
    { id: 'g', localizedName: 'Briefe', templates: template(long, 'Lange Kennung') },
    { id: 'h', templates: [template('nul\u0000', 'Nie zu sehen'), template('z', '\u200b')] },
    { id: 'i', localizedName: ' ', templates: [template('plain', 'Ohne Gruppenname')] },
  ];
  let backend: RunningBackend<OneoffixxSimulator>;
  let kontor: RunningKontor;

  beforeAll(async () => {
    backend = await startTemplateBackend({ withoutFavorites: true });
    backend.backend.fault = (step) =>
      step === 'groups' ? { status: 200, json: groups } : undefined;
    kontor = await startKontor(backend.env);
  });
  afterAll(async () => {
    await kontor.stop();
    await backend.stop();
  });

  it('should show all that can be used, each group once and with a name', async () => {
    const headers = { accept: 'text/html', 'accept-language': 'en' };
    const page = await kontor.fetchAs('alice', '/wizard', { headers });
    expect(page.status).toBe(200);
    const html = await page.text();
    const titles = [...html.matchAll(/template-title">([^<]*)/g)].map(([, title]) => title);
    expect(titles).toEqual(['Aus halber Gruppe', 'Antwort', 'Lange Kennung', 'Ohne Gruppenname']);
    const shown = [...html.matchAll(/data-group="(.)"[^>]*><span>([^<]*)/g)];
    expect(shown.map(([, id, name]) => [id, name])).toEqual([
      ['g', 'Briefe'],
      ['i', 'Group without a name'],
    ]);
  });

  it('should send again what was typed while the library did not answer', async () => {
    const fault = backend.backend.fault;
    const send = (fields: Record<string, string>) =>
      kontor.fetchAs('bob', '/wizard', {
        method: 'POST',
        redirect: 'manual',
        headers: { accept: 'text/html', origin: kontor.url },
        body: new URLSearchParams(fields),
      });
    backend.backend.fault = () => ({ status: 503 });
    const failed = await send({ title: 'Antwort "A" & B', template_id: 'plain' });
    expect(failed.status).toBe(502);
    const [form = ''] = /<form[^>]*method="post" action="\/wizard".*?<\/form>/.exec(
      await failed.text(),
    )!;
    const fields = [...form.matchAll(/type="hidden" name="(\w+)" value="([^"]*)"/g)].map(
      ([, name, value]) => [name!, value!.replaceAll('&quot;', '"').replaceAll('&amp;', '&')],
    );
    expect(fields).toEqual([
      ['title', 'Antwort "A" & B'],
      ['template_id', 'plain'],
    ]);
    backend.backend.fault = fault;
    expect((await send(Object.fromEntries(fields))).status).toBe(303);
  });

  it('should make a document of each that it offers', async () => {
    const listed: Listed = await (await kontor.fetchAs('alice', '/api/oneoffixx/templates')).json();
    expect(listed.templates.map(({ template_id: id }) => id)).toEqual([
      'half',
      'rtl',
      long,
      'plain',
    ]);
    for (const { template_id } of listed.templates) {
      const created = await kontor.fetchAs('alice', '/api/oneoffixx/documents', {
        method: 'POST',
        headers: JSON_BODY,
        body: JSON.stringify({ title: 'Neu', template_id }),
      });
      expect(created.status).toBe(201);
      const [address] = await new OfficeConnectorSimulator(() => undefined).open(
        (await created.json()).url,
      );
      expect(address).toBeDefined();
    }
  });
});

describe('npm run playground:office-connector', () => {
  const run = (ocUrl: string): Promise<{ failed: boolean; out: string; err: string }> =>
    new Promise((resolve) => {
      const args = ['dist-playground/office-connector.command.js', ocUrl];
      execFile(process.execPath, args, (error, out, err) =>
        resolve({ failed: error !== null, out, err }),
      );
    });

  it('should walk the whole cycle, step by step, and the check-out alone', async () => {
    const kontor = await startKontor();
    try {
      const { templates }: Listed = await (
        await kontor.fetchAs('alice', '/api/oneoffixx/templates')
      ).json();
      const created = await kontor.fetchAs('alice', '/api/oneoffixx/documents', {
        method: 'POST',
        headers: JSON_BODY,
        body: JSON.stringify({ title: 'Einladung', template_id: templates[0]!.template_id }),
      });
      const { document, url } = await created.json();
      const first = await run(url);
      expect(first).toMatchObject({ failed: false, err: '' });
      for (const step of ['Payload', 'Connect XML', 'Checked out', 'Locked', 'Uploaded', 'Done'])
        expect(first.out).toContain(step);
      expect(first.out).not.toContain(url);
      const checkout = await kontor.fetchAs(
        'alice',
        `/documents/${document.id}/officeconnector_checkout_url`,
        { headers: { accept: 'application/json' } },
      );
      const second = await run((await checkout.json()).url);
      expect(second).toMatchObject({ failed: false, err: '' });
      expect(second.out).toContain('Downloaded');
      const made = await (await kontor.fetchAs('alice', `/api/documents/${document.id}`)).json();
      expect(made).toMatchObject({ state: 'active', current_version: 2 });
    } finally {
      await kontor.stop();
    }
  });

  it('should say what is wrong with a URL, and fail', async () => {
    const { failed, err } = await run('http://example.org');
    expect([failed, err]).toEqual([true, expect.stringContaining('no oc: URL')]);
  });
});

describe('without a template backend', () => {
  it('should have no such routes, and nothing of it on the desk', async () => {
    const kontor = await startKontor({
      KONTOR_PROFILE: 'production',
      EUROOFFICE_URL: 'http://127.0.0.1:9',
      EUROOFFICE_JWT_SECRET: 'only-for-this-test-0123456789-abcdefgh',
    });
    try {
      await kontor.app
        .get(ManageAccounts, { strict: false })
        .add({ username: 'alice', password: passwordOf('alice', 'production') });
      const html = { headers: { accept: 'text/html' } };
      const create = { method: 'POST', headers: JSON_BODY, body: '{}' };
      const form = { method: 'POST', headers: { ...html.headers, origin: kontor.url } };
      expect((await kontor.fetchAs('alice', '/api/oneoffixx/templates')).status).toBe(404);
      expect((await kontor.fetchAs('alice', '/api/oneoffixx/documents', create)).status).toBe(404);
      expect((await kontor.fetchAs('alice', '/wizard', html)).status).toBe(404);
      expect((await kontor.fetchAs('alice', '/wizard', form)).status).toBe(404);
      const desk = await (await kontor.fetchAs('alice', '/', html)).text();
      expect(desk).toContain('id="new"');
      expect(desk).not.toMatch(/\/wizard|From a template/);
    } finally {
      await kontor.stop();
    }
  });
});
