type Class<T> = abstract new (...args: never[]) => T;

/**
 * A provider for a class that knows nothing of the container: its constructor takes exactly what `inject`
 * lists, and the compiler sees to it.
 */
export const made = <A extends object[]>(
  part: new (...args: A) => object,
  inject: { [I in keyof A]: Class<A[I]> },
) => ({ provide: part, inject: [...inject], useFactory: (...parts: A) => new part(...parts) });
