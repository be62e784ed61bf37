import { mkdtemp, rm } from 'node:fs/promises';
import type { IncomingMessage, ServerResponse } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { Controller, Get, Module } from '@nestjs/common';
import { NestFactory } from '@nestjs/core';
import { FastifyAdapter, type NestFastifyApplication } from '@nestjs/platform-fastify';
import { KontorModule } from '../../src/kontor.module.js';
import { projectRoot } from '../../src/platform/config/project-root.js';
import { freePorts } from '../free-port.js';

const HOST_ORIGIN = 'https://host.example.com';

@Controller()
class HostController {
  @Get('hello')
  hello(): { from: string } {
    return { from: 'the host' };
  }
}

describe('Kontor inside an application with hooks of its own', () => {
  let folder: string;
  let port: number;
  let app: NestFastifyApplication;

  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), 'kontor-host-'));
    port = await freePorts();
  });
  afterEach(async () => {
    await app.close();
    await rm(folder, { recursive: true, force: true });
  });

  async function host(path: string, prepare: () => void): Promise<void> {
    const kontor = KontorModule.forRoot({
      url: `http://127.0.0.1:${port}${path}`,
      playground: true,
      settings: {
        KONTOR_DATA_DIR: join(folder, 'data'),
        KONTOR_PLAYGROUND_PEOPLE: join(projectRoot, 'playground/people.json'),
        // Kontor asks there by itself, which the host must not see.
        EUROOFFICE_URL: 'http://127.0.0.1:9',
        EUROOFFICE_JWT_SECRET: 'of a Document Server that is not there',
      },
    });
    @Module({ imports: [kontor], controllers: [HostController] })
    class HostModule {}
    app = await NestFactory.create<NestFastifyApplication>(HostModule, new FastifyAdapter(), {
      logger: false,
      abortOnError: false,
    });
    prepare();
    await app.listen(port, '127.0.0.1');
  }

  const ask = (path: string, init?: RequestInit): Promise<Response> =>
    fetch(`http://127.0.0.1:${port}${path}`, init);

  it.each(['/kontor', ''])('should see none of them, below "%s"', async (path) => {
    const seen: string[] = [];
    await host(path, () => {
      app.enableCors({ origin: HOST_ORIGIN });
      app.use(({ url }: IncomingMessage, answer: ServerResponse, next: () => void) => {
        seen.push(`middleware ${url}`);
        answer.setHeader('content-security-policy', "frame-ancestors 'self'");
        next();
      });
      app
        .getHttpAdapter()
        .getInstance()
        .addHook('onRequest', (request, reply, done) => {
          seen.push(`hook ${request.url}`);
          // As @fastify/helmet does it.
          reply.raw.setHeader('x-frame-options', 'SAMEORIGIN');
          done();
        });
      app.useGlobalGuards({ canActivate: () => seen.push('guard') > 0 });
      app.useGlobalFilters({ catch: () => seen.push('filter') });
    });
    const page = await ask(`${path}/login`, { headers: { accept: 'text/html' } });
    expect(page.status).toBe(200);
    expect(page.headers.get('content-security-policy')).toContain("default-src 'none'");
    for (const header of ['x-frame-options', 'access-control-allow-origin'])
      expect([header, page.headers.get(header)]).toEqual([header, null]);
    expect((await ask(`${path}/api/me`)).status).toBe(401);
    expect(seen).toEqual([]);
    const own = await ask('/hello');
    expect([own.status, own.headers.get('x-frame-options')]).toEqual([200, 'SAMEORIGIN']);
    expect(seen).toEqual(['middleware /hello', 'hook /hello', 'guard']);
  });

  it('should answer itself what browsers ask before a request from another origin', async () => {
    await host('/kontor', () => app.enableCors({ origin: HOST_ORIGIN }));
    const post = async (path: string, body: object, token?: string) => {
      const authorization = token === undefined ? {} : { authorization: `Bearer ${token}` };
      const headers = { 'content-type': 'application/json', ...authorization };
      const answer = await ask(path, { method: 'POST', headers, body: JSON.stringify(body) });
      return (await answer.json()) as { access_token: string };
    };
    const admin = { username: 'admin', password: 'admin' };
    const { access_token: token } = await post('/kontor/api/auth/token', admin);
    const origin = 'https://pages.example.org';
    const client = { name: 'pages', scopes: ['documents:read'], allowed_origins: [origin] };
    await post('/kontor/api/admin/clients', client, token);
    const allowed = async (path: string) => {
      const headers = { origin, 'access-control-request-method': 'GET' };
      const answer = await ask(path, { method: 'OPTIONS', headers });
      return answer.headers.get('access-control-allow-origin');
    };
    expect(await allowed('/kontor/api/documents')).toBe(origin);
    expect(await allowed('/hello')).toBe(HOST_ORIGIN);
  });
});
