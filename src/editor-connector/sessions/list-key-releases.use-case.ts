import { Injectable } from '@nestjs/common';
import { DocumentAccess } from '../../documents/index.js';
import type { Actor } from '../../platform/identity/actor.js';
import { KeyReleases, type RecordedRelease } from './key-releases.repository.js';

/** The list is for looking at; who needs more asks more often. */
const SHOWN = 200;

/** When plaintext of a document left for the Document Server, and who let it. For its editors; the newest first. */
@Injectable()
export class ListKeyReleases {
  constructor(
    private readonly access: DocumentAccess,
    private readonly releases: KeyReleases,
  ) {}

  async execute(actor: Actor, documentId: string): Promise<readonly RecordedRelease[]> {
    await this.access.require(actor, documentId, 'editor');
    return this.releases.listOf(documentId, SHOWN);
  }
}
