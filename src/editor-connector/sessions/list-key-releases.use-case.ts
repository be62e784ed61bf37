import { Injectable } from '@nestjs/common';
import { cutToPage } from '../../platform/http/paging.js';
import { People, personIn, type Person } from '../../platform/identity/people.js';
import { DocumentAccess } from '../../documents/index.js';
import type { Actor } from '../../platform/identity/actor.js';
import { KeyReleases, type RecordedRelease, type ReleasesPart } from './key-releases.repository.js';

/** `person`: who opened it. */
export interface ListedRelease extends RecordedRelease {
  readonly person: Person;
}

export interface ReleasePage {
  readonly releases: readonly ListedRelease[];
  /** The next page is of what follows it; undefined after the last. */
  readonly next: ListedRelease | undefined;
}

/** When plaintext of a document left for the Document Server, and who opened it. For its editors; the newest first. */
@Injectable()
export class ListKeyReleases {
  constructor(
    private readonly access: DocumentAccess,
    private readonly releases: KeyReleases,
    private readonly people: People,
  ) {}

  async execute(actor: Actor, documentId: string, part: ReleasesPart): Promise<ReleasePage> {
    await this.access.require(actor, documentId, 'edit');
    const { limit, after } = part;
    const found = await this.releases.listOf(documentId, { limit: limit + 1, after });
    const named = await this.people.named(found.map(({ accountId }) => accountId));
    const listed = found.map((release) => ({
      ...release,
      person: personIn(named, release.accountId),
    }));
    const { rows: releases, last: next } = cutToPage(listed, limit);
    return { releases, next };
  }
}
