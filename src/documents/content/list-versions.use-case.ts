import { Injectable } from '@nestjs/common';
import type { Actor } from '../../platform/identity/actor.js';
import { People } from '../../platform/identity/people.js';
import { VersionArchive, type VersionWithShards } from '../../version-archive/index.js';
import { DocumentAccess } from '../document-access.js';

export interface VersionHistory {
  readonly versionGroupId: string;
  /** Newest first. */
  readonly versions: readonly VersionWithShards[];
}

@Injectable()
export class ListVersions {
  constructor(
    private readonly access: DocumentAccess,
    private readonly archive: VersionArchive,
    private readonly people: People,
  ) {}

  async execute(actor: Actor, documentId: string): Promise<VersionHistory> {
    const { document } = await this.access.require(actor, documentId, 'viewer');
    const { versionGroupId } = document;
    const versions = await this.archive.list(versionGroupId);
    return { versionGroupId, versions: await this.#named(versions) };
  }

  /** As people are called today; whoever is gone is called as in the editor. */
  async #named(versions: readonly VersionWithShards[]): Promise<readonly VersionWithShards[]> {
    const usernames = versions.flatMap(({ authors }) => authors.map(({ username }) => username));
    const people = await this.people.named([...new Set(usernames)]);
    return versions.map((version) => ({
      ...version,
      authors: version.authors.map((author) => ({
        ...author,
        displayName: people.get(author.username)?.displayName ?? author.displayName,
      })),
    }));
  }
}
