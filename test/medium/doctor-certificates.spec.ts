import { once } from 'node:events';
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { connect, type AddressInfo, type Server } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createServer, getCACertificates, setDefaultCACertificates } from 'node:tls';
import { pathToFileURL } from 'node:url';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { doctorRound } from '../../src/command-line/doctor-round.js';
import { toConnection } from '../../src/connections/index.js';
import { migrateToLatest } from '../../src/platform/database/migrate.js';
import { openDatabase } from '../../src/platform/database/open-database.js';
import { makeCertificate, type Certificate } from '../certificates.js';
import { MemoryS3 } from '../fakes/memory-s3.js';
import { freePorts } from '../free-port.js';
import { startPostgres } from '../start-postgres.js';
import { startRedis } from '../start-redis.js';

const START_MS = 300_000;
const SOON = 20;
const LATER = 90;

/** StartTLS and ldaps: doctor-systems.spec.ts; https of the Document Server: doctor-document-server.spec.ts. */
describe('kontor doctor and certificates of', () => {
  const authorities = getCACertificates('default');
  let folder: string;
  let closing: (() => unknown)[];

  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), 'kontor-doctor-certificates-'));
    closing = [() => rm(folder, { recursive: true, force: true })];
  });
  afterEach(async () => {
    setDefaultCACertificates(authorities);
    for (const close of closing.toReversed()) await close();
  });

  async function certificateFor(days: number): Promise<Certificate> {
    const certificate = await makeCertificate({ days });
    setDefaultCACertificates([...authorities, certificate.cert.toString()]);
    return certificate;
  }

  async function portOf(server: Server): Promise<number> {
    server.listen(0, '127.0.0.1');
    await once(server, 'listening');
    closing.push(() => server.close());
    return (server.address() as AddressInfo).port;
  }

  async function find(name: string, env: Record<string, string>) {
    const { connections } = await doctorRound({
      PORT: String(await freePorts()),
      KONTOR_DATA_DIR: join(folder, 'data'),
      EUROOFFICE_URL: 'http://127.0.0.1:9',
      EUROOFFICE_JWT_SECRET: 'a-secret-of-more-than-thirty-two-characters',
      ...env,
    });
    return toConnection(connections.find((each) => each.name === name)!);
  }

  it.each([
    [LATER, null],
    [SOON, 'certificate-expires'],
  ])('should warn of Redis, %d days before: %s', async (days, code) => {
    const redis = await startRedis();
    closing.push(() => redis.stop());
    const inner = Number(new URL(redis.url).port);
    const encrypted = createServer(await certificateFor(days), (socket) => {
      const plain = connect(inner, '127.0.0.1');
      for (const each of [socket, plain]) each.on('error', () => undefined);
      socket.pipe(plain).pipe(socket);
    });
    const url = `rediss://:${redis.password}@127.0.0.1:${await portOf(encrypted)}`;
    expect(await find('redis', { REDIS_URL: url })).toMatchObject({ state: 'ok', code });
  });

  it.each([
    [LATER, null],
    [SOON, 'certificate-expires'],
  ])(
    'should warn of PostgreSQL, %d days before: %s',
    async (days, code) => {
      const certificate = await certificateFor(days);
      const authority = join(folder, 'authority.pem');
      await writeFile(authority, certificate.cert);
      const postgres = await startPostgres(certificate);
      closing.push(() => postgres.stop());
      const plain = await postgres.createDatabase();
      const database = await openDatabase({ dataDir: '/nowhere', databaseUrl: plain });
      await migrateToLatest(database);
      await database.close();
      const at = (query: string) => find('database', { DATABASE_URL: `${plain}${query}` });
      const verified = `?sslmode=verify-full&sslrootcert=${authority}`;
      expect(await at(verified)).toMatchObject({ state: 'ok', code, detail: 'postgres' });
      // What nobody verifies cannot stop the connection when it expires.
      for (const query of ['', '?sslmode=no-verify'])
        expect(await at(query)).toMatchObject({ state: 'ok', code: null });
    },
    START_MS,
  );

  it.each([
    [LATER, null],
    [SOON, 'certificate-expires'],
  ])('should warn of a bucket, %d days before: %s', async (days, code) => {
    const s3 = new MemoryS3();
    await s3.start();
    closing.push(() => s3.stop());
    const inner = Number(new URL(s3.endpoint).port);
    const encrypted = createServer(await certificateFor(days), (socket) => {
      const plain = connect(inner, '127.0.0.1');
      for (const each of [socket, plain]) each.on('error', () => undefined);
      socket.pipe(plain).pipe(socket);
    });
    const endpoint = `https://127.0.0.1:${await portOf(encrypted)}`;
    const directory = (name: string) => pathToFileURL(join(folder, name)).href;
    for (const name of ['b', 'c']) await mkdir(join(folder, name, '.tmp'), { recursive: true });
    const providers = [
      { name: 'a', url: `s3://bucket?endpoint=${endpoint}` },
      ...['b', 'c'].map((name) => ({ name, url: directory(name) })),
    ];
    const file = join(folder, 'storage.json');
    await writeFile(file, JSON.stringify({ k: 2, m: 1, providers }));
    const keys = {
      KONTOR_S3_A_ACCESS_KEY_ID: 'id',
      KONTOR_S3_A_SECRET_ACCESS_KEY: 'secret of the test',
    };
    expect(await find('storage-a', { KONTOR_STORAGE: file, ...keys })).toMatchObject({
      state: 'ok',
      code,
    });
  });
});
