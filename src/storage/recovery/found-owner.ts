import type { Description } from '../seal/metadata.js';

/** Who a document was given to. */
export interface OwnerRecord {
  readonly documentId: string;
  /** The account's id. */
  readonly owner: string;
  /** For whoever reads it without the accounts. */
  readonly ownerName: string;
  /** The first time that the document got another owner is 1. */
  readonly change: number;
}

/** Names no version: a reader that does not know this kind takes it for a part of one that is gone. */
const OWNER_PART = 'owner';

/** The description of the object without content that records a change of owner. */
export const describeOwner = (record: OwnerRecord): Description => ({
  part_of: record.documentId,
  part: OWNER_PART,
  owner: record.owner,
  owner_name: record.ownerName,
  owner_change: record.change,
});

export const isOwnerRecord = (description: Description): boolean =>
  description['part'] === OWNER_PART;

/**
 * Whoever the highest change names: its record, or a version that was described after it. A version that was being sealed
 * at that moment names the owner from before, whatever its time says. Undefined while the document was never given away.
 */
export function latestOwner<Said extends { readonly description: Description }>(
  said: readonly Said[],
): (Omit<OwnerRecord, 'documentId'> & { readonly by: Said }) | undefined {
  const changes = said.flatMap((by) => {
    const { owner, owner_name: name, owner_change: change } = by.description;
    const isOne = typeof owner === 'string' && typeof change === 'number' && change > 0;
    return isOne ? [{ owner, ownerName: typeof name === 'string' ? name : '', change, by }] : [];
  });
  return changes.reduce<(typeof changes)[number] | undefined>(
    (latest, one) => (latest === undefined || one.change > latest.change ? one : latest),
    undefined,
  );
}
