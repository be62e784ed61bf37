import type {
  Abstract,
  BeforeApplicationShutdown,
  DynamicModule,
  ModuleMetadata,
  OnApplicationShutdown,
  OnModuleInit,
  OptionalFactoryDependency,
  Type,
} from '@nestjs/common';

/** What `KontorModule.forRoot` takes. */
export interface KontorOptions {
  /**
   * Where browsers reach Kontor, such as `https://app.example.com/kontor`. All its pages and routes are below that path.
   * Without a path, Kontor answers what none of the host's routes does.
   */
  readonly url: string;
  /** By the names of Kontor's settings. Neither the process environment nor `.env` is read. */
  readonly settings: Readonly<Record<string, string | number | boolean | undefined>>;
  /** Only for trying out: allows `KONTOR_PLAYGROUND_PEOPLE`, known passwords and placeholder secrets. */
  readonly playground?: boolean;
}

/** What stands for a value in the host's injector. */
export type KontorToken<Value> = string | symbol | Type<Value> | Abstract<Value>;
export type KontorTokens<Given extends readonly unknown[]> = {
  readonly [Index in keyof Given]: KontorToken<Given[Index]> | OptionalFactoryDependency;
};

/** What `KontorModule.forRootAsync` takes: options that the host's own providers know. */
export interface KontorFactory<Given extends readonly unknown[]> extends Pick<
  ModuleMetadata,
  'imports'
> {
  /** The providers that `useFactory` is called with, in its order. `imports` names the modules that export them. */
  readonly inject: KontorTokens<Given>;
  readonly useFactory: (...given: Given) => KontorOptions | Promise<KontorOptions>;
}
/** The same for a function that needs no provider. */
export interface KontorPlainFactory {
  readonly useFactory: () => KontorOptions | Promise<KontorOptions>;
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
  /** @throws whatever `useFactory` throws, when the host starts. */
  static forRootAsync<Given extends readonly unknown[]>(
    options: KontorFactory<Given>,
  ): DynamicModule;
  static forRootAsync(options: KontorPlainFactory): DynamicModule;
}
