import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { Database } from '../../src/platform/database/database.js';
import { sendJson, setUpTotp } from '../authenticator.js';
import { startKontor, type RunningKontor } from '../start-kontor.js';

/** JSON as it came over the wire. */
type Wire = ReturnType<typeof JSON.parse>;

describe('a second factor', () => {
  let kontor: RunningKontor;
  beforeEach(async () => {
    kontor = await startKontor();
  });
  afterEach(() => kontor.stop());

  const ask = (username: string) => (path: string, init?: RequestInit) =>
    kontor.fetchAs(username, path, init);
  const signIn = (body: object): Promise<Response> =>
    fetch(`${kontor.url}/api/auth/token`, sendJson('POST', body));
  const alice = { username: 'alice', password: 'alice' };
  const withToken = (token: string, path: string, init: RequestInit = {}): Promise<Response> =>
    fetch(kontor.url + path, {
      ...init,
      headers: { ...(init.headers as object), authorization: `Bearer ${token}` },
    });
  const auditOf = async (action: string): Promise<Wire[]> => {
    const path = `/api/admin/audit?action=${action}`;
    const { entries }: Wire = await (await kontor.fetchAs('admin', path)).json();
    return entries;
  };
  const submit = (path: string, form: Record<string, string>, cookie = ''): Promise<Response> =>
    fetch(kontor.url + path, {
      method: 'POST',
      headers: { origin: kontor.url, cookie },
      body: new URLSearchParams(form),
      redirect: 'manual',
    });

  it('should be asked for besides the password, once it is set up', async () => {
    const before: Wire = await (await signIn(alice)).json();
    const { code, recoveryCodes } = await setUpTotp(ask('alice'));
    expect(new Set(recoveryCodes).size).toBe(10);
    expect(await (await ask('alice')('/api/me')).json()).toMatchObject({ second_factor: true });
    // A sign-in from before, which proved less, ends; the one that set it up goes on.
    expect((await withToken(before.access_token, '/api/me')).status).toBe(401);

    const refused = await signIn(alice);
    expect(refused.status).toBe(401);
    expect(await refused.json()).toMatchObject({
      code: 'access/second-factor-needed',
      data: { second_factor: ['totp', 'recovery-code'] },
    });
    const signedIn = await signIn({ ...alice, second_factor: code(1) });
    expect(signedIn.status).toBe(200);
    const { access_token: token }: Wire = await signedIn.json();
    expect((await withToken(token, '/api/documents')).status).toBe(200);
    expect((await auditOf('account.changed')).map(({ actor, detail }) => [actor, detail])).toEqual([
      ['alice', { what: 'totp-added' }],
    ]);
    const ofAlice = (await auditOf('sign-in')).filter(({ actor }) => actor === 'alice');
    expect(ofAlice[0]).toMatchObject({ result: 'ok', detail: { via: 'second-factor' } });
  });

  it('should accept no code twice', async () => {
    const { code, recoveryCodes } = await setUpTotp(ask('alice'));
    const [recovery = ''] = recoveryCodes;
    const answers: unknown[] = [];
    // The one that set it up is used already.
    for (const used of [code(), code(1), code(1), recovery, recovery.toUpperCase()]) {
      const answer = await signIn({ ...alice, second_factor: used });
      answers.push([answer.status, (await answer.json()).code]);
    }
    const refusal = [401, 'access/wrong-second-factor'];
    const accepted = [200, undefined];
    expect(answers).toEqual([refusal, accepted, refusal, accepted, refusal]);
    const ok = (await auditOf('sign-in')).filter(({ detail }) => detail.via === 'second-factor');
    expect(ok).toHaveLength(2);
    const refused = (await auditOf('sign-in')).filter(({ result }) => result === 'refused');
    expect(refused.map(({ actor, detail }) => [actor, detail.why])).toEqual(
      Array.from({ length: 3 }, () => ['alice', 'access/wrong-second-factor']),
    );
    const state: Wire = await (await ask('alice')('/api/me/second-factor')).json();
    expect(state).toMatchObject({ recovery_codes: { left: 9 }, passkeys: [], required: false });
  });

  it('should be slow to guess, however many are tried at once', async () => {
    const { code } = await setUpTotp(ask('alice'));
    const guesses = await Promise.all(
      Array.from({ length: 60 }, (_, i) =>
        signIn({ ...alice, second_factor: String(i).padStart(6, '0') }),
      ),
    );
    const statuses = guesses.map(({ status }) => status);
    expect(statuses.filter((status) => status === 401).length).toBeLessThan(15);
    // Each further failure is followed by a longer wait: soon one lasts until the right code comes.
    for (let seconds = 0; seconds < 4;) {
      const wrong = await signIn({ ...alice, second_factor: '000000' });
      seconds = Number(wrong.headers.get('retry-after'));
    }
    // The right one has to wait like all others.
    const right = await signIn({ ...alice, second_factor: code(1) });
    expect(right.status).toBe(429);
    expect(Number(right.headers.get('retry-after'))).toBeGreaterThan(0);
  });

  it('should be a second page in the browser, and nothing is open before it', async () => {
    const { code, recoveryCodes } = await setUpTotp(ask('alice'));
    const first = await submit('/login', { ...alice, next: '/wizard' });
    expect(first.status).toBe(303);
    expect(first.headers.get('location')).toBe('/login/second-step?next=%2Fwizard');
    const [step = '', ...others] = first.headers.getSetCookie().map((one) => one.split(';')[0]!);
    expect([step.split('=')[0], others]).toEqual(['kontor_step', []]);
    const value = step.slice('kontor_step='.length);
    for (const headers of [
      { cookie: step },
      { cookie: `kontor_session=${value}` },
      { authorization: `Bearer ${value}` },
    ])
      expect((await fetch(`${kontor.url}/api/me`, { headers })).status).toBe(401);

    const wrong = await submit('/login/second-step', { code: '000000', next: '/wizard' }, step);
    expect([wrong.status, await wrong.text()]).toEqual([
      401,
      expect.stringContaining('role="alert"'),
    ]);
    const done = await submit('/login/second-step', { code: code(1), next: '/wizard' }, step);
    expect([done.status, done.headers.get('location')]).toEqual([303, '/wizard']);
    const session = done.headers.getSetCookie().find((one) => one.startsWith('kontor_session='))!;
    const [cookie = ''] = session.split(';');
    expect((await fetch(`${kontor.url}/api/me`, { headers: { cookie } })).status).toBe(200);
    // Whoever copied the cookie of the first step comes too late, with whatever code.
    const again = { code: recoveryCodes[0]!, next: '/' };
    const late = await submit('/login/second-step', again, step);
    expect([late.status, late.headers.get('location'), late.headers.getSetCookie()]).toEqual([
      ...[303, '/login?next=%2F', []],
    ]);
  });

  it('should be changed only by who gave the password lately', async () => {
    await setUpTotp(ask('alice'));
    const database = kontor.app.get(Database, { strict: false });
    await database
      .query<{ sign_ins: { confirmed_at: number } }>()
      .updateTable('sign_ins')
      .set({ confirmed_at: Date.now() - 11 * 60_000 })
      .execute();
    const remove = () => ask('alice')('/api/me/second-factor/totp', { method: 'DELETE' });
    const refused = await remove();
    expect([refused.status, (await refused.json()).code]).toEqual([
      ...[403, 'access/confirmation-needed'],
    ]);
    const confirm = (password: string) =>
      ask('alice')('/api/auth/confirm', sendJson('POST', { password }));
    expect((await confirm('wrong')).status).toBe(401);
    expect((await confirm('alice')).status).toBe(204);
    expect((await remove()).status).toBe(204);
    expect((await signIn(alice)).status).toBe(200);
    const state: Wire = await (await ask('alice')('/api/me/second-factor')).json();
    expect(state).toMatchObject({ totp: null, recovery_codes: null });
  });

  it('should be taken away by an administrator, which ends every sign-in', async () => {
    await setUpTotp(ask('alice'));
    const { id }: Wire = await (await ask('alice')('/api/me')).json();
    const path = `/api/admin/accounts/${id}/second-factor`;
    expect((await ask('bob')(path, { method: 'DELETE' })).status).toBe(403);
    expect((await ask('admin')(path, { method: 'DELETE' })).status).toBe(204);
    expect((await ask('alice')('/api/me')).status).toBe(401);
    expect((await signIn(alice)).status).toBe(200);
    expect((await auditOf('account.changed'))[0]).toMatchObject({
      ...{ actor: 'admin', object_id: id, detail: { what: 'second-factor-removed' } },
    });
  });
});

describe('a second factor that administrators must have', () => {
  let kontor: RunningKontor;
  beforeEach(async () => {
    kontor = await startKontor({ KONTOR_SECOND_FACTOR_REQUIRED: 'administrators' });
  });
  afterEach(() => kontor.stop());

  it('should be set up before anything else, and stay', async () => {
    const ask = (path: string, init?: RequestInit) => kontor.fetchAs('admin', path, init);
    expect((await kontor.fetchAs('alice', '/api/documents')).status).toBe(200);
    expect((await ask('/metrics')).status).toBe(401);
    for (const path of ['/api/documents', '/api/settings', '/api/storage']) {
      const refused = await ask(path);
      const { code }: Wire = await refused.json();
      expect([path, refused.status, code]).toEqual([path, 403, 'access/second-factor-required']);
    }
    const page = await ask('/', { headers: { accept: 'text/html' }, redirect: 'manual' });
    expect([page.status, page.headers.get('location')]).toEqual([
      ...[303, '/account/second-factor?next=%2F'],
    ]);
    expect((await ask('/account/second-factor')).status).toBe(200);
    await setUpTotp(ask);
    expect((await ask('/api/documents')).status).toBe(200);
    const last = await ask('/api/me/second-factor/totp', { method: 'DELETE' });
    const { code }: Wire = await last.json();
    expect([last.status, code]).toEqual([409, 'access/last-second-factor']);
    expect(await (await ask('/api/me')).json()).toMatchObject({ second_factor: true });
  });
});

describe('passwords', () => {
  let kontor: RunningKontor;
  beforeEach(async () => {
    kontor = await startKontor();
  });
  afterEach(() => kontor.stop());

  const tokenFor = (password: string): Promise<Response> =>
    fetch(`${kontor.url}/api/auth/token`, sendJson('POST', { username: 'alice', password }));

  it('should be changed by who knows them, which ends every other sign-in', async () => {
    const other: Wire = await (await tokenFor('alice')).json();
    const change = (old: string, fresh: string) => {
      const body = { old_password: old, new_password: fresh };
      return kontor.fetchAs('alice', '/api/me/password', sendJson('POST', body));
    };
    expect((await change('wrong', 'trains to Chur')).status).toBe(401);
    expect((await change('alice', 'short')).status).toBe(400);
    const changed = await change('alice', 'trains to Chur');
    const { access_token: token }: Wire = await changed.json();
    const me = (bearer: string) =>
      fetch(`${kontor.url}/api/me`, { headers: { authorization: `Bearer ${bearer}` } });
    expect([(await me(token)).status, (await me(other.access_token)).status]).toEqual([200, 401]);
    expect((await tokenFor('alice')).status).toBe(401);
    expect((await tokenFor('trains to Chur')).status).toBe(200);
  });

  it('should be set by the link of an administrator, once, and leave the second factor', async () => {
    await setUpTotp((path, init) => kontor.fetchAs('alice', path, init));
    const { id }: Wire = await (await kontor.fetchAs('alice', '/api/me')).json();
    const path = `/api/admin/accounts/${id}/password-reset`;
    const links: string[] = [];
    for (let i = 0; i < 2; i++) {
      const issued = await kontor.fetchAs('admin', path, { method: 'POST' });
      expect(issued.status).toBe(201);
      links.push(((await issued.json()) as { url: string }).url);
    }
    const set = (url: string, fresh: string) =>
      fetch(url, {
        method: 'POST',
        headers: { origin: kontor.url },
        body: new URLSearchParams({ fresh, repeat: fresh }),
        redirect: 'manual',
      });
    const [replaced = '', link = ''] = links;
    expect((await set(replaced, 'trains to Bern')).status).toBe(404);
    // Of many at once, one wins.
    const answers = await Promise.all([1, 2, 3].map((n) => set(link, `trains to Chur ${n}`)));
    expect(answers.map(({ status }) => status).toSorted((a, b) => a - b)).toEqual([303, 404, 404]);
    expect((await kontor.fetchAs('alice', '/api/me')).status).toBe(401);
    const winner = answers.findIndex(({ status }) => status === 303) + 1;
    const answer: Wire = await (await tokenFor(`trains to Chur ${winner}`)).json();
    expect(answer.code).toBe('access/second-factor-needed');
  });
});
