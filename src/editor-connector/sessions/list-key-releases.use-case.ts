import { Injectable } from '@nestjs/common';
import { DocumentAccess } from '../../documents/index.js';
import type { Actor } from '../../platform/identity/actor.js';
import { KeyReleases, type RecordedRelease } from './key-releases.repository.js';

/** The page shows no more; there is no paging. */
const LISTED = 200;

/** When plaintext of a document left for the Document Server, and who opened it. For its editors; the newest first. */
@Injectable()
export class ListKeyReleases {
  constructor(
    private readonly access: DocumentAccess,
    private readonly releases: KeyReleases,
  ) {}

  async execute(actor: Actor, documentId: string): Promise<readonly RecordedRelease[]> {
    await this.access.require(actor, documentId, 'edit');
    return this.releases.listOf(documentId, LISTED);
  }
}
