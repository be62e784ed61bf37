import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { HealthChecks } from '../../src/platform/health/health-checks.js';
import { METRICS_TOKEN, startAccess, type RunningAccess } from './access-app.js';

let access: RunningAccess;

beforeAll(async () => {
  access = await startAccess();
});

afterAll(() => access.stop());

async function headersOf(username: string): Promise<Record<string, string>> {
  const payload = { username, password: username };
  const answer = await access.app.inject({ method: 'POST', url: '/api/auth/token', payload });
  return { authorization: `Bearer ${answer.json().access_token}` };
}

const ask = (url: string, headers: Record<string, string> = {}) =>
  access.app.inject({ url, headers });

describe('health', () => {
  it('should tell strangers that it is live and ready, and nothing else', async () => {
    expect((await ask('/health/live')).json()).toEqual({ status: 'live' });
    expect((await ask('/health/ready')).json()).toEqual({ status: 'ready' });
    expect((await ask('/health/ready', await headersOf('alice'))).json()).toEqual({
      status: 'ready',
    });
  });

  it('should tell admins what it looked at', async () => {
    const answer = (await ask('/health/ready', await headersOf('admin'))).json();
    expect(answer.checks).toContainEqual({
      name: 'database',
      required: true,
      ok: true,
      detail: null,
    });
  });

  it('should answer 503 while something required fails', async () => {
    let broken = true;
    access.app.get(HealthChecks).register({
      name: 'providers',
      required: true,
      run: () => (broken ? Promise.reject(new Error('no space left')) : Promise.resolve()),
    });
    const answer = await ask('/health/ready');
    expect(answer.statusCode).toBe(503);
    expect(answer.json()).toEqual({ status: 'not-ready' });
    broken = false;
    expect((await ask('/health/ready')).statusCode).toBe(200);
  });
});

describe('metrics', () => {
  it('should be for admins and for holders of the token', async () => {
    expect((await ask('/metrics')).statusCode).toBe(401);
    expect((await ask('/metrics', { authorization: `Bearer ${METRICS_TOKEN}x` })).statusCode).toBe(
      401,
    );
    expect((await ask('/metrics', await headersOf('alice'))).statusCode).toBe(403);
    expect((await ask('/metrics', await headersOf('admin'))).statusCode).toBe(200);
    const answer = await ask('/metrics', { authorization: `Bearer ${METRICS_TOKEN}` });
    expect(answer.statusCode).toBe(200);
    expect(answer.headers['content-type']).toContain('text/plain');
  });

  it('should time requests by route pattern, never by address', async () => {
    await ask('/nowhere/secret-id?token=secret');
    await ask('/health/live');
    const text = (await ask('/metrics', await headersOf('admin'))).body;
    expect(text).toMatch(
      /kontor_http_request_duration_seconds_count\{route="\/health\/live",method="GET",status="200"\} \d/,
    );
    expect(text).toContain('process_resident_memory_bytes');
    expect(text).not.toContain('secret');
  });
});
