import type { ChainedEntry } from '../entry.js';

/** An entry as the API and the export show it. */
export const entryToWire = (entry: ChainedEntry) => ({
  id: entry.id,
  at: new Date(entry.atMs).toISOString(),
  actor: entry.actor,
  actor_id: entry.actorId,
  on_behalf_of: entry.onBehalfOf,
  client: entry.client,
  address: entry.address,
  action: entry.action,
  object_type: entry.objectType,
  object_id: entry.objectId,
  result: entry.result,
  detail: entry.detail,
  hash: entry.hash,
  previous_hash: entry.previousHash,
});
