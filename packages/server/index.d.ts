import type {
  BeforeApplicationShutdown,
  DynamicModule,
  OnApplicationShutdown,
  OnModuleInit,
} from '@nestjs/common';

/** What `KontorModule.forRoot` takes. */
export interface KontorOptions {
  /** Where browsers reach Kontor, such as `https://app.example.com/kontor`. All its pages and routes are below that path. */
  readonly url: string;
  /** By the names of Kontor's settings. Neither the process environment nor `.env` is read. */
  readonly settings: Readonly<Record<string, string | number | boolean | undefined>>;
  /** Only for trying out: allows `KONTOR_PLAYGROUND_PEOPLE`, known passwords and placeholder secrets. */
  readonly playground?: boolean;
}

/** The running Kontor, for the host's own providers. */
export declare class Kontor
  implements OnModuleInit, BeforeApplicationShutdown, OnApplicationShutdown
{
  private constructor();
  /** Without a slash at the end. */
  readonly url: string;
  onModuleInit(): Promise<void>;
  beforeApplicationShutdown(): void;
  onApplicationShutdown(): Promise<void>;
}

/** Kontor inside another Nest application, which must use the Fastify adapter. */
export declare class KontorModule {
  static forRoot(options: KontorOptions): DynamicModule;
}
