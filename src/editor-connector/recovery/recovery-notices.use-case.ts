import { Injectable } from '@nestjs/common';
import { DocumentAccess, VisibleTitles } from '../../documents/index.js';
import type { Actor } from '../../platform/identity/actor.js';
import {
  RecoveredVersions,
  type DatedNotice,
  type VersionNotice,
} from '../saving/recovered-versions.repository.js';

export interface TitledNotice extends DatedNotice {
  readonly title: string;
}

/** More than a few notices on a page help nobody; the next ones follow when these are dismissed. */
const ON_A_PAGE = 3;
const LISTED = 100;
/** Lost saves are rare; somebody with more notices than this has another problem. */
const MAX_READ = 2_000;
const PAGE_SIZE = 200;

/** Notices about versions that were recovered or quarantined, for each person until they dismiss them. */
@Injectable()
export class RecoveryNotices {
  constructor(
    private readonly access: DocumentAccess,
    private readonly recovered: RecoveredVersions,
    private readonly titles: VisibleTitles,
  ) {}

  /** Of all documents that the person can see; the newest first, a hundred at most. */
  async list(actor: Actor): Promise<readonly TitledNotice[]> {
    const notices: TitledNotice[] = [];
    for (let offset = 0; offset < MAX_READ && notices.length < LISTED; offset += PAGE_SIZE) {
      const page = { limit: PAGE_SIZE, offset };
      const found = await this.recovered.allNotices(actor.id, page);
      const ids = found.map(({ documentId }) => documentId);
      const titles = await this.titles.of(actor, ids);
      for (const each of found) {
        const title = titles.get(each.documentId);
        if (title !== undefined) notices.push({ ...each, title });
      }
      if (found.length < PAGE_SIZE) break;
    }
    return notices.slice(0, LISTED);
  }

  /** Of documents whose visibility the caller has checked; a few of the newest. */
  listOf(actor: Actor, documentIds: readonly string[]): Promise<readonly VersionNotice[]> {
    return this.recovered.noticesOf(actor.id, documentIds, ON_A_PAGE);
  }

  /** Only for this person; others still see the notice. */
  async dismiss(actor: Actor, documentId: string, number: number): Promise<void> {
    await this.access.require(actor, documentId, 'read');
    await this.recovered.dismiss(actor.id, { documentId, number });
  }
}
