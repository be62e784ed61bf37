import type { IncomingMessage, ServerResponse } from 'node:http';
import {
  Inject,
  Injectable,
  Logger,
  Module,
  type BeforeApplicationShutdown,
  type DynamicModule,
  type OnApplicationShutdown,
  type OnModuleInit,
} from '@nestjs/common';
import { HttpAdapterHost } from '@nestjs/core';
import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import type { FastifyInstance, FastifyRequest } from 'fastify';
import { createApp } from './create-app.js';
import { PlatformSettings } from './platform/config/platform.config.js';
import { SettingsError, type Env } from './platform/config/environment.js';
import { HealthChecks } from './platform/health/health-checks.js';
import { isSentTo } from './platform/http/known-hosts.js';
import { isBelow, mountOf } from './platform/http/mount.js';
import { unknownSettingsIn } from './settings.js';

/** What `KontorModule.forRoot` takes. */
export interface KontorOptions {
  /** Where browsers reach Kontor, such as `https://app.example.com/kontor`. All its pages and routes are below that path. */
  readonly url: string;
  /** By the names of docs/settings.md. Neither the process environment nor `.env` is read. */
  readonly settings: Readonly<Record<string, string | number | boolean | undefined>>;
  /** Only for trying out: allows `KONTOR_PLAYGROUND_PEOPLE`, known passwords and placeholder secrets. */
  readonly playground?: boolean;
}

const OPTIONS = Symbol('options of KontorModule');

/** Where RFC 8414 looks for the metadata of an issuer whose address has a path: before that path. */
const METADATA = '/.well-known/oauth-authorization-server';

/**
 * Kontor inside another Nest application, which must use the Fastify adapter. It is an application of its own with
 * its own injector, guards, hooks and limits, so that nothing of the one applies to the other. The host's server passes
 * it the requests below its path, and all that are sent to the editor's host name, before their bodies are read. It
 * starts with the host, logs to the host's logger, and ends with the host.
 */
@Injectable()
export class Kontor implements OnModuleInit, BeforeApplicationShutdown, OnApplicationShutdown {
  /** Without a slash at the end. */
  readonly url: string;
  readonly #env: Env;
  readonly #mount: string;
  readonly #running = new Set<ServerResponse>();
  #app: NestFastifyApplication | undefined;
  #isEnding = false;

  constructor(
    @Inject(OPTIONS) options: KontorOptions,
    @Inject(HttpAdapterHost) private readonly host: HttpAdapterHost,
  ) {
    this.#env = envOf(options);
    this.url = options.url.replace(/\/+$/, '');
    this.#mount = URL.canParse(options.url) ? mountOf(options.url) : '';
    if (this.#mount === '')
      throw new SettingsError([
        `url: "${options.url}" must be an address with a path below which Kontor lies, such as https://app.example.com/kontor`,
      ]);
  }

  /** @throws {SettingsError} which names every setting that is missing or wrong. */
  async onModuleInit(): Promise<void> {
    const outer = this.#hostServer();
    for (const notice of unknownSettingsIn(this.#env)) new Logger('Kontor').warn(notice);
    const app = await createApp(this.#env);
    this.#app = app;
    await app.init();
    const inner = app.getHttpAdapter().getInstance();
    await inner.ready();
    const { editorUrl } = app.get(PlatformSettings);
    outer.addHook('onRequest', (request, reply, done) => {
      const isForEditor = editorUrl !== undefined && isSentTo(editorUrl, request);
      if (!isForEditor && !this.#isOurs(request)) return done();
      reply.hijack();
      this.#note(reply.raw);
      inner.routing(this.#addressed(request.raw), reply.raw);
    });
  }

  /** New requests are told not to come back on their connection; those that run are finished by the host's server. */
  beforeApplicationShutdown(): void {
    this.#isEnding = true;
    this.#app?.get(HealthChecks).leave();
    for (const response of this.#running) leaveConnection(response);
  }

  async onApplicationShutdown(): Promise<void> {
    await this.#app?.close();
  }

  #hostServer(): FastifyInstance {
    const adapter = this.host.httpAdapter as HttpAdapterHost['httpAdapter'] | undefined;
    if (adapter?.getType() === 'fastify') return adapter.getInstance<FastifyInstance>();
    throw new Error(
      'KontorModule needs a host with the Fastify adapter of @nestjs/platform-fastify. ' +
        'Create the application with NestFactory.create(HostModule, new FastifyAdapter()).',
    );
  }

  #isOurs({ url }: FastifyRequest): boolean {
    return isBelow(this.#mount, url) || isBelow(METADATA + this.#mount, url);
  }

  #addressed(request: IncomingMessage): IncomingMessage {
    if (request.url !== undefined && isBelow(METADATA + this.#mount, request.url))
      request.url = METADATA + request.url.slice(METADATA.length + this.#mount.length);
    return request;
  }

  #note(response: ServerResponse): void {
    if (this.#isEnding) leaveConnection(response);
    this.#running.add(response);
    response.once('close', () => this.#running.delete(response));
  }
}

/** Kept alive, it would hold the host's server open for over a minute. */
function leaveConnection(response: ServerResponse): void {
  if (!response.headersSent) response.setHeader('connection', 'close');
}

function envOf({ url, settings, playground = false }: KontorOptions): Env {
  const given = Object.entries(settings).filter(([, value]) => value !== undefined && value !== '');
  return {
    ...Object.fromEntries(given.map(([name, value]) => [name, String(value)])),
    KONTOR_PROFILE: playground ? 'playground' : 'production',
    KONTOR_PUBLIC_URL: url,
  };
}

@Module({})
export class KontorModule {
  static forRoot(options: KontorOptions): DynamicModule {
    return {
      module: KontorModule,
      providers: [{ provide: OPTIONS, useValue: options }, Kontor],
      exports: [Kontor],
    };
  }
}
