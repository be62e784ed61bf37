import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { startKontor, type RunningKontor } from '../start-kontor.js';

type Wire = ReturnType<typeof JSON.parse>;

describe('how the editor looks', () => {
  let kontor: RunningKontor;
  let strict: RunningKontor;

  const create = async (server: RunningKontor): Promise<string> => {
    const init = { method: 'POST', body: 'first' };
    return (await (await server.fetchAs('alice', '/api/documents?title=Plan.txt', init)).json()).id;
  };
  const open = async (wanted: object, server = kontor): Promise<[number, Wire]> => {
    const answer = await server.fetchAs('alice', '/api/eurooffice/session', {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ file_id: await create(server), ...wanted }),
    });
    return [answer.status, await answer.json()];
  };
  const customizationOf = async (wanted: object, server = kontor): Promise<Wire> =>
    (await open(wanted, server))[1].config.editorConfig.customization;

  beforeAll(async () => {
    kontor = await startKontor();
    strict = await startKontor({
      KONTOR_EDITOR_MACROS: 'warn',
      KONTOR_EDITOR_PLUGINS: 'on',
      KONTOR_EDITOR_CHAT: 'off',
      KONTOR_EDITOR_HELP: 'on',
      KONTOR_EDITOR_SPELLCHECK: 'off',
      KONTOR_EDITOR_COMPACT: 'on',
      KONTOR_EDITOR_UNIT: 'pt',
      KONTOR_EDITOR_LOGO_URL: 'https://intranet.example/logo.png',
      KONTOR_EDITOR_LOGO_DARK_URL: 'https://intranet.example/logo-dark.png',
      KONTOR_EDITOR_HEADINGS_COLOR: '#1F3A5F',
      KONTOR_EDITOR_SLIDE_BACKGROUND: '#000000',
    });
  });

  afterAll(async () => {
    await kontor.stop();
    await strict.stop();
  });

  it('should run nobody’s code in documents unless the settings say so', async () => {
    expect(await customizationOf({})).toMatchObject({
      ...{ macros: false, macrosMode: 'disable', plugins: false, help: false, feedback: false },
      ...{ features: { spellcheck: { mode: true } }, compactToolbar: false },
    });
    expect(await customizationOf({}, strict)).toMatchObject({
      ...{ macros: true, macrosMode: 'warn', plugins: true, help: true, unit: 'pt' },
      ...{ features: { spellcheck: { mode: false } }, compactHeader: true },
      logo: {
        image: 'https://intranet.example/logo.png',
        imageDark: 'https://intranet.example/logo-dark.png',
        url: strict.url.replace(/\/$/, ''),
      },
      ...{ wordHeadingsColor: '#1f3a5f', slidePlayerBackground: '#000000' },
    });
  });

  it('should offer the chat by the settings, and let a session hide it', async () => {
    const chat = async (wanted: object, server = kontor) =>
      (await open(wanted, server))[1].config.document.permissions.chat;
    expect(await chat({})).toBe(true);
    expect(await chat({ customization: { chat: false } })).toBe(false);
    expect(await chat({ customization: { chat: true } }, strict)).toBe(false);
  });

  it('should let a session override the documented list, and nothing else', async () => {
    const customization = {
      ...{ compactHeader: true, unit: 'inch', zoom: 150, uiTheme: 'theme-dark', comments: false },
      goback: { url: new URL('/folder', kontor.url).href, text: 'Back' },
      logo: { visible: false },
    };
    expect(await customizationOf({ customization })).toMatchObject(customization);
    for (const member of ['macros', 'plugins', 'close', 'features']) {
      const [status, problem] = await open({ customization: { [member]: true } });
      expect([member, status]).toEqual([member, 400]);
      expect(JSON.stringify(problem)).toContain('It takes compactHeader,');
    }
    const [status, problem] = await open({
      customization: { goback: { url: 'https://evil.example/' } },
    });
    expect([status, problem.code]).toEqual([400, 'editor-connector/goes-elsewhere']);
    const script = { goback: { url: 'javascript:alert(1)' } };
    expect((await open({ customization: script }))[0]).toBe(400);
  });

  it('should lead back to pages of the application that opens it, and to no others', async () => {
    const admin = async (path: string, body: object): Promise<Wire> => {
      const answer = await kontor.fetchAs('admin', `/api/admin/clients${path}`, {
        method: 'POST',
        headers: { 'content-type': 'application/json' },
        body: JSON.stringify(body),
      });
      return answer.json();
    };
    const { client_id: client } = await admin('', {
      name: 'going-back',
      scopes: ['sessions', 'act-for-people'],
      allowed_origins: ['https://app.example.ch'],
    });
    const { key } = await admin(`/${client}/keys`, {});
    const file_id = await create(kontor);
    const openFrom = async (url: string): Promise<[number, Wire]> => {
      const answer = await fetch(`${kontor.url}/api/eurooffice/session`, {
        method: 'POST',
        headers: {
          'content-type': 'application/json',
          authorization: `Bearer ${key}`,
          'kontor-on-behalf-of': 'alice',
        },
        body: JSON.stringify({ file_id, customization: { goback: { url } } }),
      });
      return [answer.status, await answer.json()];
    };
    const [opened, session] = await openFrom('https://app.example.ch/cases/7');
    expect(opened).toBe(201);
    expect(session.config.editorConfig.customization.goback).toEqual({
      url: 'https://app.example.ch/cases/7',
    });
    expect((await openFrom(`${kontor.url}/documents`))[0]).toBe(201);
    const [elsewhere, problem] = await openFrom('https://app.example.ch.evil.example/');
    expect([elsewhere, problem.code]).toEqual([400, 'editor-connector/goes-elsewhere']);
    expect(problem.detail).toContain('https://app.example.ch');
    const bySelf = { customization: { goback: { url: 'https://app.example.ch/cases/7' } } };
    expect((await open(bySelf))[0]).toBe(400);
  });

  it('should hand a place to the editor as it is', async () => {
    const place = { action: { type: 'comment', data: '4_1' } };
    expect((await open({ action_link: place }))[1].config.editorConfig.actionLink).toEqual(place);
    expect((await open({ action_link: { action: { data: 'x' } } }))[0]).toBe(400);
    expect((await open({ action_link: { ...place, more: 'x'.repeat(5000) } }))[0]).toBe(400);
  });

  it('should refuse unknown members and types', async () => {
    expect((await open({ colour: 'red' }))[0]).toBe(400);
    expect((await open({ type: 'tablet' }))[0]).toBe(400);
    const [, embedded] = await open({ type: 'embedded' });
    expect(embedded.config).toMatchObject({ type: 'embedded', editorConfig: { mode: 'view' } });
  });
});
