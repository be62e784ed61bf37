import { createHash } from 'node:crypto';

/**
 * Rendezvous hashing: the provider of shard i is the i-th of all providers, ordered by a hash of version and
 * provider. Spreads evenly, needs no table, and a provider that joins or leaves moves only its own shards.
 */
export function placementOf(
  versionId: string,
  providers: readonly string[],
  shards: number,
): string[] {
  const scored = providers.map((provider) => ({ provider, score: scoreOf(versionId, provider) }));
  scored.sort((a, b) => (a.score < b.score ? 1 : -1));
  return scored.slice(0, shards).map(({ provider }) => provider);
}

const scoreOf = (versionId: string, provider: string): string =>
  createHash('sha256').update(`${versionId}\0${provider}`).digest('hex');
