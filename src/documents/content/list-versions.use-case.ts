import { Injectable } from '@nestjs/common';
import type { Actor } from '../../platform/identity/actor.js';
import { People } from '../../platform/identity/people.js';
import {
  VersionArchive,
  type Version,
  type VersionWithShards,
} from '../../version-archive/index.js';
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

  /** Uses people's current names; for a deleted account, the name that the editor reported. */
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

/** A version that was just committed, with the state of its shards. */
export async function withShards(
  archive: VersionArchive,
  version: Version,
): Promise<VersionWithShards> {
  const all = await archive.list(version.groupId);
  const found = all.find(({ id }) => id === version.id);
  return found ?? { ...version, shards: { present: 0, required: 0, total: 0, states: [] } };
}
