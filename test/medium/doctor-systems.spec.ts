import { once } from 'node:events';
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import pg from 'pg';
import { createClient } from 'redis';
import { doctorRound } from '../../src/command-line/doctor-round.js';
import { toConnection } from '../../src/connections/index.js';
import { migrateToLatest } from '../../src/platform/database/migrate.js';
import { openDatabase, openSqlite } from '../../src/platform/database/open-database.js';
import { freePorts } from '../free-port.js';
import { startPostgres, type RunningPostgres } from '../start-postgres.js';
import { startRedis, type RunningRedis } from '../start-redis.js';
import { provisionSamba, type RunningSamba } from '../start-samba.js';
import { startTemplateBackend, type RunningBackend } from '../template-backend.js';
import type { OneoffixxSimulator } from '../../playground/oneoffixx-simulator.js';

let folder: string;

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'kontor-doctor-'));
});
afterEach(() => rm(folder, { recursive: true, force: true }));

/** One connection as `kontor doctor --json` says it; the Document Server is none of its business here. */
async function examine(name: string, env: Record<string, string> = {}) {
  const { connections } = await doctorRound({
    PORT: String(await freePorts()),
    KONTOR_DATA_DIR: join(folder, 'data'),
    EUROOFFICE_URL: 'http://127.0.0.1:9',
    EUROOFFICE_JWT_SECRET: 'a-secret-of-more-than-thirty-two-characters',
    ...env,
  });
  const connection = toConnection(connections.find((each) => each.name === name)!);
  for (const text of [connection.cause, connection.fix])
    expect(text ?? '').not.toMatch(/[{}]|undefined|swordfish/);
  return connection;
}

describe('kontor doctor and Redis', () => {
  let redis: RunningRedis;
  beforeAll(async () => {
    redis = await startRedis();
  });
  afterAll(() => redis.stop());

  const run = async (...command: string[]) => {
    const client = createClient({ url: redis.url });
    await client.connect();
    await client.sendCommand(command);
    await client.disconnect();
  };

  it('should write, read and remove, or be off', async () => {
    expect(await examine('redis')).toMatchObject({ state: 'off', cause: null });
    expect(await examine('redis', { REDIS_URL: redis.url })).toMatchObject({ state: 'ok' });
    expect(await redis.dump()).toBe('');
  });

  it('should take an IPv6 address as the server does', async () => {
    const closed = { REDIS_URL: `redis://[::1]:${await freePorts()}` };
    expect((await examine('redis', closed)).code).toBe('connection-refused');
  });

  it('should name an address where nothing listens, and a wrong password', async () => {
    const closed = { REDIS_URL: `redis://127.0.0.1:${await freePorts()}` };
    expect(await examine('redis', closed)).toMatchObject({
      state: 'failing',
      code: 'connection-refused',
    });
    for (const password of ['swordfish@', '']) {
      const REDIS_URL = redis.url.replace(/:[^:]*@/, password === '' ? '' : `:${password}`);
      expect(await examine('redis', { REDIS_URL })).toMatchObject({
        state: 'failing',
        code: 'redis-password',
      });
    }
  });

  it('should name a replica that is read only', async () => {
    await run('REPLICAOF', '127.0.0.1', '1');
    expect(await examine('redis', { REDIS_URL: redis.url })).toMatchObject({
      code: 'redis-read-only',
    });
    await run('REPLICAOF', 'NO', 'ONE');
  });

  it('should name a user that may not run every command', async () => {
    await run('ACL', 'SETUSER', 'narrow', 'on', '>narrow', '~kontor:*', '+@all', '-rpush');
    const url = new URL(redis.url);
    url.username = url.password = 'narrow';
    expect((await examine('redis', { REDIS_URL: url.href })).code).toBe('redis-permission');
  });

  it('should name one without memory', async () => {
    await run('CONFIG', 'SET', 'maxmemory', '1');
    expect(await examine('redis', { REDIS_URL: redis.url })).toMatchObject({
      code: 'redis-memory',
    });
    await run('CONFIG', 'SET', 'maxmemory', '0');
  });
});

describe('kontor doctor and SQLite', () => {
  const file = () => join(folder, 'data', 'kontor.sqlite');

  it('should make none where there is none', async () => {
    expect(await examine('database')).toMatchObject({ state: 'failing', code: 'database-none' });
  });

  it('should know one of this version, of an older and of a newer one', async () => {
    await mkdir(join(folder, 'data'));
    const database = openSqlite(file());
    expect(await examine('database')).toMatchObject({ code: 'database-not-migrated' });
    await migrateToLatest(database);
    expect(await examine('database')).toMatchObject({ state: 'ok', detail: 'sqlite' });
    const migration = { name: '29991231T0000-tomorrow', timestamp: 'later' };
    await database
      .query<{ kysely_migration: typeof migration }>()
      .insertInto('kysely_migration')
      .values(migration)
      .execute();
    expect((await examine('database')).cause).toContain('29991231T0000-tomorrow');
    const settings = await database
      .query<{ settings: object }>()
      .selectFrom('settings')
      .selectAll()
      .execute();
    expect(settings).toEqual([]);
    await database.close();
  });

  it('should name a damaged one', async () => {
    await mkdir(join(folder, 'data'));
    await writeFile(file(), 'no database at all, but long enough to be looked at '.repeat(100));
    expect(await examine('database')).toMatchObject({ state: 'failing', code: 'database-damaged' });
  });
});

describe('kontor doctor and PostgreSQL', () => {
  let postgres: RunningPostgres;
  let url: string;
  beforeAll(async () => {
    postgres = await startPostgres();
    url = await postgres.createDatabase();
    await migrate(url);
  });
  afterAll(() => postgres.stop());

  const migrate = async (databaseUrl: string) => {
    const database = await openDatabase({ dataDir: '/nowhere', databaseUrl });
    await migrateToLatest(database);
    await database.close();
  };
  const at = (databaseUrl: string) => examine('database', { DATABASE_URL: databaseUrl });
  const run = async (statement: string) => {
    const client = new pg.Client({ connectionString: url });
    await client.connect();
    await client.query(statement);
    await client.end();
  };

  it('should write and undo', async () => {
    expect(await at(url)).toMatchObject({ state: 'ok', detail: 'postgres' });
  });

  it('should name a name nobody listens at, a user and a database nobody knows', async () => {
    const closed = `postgres://kontor@127.0.0.1:${await freePorts()}/kontor`;
    expect(await at(closed)).toMatchObject({ state: 'failing', code: 'connection-refused' });
    expect(await at(url.replace('kontor@', 'nobody:swordfish@'))).toMatchObject({
      code: 'database-password',
    });
    expect(await at(url.replace(/[^/]+$/, 'elsewhere'))).toMatchObject({
      code: 'database-missing',
    });
  });

  it('should name one that is read only, and one that lets its user not write', async () => {
    await run('alter role kontor set default_transaction_read_only = on');
    expect(await at(url)).toMatchObject({ state: 'failing', code: 'database-read-only' });
    await run('begin read write; alter role kontor reset default_transaction_read_only; commit');
    await run('create role guest login; grant select on all tables in schema public to guest');
    expect(await at(url.replace('kontor@', 'guest@'))).toMatchObject({
      code: 'database-permission',
    });
  });

  it('should name one that cannot hold every character', async () => {
    await run("create database small encoding latin1 locale 'C' template template0");
    const small = url.replace(/[^/]+$/, 'small');
    await migrate(small);
    expect(await at(small)).toMatchObject({ state: 'failing', code: 'database-encoding' });
  });

  it('should name one without connections', async () => {
    await run('create role busy login connection limit 0');
    expect(await at(url.replace('kontor@', 'busy@'))).toMatchObject({
      code: 'database-connections',
    });
  });
});

describe('kontor doctor and the template backend', () => {
  let templates: RunningBackend<OneoffixxSimulator>;
  beforeEach(async () => {
    templates = await startTemplateBackend();
  });
  afterEach(() => templates.stop());

  const SID = { ONEOFFIXX_FAKE_SID: 'S-1-5-21-1' };
  const found = (env: Record<string, string> = {}) =>
    examine('oneoffixx', { ...templates.env, ...SID, ...env });
  const fileWith = async (text: string) => {
    const file = join(folder, 'credentials.json');
    await writeFile(file, text);
    return { ONEOFFIXX_CREDENTIALS_FILE: file };
  };
  const credentials = (changed: object) => ({
    client_id: '0d3a7e52-6f1b-4a27-9f0c-5b1f6f0e2a11',
    client_secret: 'client-secret-of-the-test',
    preshared_key: 'preshared-key-of-the-test',
    ...changed,
  });

  it('should come as far as the templates', async () => {
    expect(await found()).toMatchObject({ state: 'ok' });
    expect(templates.backend.calls.map(({ step }) => step)).toEqual(['grant', 'library', 'groups']);
  });

  it('should try the credentials where there is nobody to ask for', async () => {
    const env = { ...templates.env };
    expect(await examine('oneoffixx', env)).toMatchObject({
      state: 'unknown',
      code: 'nobody-to-ask-for',
    });
    const wrong = await fileWith(JSON.stringify(credentials({ client_secret: 'swordfish' })));
    expect(await examine('oneoffixx', { ...env, ...wrong })).toMatchObject({
      code: 'client-refused',
    });
  });

  it.each([
    ['no file', undefined, 'credentials-missing'],
    ['a file that is no JSON', '{"client_id": swordfish', 'credentials-not-json'],
    ['a file that lacks something', '{"client_id": "swordfish"}', 'credentials-incomplete'],
    [
      'a wrong secret',
      JSON.stringify(credentials({ client_secret: 'swordfish' })),
      'client-refused',
    ],
    [
      'a wrong preshared key',
      JSON.stringify(credentials({ preshared_key: 'swordfish' })),
      'impersonation-refused',
    ],
  ])('should name %s', async (_, text, code) => {
    const env =
      text === undefined
        ? { ONEOFFIXX_CREDENTIALS_FILE: join(folder, 'none') }
        : await fileWith(text);
    expect(await found(env)).toMatchObject({ state: 'failing', code });
  });

  it.each([
    ['a login in front', 'html', 'web-page'],
    ['a redirect', 'redirect', 'redirected'],
    ['a failure of its own', { status: 500 }, 'server-error'],
    ['answers of another form', 'wrong-shape', 'wrong-answer'],
  ] as const)('should name %s', async (_, fault, code) => {
    templates.backend.fault = (step) => (step === 'grant' ? fault : undefined);
    expect(await found()).toMatchObject({ state: 'failing', code });
  });

  it('should name another scope, another kind of grant, and nobody there', async () => {
    expect(await found({ ONEOFFIXX_SCOPE: 'other' })).toMatchObject({ code: 'scope-refused' });
    expect(await found({ ONEOFFIXX_DOUBLE_ENCODE_BUG: 'true' })).toMatchObject({
      code: 'grant-type-refused',
    });
    const closed = { ONEOFFIXX_HOSTNAME: `127.0.0.1:${await freePorts()}` };
    expect(await found(closed)).toMatchObject({ code: 'connection-refused' });
    expect(await found({ ONEOFFIXX_PROTOCOL: 'https' })).toMatchObject({ code: 'not-tls' });
  });
});

describe('kontor doctor and storage', () => {
  let bucket: Server;
  let answer: { status: number; code: string };

  beforeAll(async () => {
    bucket = createServer((request, response) => {
      request.resume();
      response.writeHead(answer.status, { 'content-type': 'application/xml' });
      response.end(`<Error><Code>${answer.code}</Code><Message>swordfish</Message></Error>`);
    }).listen(0, '127.0.0.1');
    await once(bucket, 'listening');
  });
  afterAll(() => void bucket.close());

  async function withPlaces(url: (name: string) => string, prepared = ['a', 'b', 'c']) {
    for (const name of prepared) await mkdir(join(folder, name, '.tmp'), { recursive: true });
    const providers = ['a', 'b', 'c'].map((name) => ({ name, url: url(name) }));
    const file = join(folder, 'storage.json');
    await writeFile(file, JSON.stringify({ k: 2, m: 1, providers }));
    return { KONTOR_STORAGE: file, ...keys };
  }
  const directory = (name: string) => pathToFileURL(join(folder, name)).href;
  const keys = Object.fromEntries(
    ['A', 'B', 'C'].flatMap((name) => [
      [`KONTOR_S3_${name}_ACCESS_KEY_ID`, 'id'],
      [`KONTOR_S3_${name}_SECRET_ACCESS_KEY`, 'swordfish'],
    ]),
  );
  const endpoint = () => `http://127.0.0.1:${(bucket.address() as AddressInfo).port}`;

  it('should write durably at each place, and name the one that is not there', async () => {
    const env = await withPlaces(directory, ['a', 'b']);
    expect(await examine('storage-a', env)).toMatchObject({ state: 'ok' });
    expect(await examine('storage-c', env)).toMatchObject({
      state: 'failing',
      code: 'provider-missing',
    });
  });

  it('should name a file where a folder should be', async () => {
    const env = await withPlaces(directory, ['a', 'b']);
    await writeFile(join(folder, 'c'), '');
    expect(await examine('storage-c', env)).toMatchObject({ code: 'provider-missing' });
  });

  it.each([
    [403, 'InvalidAccessKeyId', 'bucket-keys'],
    [403, 'SignatureDoesNotMatch', 'bucket-keys'],
    [403, 'AccessDenied', 'provider-permission'],
    [404, 'NoSuchBucket', 'bucket-missing'],
    [507, 'InsufficientStorage', 'provider-full'],
    [403, 'RequestTimeTooSkewed', 'bucket-clock'],
  ])('should name what a bucket says: %d %s', async (status, code, cause) => {
    answer = { status, code };
    const env = await withPlaces((name) =>
      name === 'a' ? `s3://bucket?endpoint=${endpoint()}` : directory(name),
    );
    const connection = await examine('storage-a', env);
    expect(connection).toMatchObject({ state: 'failing', code: cause });
    if (cause === 'bucket-keys') expect(connection.fix).toContain('KONTOR_S3_A_ACCESS_KEY_ID');
  });

  it('should name a bucket whose server is not there', async () => {
    const closed = `http://127.0.0.1:${await freePorts()}`;
    const env = await withPlaces((name) =>
      name === 'a' ? `s3://bucket?endpoint=${closed}` : directory(name),
    );
    expect(await examine('storage-a', env)).toMatchObject({ code: 'connection-refused' });
  });
});

describe('kontor doctor and Active Directory', () => {
  let samba: RunningSamba;
  beforeAll(async () => {
    samba = await provisionSamba();
    await samba.tool('user', 'create', 'carol', 'Carol!Pass9');
    await samba.tool('user', 'disable', 'carol');
    await samba.start({ hardened: true });
  });
  afterAll(() => samba.remove());

  const at = (env: Record<string, string> = {}) =>
    examine('directory', { ...samba.settings, ...env });

  it('should bind and search; its certificate ends soon', async () => {
    expect(await at()).toMatchObject({ state: 'ok', code: 'certificate-expires' });
    const startTls = { LDAP_URL: 'ldap://127.0.0.1', LDAP_START_TLS: 'true' };
    expect(await at(startTls)).toMatchObject({ state: 'ok', code: 'certificate-expires' });
  });

  it.each([
    ['a wrong password', { LDAP_BIND_PASSWORD: 'swordfish' }, 'bind-refused'],
    ['a wrong name', { LDAP_BIND_DN: 'CN=Nobody,DC=kontor,DC=test' }, 'bind-refused'],
    ['a wrong base', { LDAP_BASE_DN: 'OU=None,DC=kontor,DC=test' }, 'base-dn'],
    [
      'a filter that finds nobody',
      { LDAP_USER_FILTER: '(employeeBadge={username})' },
      'filter-finds-nobody',
    ],
    ['an authority nobody trusts', { LDAP_CA_FILE: '' }, 'certificate-untrusted'],
    ['no TLS', { LDAP_URL: 'ldap://127.0.0.1', LDAP_CA_FILE: '' }, 'directory-wants-tls'],
    ['a port where nobody listens', { LDAP_URL: 'ldaps://127.0.0.1:9' }, 'connection-refused'],
    [
      'an account that is disabled',
      { LDAP_BIND_DN: 'CN=carol,CN=Users,DC=kontor,DC=test', LDAP_BIND_PASSWORD: 'Carol!Pass9' },
      'bind-account',
    ],
  ] as [string, Record<string, string>, string][])('should name %s', async (_, env, code) => {
    expect(await at(env)).toMatchObject({ state: 'failing', code });
  });
});
