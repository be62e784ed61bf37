import { Injectable } from '@nestjs/common';
import type { Actor } from '../../platform/identity/actor.js';
import {
  VersionArchive,
  type SealedFile,
  type SealedKey,
  type Version,
} from '../../version-archive/index.js';
import { DocumentAccess } from '../document-access.js';
import { withExtension } from '../registry/document-title.js';

export interface SealedVersionKey extends SealedKey {
  readonly version: Version;
}

export interface SealedContent {
  /** The title with `.age` added. */
  readonly filename: string;
  readonly version: Version;
  readonly file: SealedFile;
}

/** A version as it is sealed: for members, who open it with a key that this server need not have. */
@Injectable()
export class OpenSealedContent {
  constructor(
    private readonly access: DocumentAccess,
    private readonly archive: VersionArchive,
  ) {}

  async key(actor: Actor, documentId: string, number: number): Promise<SealedVersionKey> {
    const { document } = await this.access.require(actor, documentId, 'viewer');
    const version = await this.archive.getVersion(document.versionGroupId, number);
    return { version, ...(await this.archive.sealedKeyOf(version)) };
  }

  async execute(actor: Actor, documentId: string, number: number): Promise<SealedContent> {
    const { document } = await this.access.require(actor, documentId, 'viewer');
    const version = await this.archive.getVersion(document.versionGroupId, number);
    const filename = `${withExtension(document.title, version.fileType)}.age`;
    return { filename, version, file: await this.archive.openSealed(version) };
  }
}
