import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { sendJson, setUpTotp } from '../authenticator.js';
import { Instances } from '../instances.js';
import { SoftwarePasskey } from '../software-passkey.js';

/** JSON as it came over the wire. */
type Wire = ReturnType<typeof JSON.parse>;

const ORIGIN = 'https://kontor.example';

describe('a second factor at several instances', () => {
  let instances: Instances;
  let first: string;
  let second: string;

  beforeAll(async () => {
    instances = await Instances.start(2, {
      ...{ KONTOR_PUBLIC_URL: ORIGIN, KONTOR_EDITOR_URL: 'https://editor.example' },
    });
    [first = '', second = ''] = instances.all.map(({ url }) => url);
  });
  afterAll(() => instances.stop());

  const asks =
    (token: string, through: string) =>
    (path: string, init: RequestInit = {}) =>
      fetch(through + path, {
        ...init,
        headers: { ...(init.headers as object), authorization: `Bearer ${token}` },
      });
  const submit = (url: string, form: Record<string, string>, cookie = ''): Promise<Response> =>
    fetch(url, {
      method: 'POST',
      headers: { origin: ORIGIN, cookie },
      body: new URLSearchParams(form),
      redirect: 'manual',
    });
  const isSignedIn = ({ headers }: Response): boolean =>
    headers.getSetCookie().some((one) => one.startsWith('__Host-kontor_session='));

  it('should finish at one what another began, and take each code once', async () => {
    const token = await instances.signIn('alice', first);
    const { code } = await setUpTotp((path, init) => {
      const through = path.endsWith('/confirm') ? second : first;
      return asks(token, through)(path, init);
    });
    const password = { username: 'alice', password: 'alice', next: '/' };
    const steps = await Promise.all([first, second].map((url) => submit(`${url}/login`, password)));
    const cookies = steps.map(({ headers }) => headers.getSetCookie()[0]?.split(';')[0] ?? '');
    // Each step is finished at the other instance, both with the same code at the same time.
    const form = { code: code(1), next: '/' };
    const finished = await Promise.all([
      submit(`${second}/login/second-step`, form, cookies[0]),
      submit(`${first}/login/second-step`, form, cookies[1]),
    ]);
    expect(finished.filter(isSignedIn)).toHaveLength(1);
    expect(finished.filter(({ status }) => status === 401)).toHaveLength(1);
  });

  it('should take the answer of a passkey at any instance, once, and from no other site', async () => {
    const token = await instances.signIn('bob', first);
    const passkey = new SoftwarePasskey(ORIGIN);
    const path = '/api/me/second-factor/passkeys';
    const options = async (): Promise<Wire> =>
      (await asks(token, first)(`${path}/options`, { method: 'POST' })).json();
    const add = async (credential: object): Promise<number> => {
      const init = sendJson('POST', { label: 'Mine', credential });
      return (await asks(token, second)(path, init)).status;
    };
    expect(await add(new SoftwarePasskey('https://evil.example').create(await options()))).toBe(
      422,
    );
    const created = passkey.create(await options());
    expect([await add(created), await add(created)]).toEqual([201, 422]);

    const begin = async (): Promise<Wire> =>
      (
        await fetch(`${first}/login/passkey/options`, {
          method: 'POST',
          headers: { origin: ORIGIN },
        })
      ).json();
    const answer = JSON.stringify(passkey.get(await begin()));
    const finish = (url: string, credential: string) =>
      submit(`${url}/login/passkey`, { credential, next: '/wizard' });
    // The same answer at both, at the same time and again.
    const tries = await Promise.all([first, second].map((url) => finish(url, answer)));
    expect(tries.filter(isSignedIn)).toHaveLength(1);
    expect(isSignedIn(await finish(first, answer))).toBe(false);
    const challenge = Buffer.alloc(40, 7).toString('base64url');
    expect(isSignedIn(await finish(first, JSON.stringify(passkey.get({ challenge }))))).toBe(false);
    expect(isSignedIn(await finish(second, JSON.stringify(passkey.get(await begin()))))).toBe(true);
  });
});
