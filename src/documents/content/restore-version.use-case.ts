import { Injectable } from '@nestjs/common';
import { isAppError } from '../../platform/errors/app-error.js';
import type { Actor } from '../../platform/identity/actor.js';
import {
  VersionArchive,
  type FileKey,
  type VersionWithShards,
} from '../../version-archive/index.js';
import { describeVersion } from './describe-version.js';
import { DocumentAccess } from '../document-access.js';
import { DocumentContent } from './document-content.js';
import { OutsideChange, type OutsideChangeOptions } from '../checkout/outside-change.js';
import { wrongFileKey } from '../documents.errors.js';
import { withShards } from './version-shards.js';

export interface RestoreVersionOptions extends OutsideChangeOptions {
  /** That version's, given by a member where this server has none; the caller destroys it. */
  readonly key?: FileKey | undefined;
}

@Injectable()
export class RestoreVersion {
  constructor(
    private readonly access: DocumentAccess,
    private readonly archive: VersionArchive,
    private readonly content: DocumentContent,
    private readonly outside: OutsideChange,
  ) {}

  /** The bytes of an earlier (or quarantined) version become a new current one; nothing is taken away. */
  async execute(
    actor: Actor,
    documentId: string,
    number: number,
    options: RestoreVersionOptions = {},
  ): Promise<VersionWithShards> {
    const { key } = options;
    const { document } = await this.access.require(actor, documentId, 'editor');
    const madeFrom = await this.archive.getVersion(document.versionGroupId, number);
    await this.outside.refuseUnlessFree(actor.username, documentId, options);
    const { fileType } = madeFrom;
    const restoring = this.archive.restore({
      groupId: document.versionGroupId,
      number,
      key,
      actor: actor.username,
      description: describeVersion(document, {
        author: actor.username,
        origin: 'restore',
        madeFrom,
        fileType,
      }),
      alongside: async () => {
        await this.outside.begin(actor.username, documentId, options);
        await this.content.changed(documentId, { fileType });
      },
    });
    const version = await restoring.catch((error: unknown) => {
      const isOfAnother = key !== undefined && isAppError(error, 'storage/damaged');
      throw isOfAnother ? wrongFileKey(documentId, number) : error;
    });
    this.outside.done(documentId);
    return withShards(this.archive, version);
  }
}
