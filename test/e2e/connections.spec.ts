import { setTimeout as delay } from 'node:timers/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { doctorRound } from '../../src/command-line/doctor-round.js';
import { TriedDocumentServer } from '../fakes/tried-document-server.js';
import { startKontor, type RunningKontor } from '../start-kontor.js';

interface Connection {
  readonly name: string;
  readonly state: string;
  readonly code: string | null;
  readonly cause: string | null;
  readonly fix: string | null;
}

const METRICS_TOKEN = 'only-for-this-test-0123456789-abcdef';
describe('connections', () => {
  let server: TriedDocumentServer;
  let kontor: RunningKontor;

  beforeAll(async () => {
    server = await new TriedDocumentServer().start();
    kontor = await startKontor({
      EUROOFFICE_URL: server.url,
      EUROOFFICE_JWT_SECRET: server.secret,
      KONTOR_METRICS_TOKEN: METRICS_TOKEN,
    });
  });
  afterAll(async () => {
    await kontor.stop();
    await server.stop();
  });

  const test = async (name: string): Promise<Connection> => {
    const path = `/api/admin/connections/${name}/test`;
    const answer = await kontor.fetchAs('admin', path, { method: 'POST' });
    expect(answer.status).toBe(200);
    return (await answer.json()) as Connection;
  };
  /** A try that began before may be joined: then it is tried once more. */
  const untilTested = async (name: string, state: string): Promise<Connection> => {
    for (;;) {
      const tested = await test(name);
      if (tested.state === state) return tested;
    }
  };
  const metrics = async (): Promise<string> => {
    const authorization = `Bearer ${METRICS_TOKEN}`;
    return (await fetch(`${kontor.url}/metrics`, { headers: { authorization } })).text();
  };
  const untilMetric = async (line: string): Promise<void> => {
    while (!(await metrics()).includes(line)) await delay(200);
  };

  it('should list everything, as it was found', async () => {
    await untilMetric('kontor_connection_up{connection="callback"} 1');
    // They are tried one after the other, and shown with what is known after some seconds.
    let connections: readonly Connection[];
    do {
      const answer = await kontor.fetchAs('admin', '/api/admin/connections');
      ({ connections } = (await answer.json()) as { connections: Connection[] });
    } while (connections.some(({ state }) => state === 'unknown'));
    expect(connections.map(({ name, state }) => `${name} ${state}`)).toEqual([
      'database ok',
      'redis off',
      'document-server ok',
      'callback ok',
      'browser-address ok',
      'directory off',
      'oneoffixx ok',
      'smtp off',
      ...[1, 2, 3, 4, 5, 6].map((place) => `storage-shards-${place} ok`),
    ]);
  });

  it('should see by itself what appears later, in a metric and on the page, in three languages', async () => {
    server.faults = { converterError: -3 };
    await untilMetric('kontor_connection_cause{connection="callback",cause="converter-failed"} 1');
    expect(await metrics()).toContain('kontor_connection_up{connection="callback"} 0');
    for (const [language, said] of [
      ['de-CH', 'Die Umwandlung des Document Servers schlägt fehl (Fehler -3).'],
      ['fr-CH', 'La conversion du Document Server échoue (erreur -3).'],
      ['en', 'The converter of the Document Server fails (error -3).'],
    ] as const) {
      const headers = { 'accept-language': language };
      const page = await (await kontor.fetchAs('admin', '/status', { headers })).text();
      expect(page).toContain(said);
    }
    expect((await fetch(`${kontor.url}/health/ready`)).status).toBe(200);

    server.faults = {};
    await untilMetric('kontor_connection_up{connection="callback"} 1');
    expect(await metrics()).not.toContain('cause="converter-failed"');
  }, 400_000);

  it('should try one at once when it is asked to, and name what it knows none of', async () => {
    server.faults = { inbox: 'other' };
    const failing = await untilTested('document-server', 'failing');
    expect(failing.code).toBe('secret-refused');
    server.faults = {};
    expect(await untilTested('document-server', 'ok')).toMatchObject({ code: null });
    const answer = await kontor.fetchAs('admin', '/api/admin/connections/none/test', {
      method: 'POST',
    });
    expect(answer.status).toBe(404);
    expect(((await answer.json()) as { detail: string }).detail).toContain('browser-address');
  });

  it('should be for administrators only', async () => {
    for (const [method, path] of [
      ['GET', '/api/admin/connections'],
      ['POST', '/api/admin/connections/redis/test'],
    ] as const) {
      expect((await kontor.fetchAs('bob', path, { method })).status).toBe(403);
      expect((await fetch(kontor.url + path, { method })).status).toBe(401);
    }
  });

  it('should hand its tiny file to nobody without both capability and token', async () => {
    server.checks.length = 0;
    while (server.checks.length === 0) await test('callback');
    const { url } = server.checks[0] as { url: string };
    for (const address of [url, url.replace(/cap=./, 'cap='), url.split('?')[0]!])
      expect((await fetch(address)).status).toBe(403);
  });

  it('should tell doctor beside it what it saw of the Document Server', async () => {
    server.faults = { outbox: 'other' };
    const { connections, notices } = await doctorRound({
      KONTOR_PROFILE: 'playground',
      PORT: new URL(kontor.url).port,
      KONTOR_DATA_DIR: join(kontor.folder, 'data'),
      EUROOFFICE_URL: server.url,
      EUROOFFICE_JWT_SECRET: server.secret,
    });
    server.faults = {};
    const callback = connections.find(({ name }) => name === 'callback');
    expect(callback).toMatchObject({ state: 'failing', found: { code: 'outbox-secret' } });
    expect(connections.find(({ name }) => name === 'database')).toMatchObject({ state: 'ok' });
    expect(notices).toEqual([]);
  });
});
