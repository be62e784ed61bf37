import { Injectable } from '@nestjs/common';
import type { Actor } from '../platform/identity/actor.js';
import { VersionArchive, type VersionWithShards } from '../version-archive/index.js';
import { DocumentAccess } from './document-access.js';

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
  ) {}

  async execute(actor: Actor, documentId: string): Promise<VersionHistory> {
    const { document } = await this.access.require(actor, documentId, 'viewer');
    const { versionGroupId } = document;
    return { versionGroupId, versions: await this.archive.list(versionGroupId) };
  }
}
