import { cutToPage } from '../../platform/http/paging.js';
import type { Custody } from '../../platform/identity/people.js';
import type { VersionArchive } from '../../version-archive/index.js';
import type { DocumentState } from '../document.js';
import type { OwnershipRepository } from '../registry/ownership.repository.js';

/** A document for an administrator, who may hand it over and not read it: neither title nor content. */
export interface OwnedDocument {
  readonly id: string;
  readonly fileType: string;
  readonly state: DocumentState;
  readonly custody: Custody;
  /** Of the current version; null without one. */
  readonly size: number | null;
  /** With how many people and groups it is shared. */
  readonly shares: number;
  readonly createdAtMs: number;
  readonly updatedAtMs: number;
  readonly deletedAtMs: number | null;
}

export interface OwnedPage {
  /** `next` of the page before. */
  readonly after?: string | undefined;
  readonly limit: number;
}

export interface OwnedDocuments {
  readonly documents: readonly OwnedDocument[];
  /** Of all pages. */
  readonly total: number;
  /** The id of its last document; undefined on the last page. */
  readonly next: string | undefined;
}

/** What hand-over would give away, also deleted documents and those that wait for a template. For administrators. */
export class ListOwnedDocuments {
  constructor(
    private readonly ownership: OwnershipRepository,
    private readonly archive: VersionArchive,
  ) {}

  /** In the order in which they were made. `owner` is an account's id. */
  async execute(owner: string, { after, limit }: OwnedPage): Promise<OwnedDocuments> {
    const found = await this.ownership.ownedBy(owner, { after }, limit + 1);
    const { rows, last } = cutToPage(found, limit);
    const [heads, shares, total] = await Promise.all([
      this.archive.headsOf(rows.map(({ versionGroupId }) => versionGroupId)),
      this.ownership.shareCounts(rows.map(({ id }) => id)),
      this.ownership.count(owner, {}),
    ]);
    return {
      ...{ total, next: last?.id },
      documents: rows.map((document) => ({
        ...{ id: document.id, fileType: document.fileType, state: document.state },
        ...{ custody: document.custody, shares: shares.get(document.id) ?? 0 },
        size: heads.get(document.versionGroupId)?.size ?? null,
        ...{ createdAtMs: document.createdAtMs, updatedAtMs: document.updatedAtMs },
        deletedAtMs: document.deletedAtMs,
      })),
    };
  }
}
