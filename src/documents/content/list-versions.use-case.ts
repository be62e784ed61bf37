import { Injectable } from '@nestjs/common';
import type { Actor } from '../../platform/identity/actor.js';
import { cutToPage } from '../../platform/http/paging.js';
import { People, type Person } from '../../platform/identity/people.js';
import {
  VersionArchive,
  VersionDifferences,
  type Version,
  type VersionWithShards,
} from '../../version-archive/index.js';
import type { Document } from '../document.js';
import { DocumentAccess } from '../document-access.js';

export interface ListedVersion extends VersionWithShards {
  /** The editor can show what was changed. Never of a private document: this server cannot open its changes. */
  readonly hasChanges: boolean;
}

export interface VersionHistory {
  readonly versionGroupId: string;
  /** Newest first. */
  readonly versions: readonly ListedVersion[];
  /** Those who made them, by account id. */
  readonly people: ReadonlyMap<string, Person>;
  /** The number of its last version; undefined on the last page. */
  readonly next: number | undefined;
}

export interface ListVersionsInput {
  /** `next` of the page before. */
  readonly after?: number | undefined;
  /** All versions without it. */
  readonly limit?: number | undefined;
}

/** Who made the versions, by account id, in one query. */
export const authorsOf = (
  versions: readonly Version[],
  people: People,
): Promise<ReadonlyMap<string, Person>> =>
  people.named(
    versions.flatMap(({ author, authors }) => [author, ...authors.map((one) => one.accountId)]),
  );

@Injectable()
export class ListVersions {
  constructor(
    private readonly access: DocumentAccess,
    private readonly archive: VersionArchive,
    private readonly differences: VersionDifferences,
    private readonly people: People,
  ) {}

  async execute(
    actor: Actor,
    documentId: string,
    { after, limit }: ListVersionsInput = {},
  ): Promise<VersionHistory> {
    const { document } = await this.access.require(actor, documentId, 'read');
    const { versionGroupId } = document;
    if (limit === undefined) {
      const all = await this.archive.list(versionGroupId);
      return { versionGroupId, ...(await this.described(document, all)), next: undefined };
    }
    const found = await this.archive.list(versionGroupId, { after, limit: limit + 1 });
    const { rows: versions, last } = cutToPage(found, limit);
    return { versionGroupId, ...(await this.described(document, versions)), next: last?.number };
  }

  /**
   * For whoever may read the document. Uses people's current names; for somebody without an account here, the name that
   * the editor reported.
   */
  async described({ custody }: Document, versions: readonly VersionWithShards[]) {
    const [people, shown] = await Promise.all([
      authorsOf(versions, this.people),
      custody === 'managed' ? this.differences.shownAmong(versions) : new Set<string>(),
    ]);
    const described = versions.map((version) => ({
      ...version,
      authors: version.authors.map((author) => ({
        ...author,
        displayName: people.get(author.accountId)?.displayName ?? author.displayName,
      })),
      hasChanges: shown.has(version.id),
    }));
    return { versions: described, people };
  }
}
