import { Injectable } from '@nestjs/common';
import { isAppError } from '../../platform/errors/app-error.js';
import type { Actor } from '../../platform/identity/actor.js';
import {
  VersionArchive,
  type FileKey,
  type VersionWithShards,
} from '../../version-archive/index.js';
import { DocumentAccess } from '../document-access.js';
import { DocumentRegistry } from '../registry/document-registry.js';
import { EditGuard, type OutsideChangeOptions } from '../checkout/edit-guard.js';
import { wrongFileKey } from '../documents.errors.js';

export interface RestoreVersionOptions extends OutsideChangeOptions {
  /** The version's file key, from a member, where the server has none. The caller destroys it. */
  readonly key?: FileKey | undefined;
}

@Injectable()
export class RestoreVersion {
  constructor(
    private readonly access: DocumentAccess,
    private readonly archive: VersionArchive,
    private readonly registry: DocumentRegistry,
    private readonly guard: EditGuard,
  ) {}

  /** Copies an archived or quarantined version into a new current one. No version is removed. */
  async execute(
    actor: Actor,
    documentId: string,
    number: number,
    options: RestoreVersionOptions = {},
  ): Promise<VersionWithShards> {
    const { key } = options;
    const { document } = await this.access.require(actor, documentId, 'edit');
    const madeFrom = await this.archive.getVersion(document.versionGroupId, number);
    await this.guard.assertNotInUse(actor.id, documentId, options);
    const { fileType } = madeFrom;
    const restoring = this.archive.restore({
      groupId: document.versionGroupId,
      number,
      key,
      actor: actor.id,
      description: await this.registry.describeVersion(document, {
        author: actor.id,
        origin: 'restore',
        madeFrom,
        fileType,
      }),
      alongside: async () => {
        await this.guard.beginChange(actor.id, documentId, options);
        await this.registry.contentChanged(documentId, { fileType });
      },
    });
    const version = await restoring.catch((error: unknown) => {
      const isWrongKey = key !== undefined && isAppError(error, 'storage/damaged');
      throw isWrongKey ? wrongFileKey(documentId, number) : error;
    });
    this.guard.publishReplaced(documentId);
    return this.archive.withShards(version);
  }
}
