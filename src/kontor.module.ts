import type { IncomingMessage, ServerResponse } from 'node:http';
import {
  Inject,
  Injectable,
  Logger,
  Module,
  type Abstract,
  type BeforeApplicationShutdown,
  type DynamicModule,
  type ModuleMetadata,
  type OnApplicationShutdown,
  type OnModuleInit,
  type OptionalFactoryDependency,
  type Provider,
  type Type,
} from '@nestjs/common';
import { HttpAdapterHost } from '@nestjs/core';
import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import type { FastifyInstance, FastifyRequest } from 'fastify';
import { createApp } from './create-app.js';
import { takeRequests } from './host-requests.js';
import { PlatformSettings } from './platform/config/platform.config.js';
import { SettingsError, type Env } from './platform/config/environment.js';
import { HealthChecks } from './platform/health/health-checks.js';
import { isSentTo } from './platform/http/known-hosts.js';
import { isBelow, mountOf } from './platform/http/mount.js';
import { unknownSettingsIn } from './settings.js';

/** What `KontorModule.forRoot` takes. */
export interface KontorOptions {
  /**
   * Where browsers reach Kontor, such as `https://app.example.com/kontor`. All its pages and routes are below that path.
   * Without a path, Kontor answers what none of the host's routes does.
   */
  readonly url: string;
  /** By the names of docs/settings.md. Neither the process environment nor `.env` is read. */
  readonly settings: Readonly<Record<string, string | number | boolean | undefined>>;
  /** Only for trying out: allows `KONTOR_PLAYGROUND_PEOPLE`, known passwords and placeholder secrets. */
  readonly playground?: boolean;
}

/** What stands for a value in the host's injector. */
type KontorToken<Value> = string | symbol | Type<Value> | Abstract<Value>;
type KontorTokens<Given extends readonly unknown[]> = {
  readonly [Index in keyof Given]: KontorToken<Given[Index]> | OptionalFactoryDependency;
};

/** What `KontorModule.forRootAsync` takes: options that the host's own providers know. */
interface KontorFactory<Given extends readonly unknown[]> extends Pick<ModuleMetadata, 'imports'> {
  /** The providers that `useFactory` is called with, in its order. `imports` names the modules that export them. */
  readonly inject: KontorTokens<Given>;
  readonly useFactory: (...given: Given) => KontorOptions | Promise<KontorOptions>;
}
/** The same for a function that needs no provider. */
interface KontorPlainFactory {
  readonly useFactory: () => KontorOptions | Promise<KontorOptions>;
}

const OPTIONS = Symbol('options of KontorModule');

/** Where RFC 8414 looks for the metadata of an issuer whose address has a path: before that path. */
const METADATA = '/.well-known/oauth-authorization-server';

/**
 * Kontor inside another Nest application, which must use the Fastify adapter. It is an application of its own with
 * its own injector, guards, hooks and limits, so that nothing of the one applies to the other. The host's server passes
 * it the requests below its path, and all that are sent to the editor's host name, before hooks of the host see them. It
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
    if (!URL.canParse(options.url))
      throw new SettingsError([
        `url: "${options.url}" must be the address at which browsers reach Kontor, such as https://app.example.com/kontor`,
      ]);
    this.#mount = mountOf(options.url);
  }

  /** @throws {SettingsError} which names every setting that is missing or wrong. */
  async onModuleInit(): Promise<void> {
    const server = this.#hostServer();
    for (const notice of unknownSettingsIn(this.#env)) new Logger('Kontor').warn(notice);
    const app = await createApp(this.#env);
    this.#app = app;
    await app.init();
    const inner = app.getHttpAdapter().getInstance();
    await inner.ready();
    const { editorUrl } = app.get(PlatformSettings);
    takeRequests(server, {
      mount: this.#mount,
      takes: (request) =>
        (editorUrl !== undefined && isSentTo(editorUrl, request)) || this.#isOurs(request),
      answer: (request, response) => {
        this.#note(response);
        inner.routing(this.#addressed(request), response);
      },
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

  #isOurs({ url, is404: isNotOfHost }: FastifyRequest): boolean {
    if (this.#mount === '') return isNotOfHost;
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
    return moduleWith({ provide: OPTIONS, useValue: options });
  }

  /** @throws whatever `useFactory` throws, when the host starts. */
  static forRootAsync<Given extends readonly unknown[]>(
    options: KontorFactory<Given>,
  ): DynamicModule;
  static forRootAsync(options: KontorPlainFactory): DynamicModule;
  static forRootAsync<Given extends readonly unknown[]>(
    options: KontorPlainFactory | KontorFactory<Given>,
  ): DynamicModule {
    const { useFactory } = options;
    const { inject, imports } = 'inject' in options ? options : { inject: [], imports: [] };
    const made = moduleWith({ provide: OPTIONS, useFactory, inject: [...inject] });
    return { ...made, imports: imports ?? [] };
  }
}

const moduleWith = (options: Provider<KontorOptions>): DynamicModule => ({
  module: KontorModule,
  providers: [options, Kontor],
  exports: [Kontor],
});
