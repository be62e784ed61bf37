import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { Decrypter, Encrypter, generateIdentity, identityToRecipient, armor } from 'age-encryption';
import type { InjectOptions } from 'fastify';
import { People, PersonKeys } from '../../src/platform/identity/people.js';
import { startAccess, type RunningAccess } from './access-app.js';

const URL = '/api/me/identity';

let access: RunningAccess;

beforeEach(async () => {
  access = await startAccess();
});

afterEach(() => access.stop());

async function ask(username: string, options: InjectOptions) {
  const token = await access.app.inject({
    method: 'POST',
    url: '/api/auth/token',
    payload: { username, password: username },
  });
  const authorization = `Bearer ${token.json().access_token}`;
  return access.app.inject({ ...options, headers: { authorization } });
}

/** What a browser does; with a work factor for tests. */
async function madeInTheBrowser(passphrase: string) {
  const secret = await generateIdentity();
  return {
    secret,
    recipient: await identityToRecipient(secret),
    sealings: [
      { kind: 'passphrase', label: 'Passphrase', sealed: await sealed(secret, passphrase) },
    ],
  };
}

async function sealed(secret: string, passphrase: string): Promise<string> {
  const encrypter = new Encrypter();
  encrypter.setPassphrase(passphrase);
  encrypter.setScryptWorkFactor(10);
  return armor.encode(await encrypter.encrypt(secret));
}

async function opened(text: string, passphrase: string): Promise<string> {
  const decrypter = new Decrypter();
  decrypter.addPassphrase(passphrase);
  return decrypter.decrypt(armor.decode(text), 'text');
}

describe('a person’s identity', () => {
  it('should be kept once, and open with the passphrase alone', async () => {
    expect((await ask('alice', { url: URL })).json()).toMatchObject({ code: 'access/no-identity' });
    const { secret, ...payload } = await madeInTheBrowser('correct horse');
    const kept = await ask('alice', { method: 'PUT', url: URL, payload });
    expect(kept.statusCode).toBe(201);
    expect(kept.json()).toMatchObject({
      recipient: payload.recipient,
      custody: 'managed',
      kit_checked_at: null,
    });
    const read = (await ask('alice', { url: URL })).json();
    expect(await opened(read.sealings[0].sealed, 'correct horse')).toBe(secret);

    const { secret: _, ...other } = await madeInTheBrowser('battery staple');
    const again = await ask('alice', { method: 'PUT', url: URL, payload: other });
    expect([again.statusCode, again.json().code]).toEqual([409, 'access/identity-exists']);
    expect((await ask('alice', { url: URL })).json()).toEqual(read);
    expect((await ask('admin', { url: URL })).statusCode).toBe(404);
  });

  it('should say what new documents get, and that the kit was checked', async () => {
    const { secret: _, ...payload } = await madeInTheBrowser('one');
    await ask('alice', { method: 'PUT', url: URL, payload });
    const keys = access.app.get(PersonKeys);
    expect(await keys.custodyOf('alice')).toBe('managed');
    const changed = await ask('alice', {
      method: 'PATCH',
      url: URL,
      payload: { custody: 'zero-knowledge', kit_checked: true },
    });
    expect(changed.json()).toMatchObject({
      custody: 'zero-knowledge',
      kit_checked_at: expect.stringMatching(/Z$/),
    });
    const people = access.app.get(People, { strict: false });
    const [alice, admin] = [await people.find('alice'), await people.find('admin')];
    expect(await keys.custodyOf(alice!.id)).toBe('zero-knowledge');
    expect(await keys.custodyOf('nobody')).toBe('managed');
    expect(await keys.recipientsOf([alice!.id, admin!.id, alice!.id])).toEqual(
      new Map([[alice!.id, payload.recipient]]),
    );
    expect(
      (await ask('admin', { method: 'PATCH', url: URL, payload: { kit_checked: true } }))
        .statusCode,
    ).toBe(404);
  });

  it('should take another passphrase, a passkey more, and never lose the last one', async () => {
    const { secret, ...payload } = await madeInTheBrowser('old');
    const [first] = (await ask('alice', { method: 'PUT', url: URL, payload })).json().sealings;
    const at = `${URL}/sealings/${first.id}`;
    expect((await ask('alice', { method: 'DELETE', url: at })).json().code).toBe(
      'access/last-sealing',
    );

    const replacement = { sealed: await sealed(secret, 'new'), label: 'New one' };
    const replaced = await ask('alice', { method: 'PUT', url: at, payload: replacement });
    expect(replaced.statusCode).toBe(204);
    const [now] = (await ask('alice', { url: URL })).json().sealings;
    expect(now.label).toBe('New one');
    expect(await opened(now.sealed, 'new')).toBe(secret);
    await expect(opened(now.sealed, 'old')).rejects.toThrow();

    const passkey = { kind: 'passkey', label: 'Phone', hint: 'h', sealed: now.sealed };
    const more = await ask('alice', { method: 'POST', url: `${URL}/sealings`, payload: passkey });
    expect(more.statusCode).toBe(201);
    expect(more.json()).toMatchObject({ kind: 'passkey', hint: 'h' });
    expect((await ask('admin', { method: 'DELETE', url: at })).statusCode).toBe(404);
    expect((await ask('alice', { method: 'DELETE', url: at })).statusCode).toBe(204);
    expect((await ask('alice', { url: URL })).json().sealings).toEqual([more.json()]);
  });

  it('should take no more than ten ways to open it', async () => {
    const { secret: _, ...payload } = await madeInTheBrowser('one');
    await ask('alice', { method: 'PUT', url: URL, payload });
    const add = () =>
      ask('alice', { method: 'POST', url: `${URL}/sealings`, payload: { ...payload.sealings[0] } });
    for (let count = 1; count < 10; count++) expect((await add()).statusCode).toBe(201);
    expect((await add()).json().code).toBe('access/too-many-sealings');
  });

  it('should be refused when it is none', async () => {
    const { secret, ...payload } = await madeInTheBrowser('one');
    const wrong = [
      { ...payload, recipient: payload.recipient.replace(/.$/, (c) => (c === 'q' ? 'p' : 'q')) },
      { ...payload, recipient: secret },
      { ...payload, sealings: [] },
      { ...payload, sealings: [{ ...payload.sealings[0], sealed: secret }] },
      { ...payload, sealings: [{ ...payload.sealings[0], sealed: 'x'.repeat(9000) }] },
      { ...payload, sealings: [{ ...payload.sealings[0], kind: 'none' }] },
    ];
    for (const body of wrong) {
      const answer = await ask('alice', { method: 'PUT', url: URL, payload: body });
      expect(answer.statusCode).toBe(400);
      expect(answer.body).not.toContain('AGE-SECRET-KEY');
    }
  });

  it('should show others the public half', async () => {
    const { secret: _, ...payload } = await madeInTheBrowser('one');
    await ask('alice', { method: 'PUT', url: URL, payload });
    const shown = await ask('admin', { url: '/api/people/Alice/recipient' });
    const me = await ask('alice', { url: '/api/me' });
    expect(shown.json()).toEqual({
      ...{ id: me.json<{ id: string }>().id, username: 'alice', recipient: payload.recipient },
    });
    for (const name of ['admin', 'nobody']) {
      expect((await ask('alice', { url: `/api/people/${name}/recipient` })).statusCode).toBe(404);
    }
  });
});
