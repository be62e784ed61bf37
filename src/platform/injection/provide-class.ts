type Class<T> = abstract new (...args: never[]) => T;

/**
 * A provider for a class that knows nothing of the container. `inject` lists the tokens of its constructor's
 * parameters in order; the compiler checks that they match.
 */
export const provideClass = <A extends object[]>(
  target: new (...args: A) => object,
  inject: { [I in keyof A]: Class<A[I]> },
) => ({
  provide: target,
  inject: [...inject],
  useFactory: (...dependencies: A) => new target(...dependencies),
});
