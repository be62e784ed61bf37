import dns from 'node:dns';

type Lookup = (host: string, options: dns.LookupOptions, done: Answered) => void;
type Answered = (
  error: NodeJS.ErrnoException | null,
  address: string | dns.LookupAddress[],
  family?: number,
) => void;

/**
 * A look-up that asks for a name once, however many connections wait for it. The system's resolver holds a thread until
 * it answers or gives up, which takes up to half a minute when a server of names is silent, and nobody can stop it;
 * libuv lends it half of its threads. So one name that nobody answers for could keep all others from being looked up.
 * Nothing is kept beyond the answer.
 */
export function sharedLookup(ask: Lookup): typeof dns.lookup {
  const waiting = new Map<string, Answered[]>();
  const lookup = (
    host: string,
    options: dns.LookupOptions | number | Answered,
    last?: Answered,
  ) => {
    const done = typeof options === 'function' ? options : last!;
    const chosen = typeof options === 'number' ? { family: options } : options;
    const wishes = typeof chosen === 'function' ? {} : chosen;
    const { family, hints, all: isForAll, order, verbatim } = wishes;
    const key = JSON.stringify([host, family, hints, isForAll, order, verbatim]);
    const others = waiting.get(key);
    if (others !== undefined) return void others.push(done);
    const all = [done];
    waiting.set(key, all);
    try {
      ask(host, wishes, (...answer) => {
        waiting.delete(key);
        for (const each of all) queueMicrotask(() => each(...answer));
      });
    } catch (error) {
      // A name that cannot be asked for.
      waiting.delete(key);
      throw error;
    }
  };
  // What Node keeps there is for `util.promisify`.
  return Object.defineProperties(lookup, Object.getOwnPropertyDescriptors(dns.lookup)) as never;
}

/** For all connections of this process that bring no look-up of their own: Node's own modules ask `dns.lookup`. */
export function shareLookups(): void {
  dns.lookup = sharedLookup(dns.lookup);
}
