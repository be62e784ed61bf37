import { Injectable } from '@nestjs/common';
import { People, personIn, type Person } from '../../platform/identity/people.js';
import { DocumentAccess } from '../../documents/index.js';
import type { Actor } from '../../platform/identity/actor.js';
import { KeyReleases, type RecordedRelease } from './key-releases.repository.js';

/** `person`: who opened it. */
export interface ListedRelease extends RecordedRelease {
  readonly person: Person;
}

/** The page shows no more; there is no paging. */
const LISTED = 200;

/** When plaintext of a document left for the Document Server, and who opened it. For its editors; the newest first. */
@Injectable()
export class ListKeyReleases {
  constructor(
    private readonly access: DocumentAccess,
    private readonly releases: KeyReleases,
    private readonly people: People,
  ) {}

  async execute(actor: Actor, documentId: string): Promise<readonly ListedRelease[]> {
    await this.access.require(actor, documentId, 'edit');
    const releases = await this.releases.listOf(documentId, LISTED);
    const named = await this.people.named(releases.map(({ accountId }) => accountId));
    return releases.map((release) => ({ ...release, person: personIn(named, release.accountId) }));
  }
}
