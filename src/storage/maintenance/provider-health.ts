import { setTimeout as delay } from 'node:timers/promises';
import { probe, type Providers } from '../providers/providers.js';

const TIMEOUT_MS = 2_000;

/** Whether each provider answers a write and a read now: its name, and what is wrong if anything is. */
export async function healthOf(
  providers: Providers,
  newProbeName: () => string,
): Promise<ReadonlyMap<string, string | undefined>> {
  const answers = providers.all.map(async (store) => {
    const stop = new AbortController();
    const late = delay(TIMEOUT_MS, `no answer within ${TIMEOUT_MS} ms`, { signal: stop.signal });
    late.catch(() => undefined);
    const error = await Promise.race([probe(store, newProbeName()), late]);
    stop.abort();
    return [store.provider, error] as const;
  });
  return new Map(await Promise.all(answers));
}
