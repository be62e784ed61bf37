import type { FactoryProvider, InjectionToken } from '@nestjs/common';

/** Also abstract classes, and those with a private constructor. */
type Class<T> = { readonly prototype: T };

/** A token that is not a class, with the type of what it stands for. */
export type Token<T> = symbol & { readonly provided?: T };

type Tokens = Readonly<Record<string, Class<unknown> | Token<unknown>>>;
type Provided<T> = T extends Class<infer V> ? V : T extends Token<infer V> ? V : never;

/**
 * A provider for what is built from a record of dependencies, each under the name it is used by:
 * `provideFrom(Orders, { clock: Clock, ids: Ids }, (parts) => new Orders(parts))`.
 */
export const provideFrom = <V, D extends Tokens>(
  provide: Class<V> | Token<V>,
  dependencies: D,
  build: (dependencies: { readonly [K in keyof D]: Provided<D[K]> }) => V | Promise<V>,
): FactoryProvider<V> => {
  const names = Object.keys(dependencies);
  return {
    provide: provide as InjectionToken,
    inject: Object.values(dependencies) as InjectionToken[],
    useFactory: (...values: unknown[]) =>
      build(Object.fromEntries(names.map((name, i) => [name, values[i]])) as never),
  };
};
