import { execFileSync } from 'node:child_process';
import { mkdir, mkdtemp, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, describe, expect, it } from '@jest/globals';
import type { AppError } from '../../src/platform/errors/app-error.js';
import type { OneoffixxFault, OneoffixxStep } from '../../playground/oneoffixx-simulator.js';
import {
  actor,
  changeTimeout,
  credentialsText,
  failureOf,
  firstCredentials,
  startOneoffixxFixture,
  tokenOf,
  type OneoffixxFixture,
} from './oneoffixx-fixture.js';

/** Nothing that must stay secret, in anything people or logs get to see. */
const SECRETS = [
  firstCredentials.clientSecret,
  firstCredentials.presharedKey,
  'S-1-5-21',
  'Bearer',
];

let fixture: OneoffixxFixture | undefined;
afterEach(async () => {
  await fixture?.stop();
  fixture = undefined;
});

describe('the credentials file', () => {
  const second = { ...firstCredentials, clientSecret: 'second-secret', presharedKey: 'second-key' };

  it('should fail each step with its own error, and work with the next request', async () => {
    const folder = await mkdtemp(join(tmpdir(), 'kontor-credentials-'));
    const file = join(folder, 'o.json');
    fixture = await startOneoffixxFixture({ env: { ONEOFFIXX_CREDENTIALS_FILE: file } });
    const whole = credentialsText();
    for (const [text, code] of [
      [whole.slice(0, -9), 'oneoffixx/credentials-unreadable'],
      ['[]', 'oneoffixx/credentials-unreadable'],
      ['{"client_id":"x","client_secret":""}', 'oneoffixx/credentials-incomplete'],
    ] as const) {
      await writeFile(file, text);
      const failure = await failureOf(fixture.catalogue.templatesFor(actor('alice')));
      expect(failure).toMatchObject({ code, kind: 'unavailable' });
      expect(JSON.stringify([failure.message, failure.data, failure.cause])).not.toContain(
        'secret-of',
      );
    }
    await writeFile(file, `\uFEFF${whole.replace('{', '{\r\n"note": null,\r\n')}\r\n`);
    await expect(fixture.catalogue.templatesFor(actor('alice'))).resolves.toBeDefined();
    await rm(folder, { recursive: true });
  });

  it('should stop nobody while it is being edited, and be reported once for each fault', async () => {
    fixture = await startOneoffixxFixture();
    const { catalogue, backend, logged, credentialsFile: file } = fixture;
    const faults: readonly [string, string, () => unknown][] = [
      ['half', 'credentials-unreadable', () => writeFile(file, credentialsText().slice(0, -9))],
      ['emptied', 'credentials-unreadable', () => writeFile(file, '')],
      ['lacking', 'credentials-incomplete', () => writeFile(file, '{"client_id":"x"}')],
      ['removed', 'credentials-not-found', () => undefined],
      ['a folder', 'credentials-not-found', () => mkdir(file)],
      ['a pipe', 'credentials-not-found', () => execFileSync('mkfifo', [file])],
      ['leading nowhere', 'credentials-not-found', () => symlink('/nowhere/o.json', file)],
    ];
    for (const [fault, code, happen] of faults) {
      if (code === 'credentials-not-found') await rm(file, { recursive: true, force: true });
      await happen();
      for (const name of ['one', 'another'])
        expect([
          fault,
          (await catalogue.templatesFor(actor(`${name}-${fault}`))).templates.length,
        ]).toEqual([fault, 19]);
      await rm(file, { recursive: true, force: true });
      await fixture.writeCredentials(credentialsText());
      await catalogue.templatesFor(actor(`good-after-${fault}`));
      const reports = logged.splice(0).filter((line) => line.includes('credentials-'));
      expect([fault, reports]).toEqual([fault, [expect.stringContaining(code)]]);
    }
    backend.changeCredentials(second);
    await fixture.writeCredentials(credentialsText(second));
    await expect(catalogue.templatesFor(actor('after-all'))).resolves.toBeDefined();
  });

  it('should not replace what the backend accepts by what it refuses', async () => {
    fixture = await startOneoffixxFixture();
    const { catalogue, backend, logged } = fixture;
    const grantsFor = async (name: string) => {
      const before = backend.calls.length;
      await catalogue.templatesFor(actor(name));
      const calls = backend.calls.slice(before);
      return calls.filter(({ step }) => step === 'grant').map(({ status }) => status);
    };
    expect(await grantsFor('first')).toEqual([200]);
    await fixture.writeCredentials(credentialsText(second));
    expect(await grantsFor('before-the-backend-knows')).toEqual([400, 200]);
    expect(logged.join('\n')).toContain('oneoffixx/grant-refused');
    backend.changeCredentials(second);
    expect(await grantsFor('when-it-knows')).toEqual([200]);
    // Those of before are of no use any more.
    await fixture.writeCredentials(credentialsText());
    expect(await grantsFor('taken-back')).toEqual([400, 200]);
    backend.changeCredentials({ ...second, presharedKey: 'a third one' });
    expect(await failureOf(catalogue.templatesFor(actor('late-for-both')))).toMatchObject({
      code: 'oneoffixx/grant-refused',
    });
  });

  it('should be found, or missed by name', async () => {
    fixture = await startOneoffixxFixture({
      env: { ONEOFFIXX_CREDENTIALS_FILE: '/nowhere/o.json' },
    });
    const failure = await failureOf(fixture.catalogue.templatesFor(actor('alice')));
    expect(failure).toMatchObject({ code: 'oneoffixx/credentials-not-found' });
    expect(failure.message).toContain('/nowhere/o.json');
    const details = async (name: string) => {
      const headers = { authorization: `Bearer ${await tokenOf(fixture!.app, name)}` };
      const answer = await fixture!.app.inject({ url: '/api/oneoffixx/templates', headers });
      expect(answer.statusCode).toBe(503);
      return answer.body;
    };
    expect(await details('admin')).toContain('/nowhere/o.json');
    const toAlice = await details('alice');
    expect(toAlice).toContain('Please tell your administrator');
    expect(toAlice).not.toMatch(/nowhere|ONEOFFIXX/);
  });

  it('should be changeable under load, at the cost of requests that the backend itself refused', async () => {
    fixture = await startOneoffixxFixture();
    const { catalogue, backend } = fixture;
    const failures: AppError[] = [];
    const ask = (at: number) =>
      catalogue.templatesFor(actor(`p${at}`)).catch((error: AppError) => failures.push(error));
    const before = Array.from({ length: 200 }, (_, at) => ask(at));
    await before[20];
    backend.changeCredentials(second);
    const between = Array.from({ length: 100 }, (_, at) => ask(200 + at));
    await between[50];
    await fixture.writeCredentials(credentialsText(second));
    await Promise.all([
      ...before,
      ...between,
      ...Array.from({ length: 200 }, (_, at) => ask(300 + at)),
    ]);
    const refused = backend.calls.filter(({ step, status }) => step === 'grant' && status === 400);
    expect(new Set(failures.map(({ code }) => code))).toEqual(new Set(['oneoffixx/grant-refused']));
    expect(failures).toHaveLength(refused.length);
    failures.length = 0;
    await Promise.all(Array.from({ length: 500 }, (_, at) => ask(at)));
    expect(failures).toEqual([]);
  });
});

describe('failures of the backend', () => {
  const cases: readonly [OneoffixxStep, OneoffixxFault, string, boolean][] = [
    ['grant', { status: 400 }, 'oneoffixx/grant-refused', false],
    ['grant', { status: 503 }, 'oneoffixx/backend-server-error', true],
    ['grant', 'wrong-shape', 'oneoffixx/backend-wrong-shape', false],
    ['library', { status: 403 }, 'oneoffixx/backend-client-error', false],
    ['library', { status: 429 }, 'oneoffixx/backend-busy', true],
    ['library', { status: 500 }, 'oneoffixx/backend-server-error', true],
    ['library', 'html', 'oneoffixx/backend-html', false],
    ['library', 'redirect', 'oneoffixx/backend-redirects', false],
    ['groups', 'not-json', 'oneoffixx/backend-not-json', false],
    ['groups', 'wrong-shape', 'oneoffixx/backend-wrong-shape', false],
    ['groups', 'reset', 'oneoffixx/backend-reset', true],
    ['groups', 'huge', 'oneoffixx/backend-too-large', false],
  ];

  beforeAll(async () => {
    shared = await startOneoffixxFixture({ withoutFavorites: (sid) => sid.includes('-p-') });
  });
  afterAll(() => shared.stop());
  let shared: OneoffixxFixture;

  it.each(cases)('should be distinguished: %s, %j', async (step, fault, code, retryable) => {
    const { catalogue, backend } = shared;
    const name = `p-${step}-${JSON.stringify(fault).replace(/\W/g, '')}`;
    backend.fault = (at) => (at === step ? fault : undefined);
    const failure = await failureOf(catalogue.templatesFor(actor(name)));
    expect(failure).toMatchObject({ code, kind: 'bad-gateway', data: { step, retryable } });
    // Forgotten: the next request asks again, and is served.
    backend.fault = () => undefined;
    await expect(catalogue.templatesFor(actor(name))).resolves.toBeDefined();
  });

  it.each([
    ['favorites', { status: 500 }, 'oneoffixx/backend-server-error'],
    ['favorites', 'huge', 'oneoffixx/backend-too-large'],
    ['favorites', 'html', 'oneoffixx/backend-html'],
    ['groups', { status: 500 }, 'oneoffixx/backend-server-error'],
    ['groups', 'reset', 'oneoffixx/backend-reset'],
  ] as const)('should leave the other list usable: %s, %j', async (step, fault, code) => {
    const { catalogue, backend, logged } = shared;
    const person = actor(`half-${step}-${code.replace(/\W/g, '')}`);
    backend.fault = (at) => (at === step ? fault : undefined);
    const offered = await catalogue.templatesFor(person);
    expect(offered).toMatchObject({
      failedLists: [step],
      favorites: { length: step === 'groups' ? 4 : 0 },
    });
    expect(offered.templates).toHaveLength(step === 'groups' ? 4 : 19);
    expect(logged.join('\n')).toContain(code);
    const missing = await catalogue.findTemplate(person, 'elsewhere').catch((error) => error.code);
    expect(missing).toBe(code);
    backend.fault = () => undefined;
    expect(await catalogue.templatesFor(person)).toMatchObject({ failedLists: [] });
  });

  it('should not stay with a library that is gone', async () => {
    const { catalogue, backend } = shared;
    await catalogue.templatesFor(actor('mover'));
    await changeTimeout(shared.app, 3600);
    backend.fault = (at) => (at === 'groups' ? { status: 404 } : undefined);
    const offered = await catalogue.templatesFor(actor('mover'));
    expect(offered.failedLists).toEqual(['groups']);
    backend.fault = () => undefined;
    const before = backend.calls.length;
    await catalogue.templatesFor(actor('mover'));
    const asked = backend.calls.slice(before).map(({ step }) => step);
    expect(asked).toEqual(['library', 'groups']);
  });

  it.each([
    ['grant', { status: 503, headers: { 'retry-after': '5' } }, 5],
    ['library', { status: 429, headers: { 'retry-after': '17' } }, 17],
    ['groups', { status: 503, headers: { 'retry-after': '86400' } }, 3600],
    ['library', { status: 429 }, undefined],
    // Somebody must act: waiting would not help.
    ['library', { status: 403, headers: { 'retry-after': '5' } }, undefined],
  ] as const)('should say when to come again: %s, %j', async (step, fault, seconds) => {
    const { catalogue, backend } = shared;
    const name = `p-again-${step}-${fault.status}-${seconds}`;
    backend.fault = (at) => (at === step ? fault : undefined);
    const failure = await failureOf(catalogue.templatesFor(actor(name)));
    backend.fault = () => undefined;
    expect(failure.retryAfterSeconds).toBe(seconds);
  });

  it('should tell programs when to come again', async () => {
    const { app, backend } = shared;
    const headers = { authorization: `Bearer ${await tokenOf(app, 'alice')}` };
    await changeTimeout(app, 0);
    backend.fault = () => ({ status: 429, headers: { 'retry-after': '17' } });
    const answer = await app.inject({ url: '/api/oneoffixx/templates', headers });
    backend.fault = () => undefined;
    expect([answer.statusCode, answer.headers['retry-after']]).toEqual([502, '17']);
  });

  it('should never show a secret', async () => {
    const { backend, app, logged } = shared;
    const authorization = `Bearer ${await tokenOf(app, 'alice')}`;
    const shown: string[] = [];
    for (const [step, fault] of cases) {
      backend.fault = (at) => (at === step ? fault : undefined);
      await changeTimeout(app, 0);
      const answer = await app.inject({
        url: '/api/oneoffixx/templates',
        headers: { authorization },
      });
      if (answer.statusCode !== 200) shown.push(answer.body);
    }
    backend.fault = () => undefined;
    expect(shown.length).toBeGreaterThan(7);
    expect(logged.length).toBeGreaterThan(8);
    for (const secret of SECRETS) expect([...shown, ...logged].join('\n')).not.toContain(secret);
  });

  it('should be distinguished: nothing listens, no such host, no TLS', async () => {
    await shared.backend.dispose();
    expect(await failureOf(shared.catalogue.templatesFor(actor('late')))).toMatchObject({
      code: 'oneoffixx/backend-refused-connection',
      data: { retryable: true },
    });
    fixture = await startOneoffixxFixture({ env: { ONEOFFIXX_HOSTNAME: 'nowhere.invalid' } });
    expect((await failureOf(fixture.catalogue.templatesFor(actor('alice')))).code).toMatch(
      /unknown-host|unreachable/,
    );
    await fixture.stop();
    fixture = await startOneoffixxFixture({ env: { ONEOFFIXX_PROTOCOL: 'https' } });
    expect(await failureOf(fixture.catalogue.templatesFor(actor('alice')))).toMatchObject({
      code: 'oneoffixx/backend-tls',
    });
  });
});
