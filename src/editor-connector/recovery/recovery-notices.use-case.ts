import { Injectable } from '@nestjs/common';
import { DocumentAccess, VisibleTitles, type TitledPage } from '../../documents/index.js';
import type { Actor } from '../../platform/identity/actor.js';
import {
  RecoveredVersions,
  type DatedNotice,
  type NoticePosition,
  type VersionNotice,
} from '../saving/recovered-versions.repository.js';

/** More than a few notices on a page help nobody; the next ones follow when these are dismissed. */
const ON_A_PAGE = 3;

/** Notices about versions that were recovered or quarantined, for each person until they dismiss them. */
@Injectable()
export class RecoveryNotices {
  constructor(
    private readonly access: DocumentAccess,
    private readonly recovered: RecoveredVersions,
    private readonly titles: VisibleTitles,
  ) {}

  /** Of all documents that the person can see; the newest first. */
  list(
    actor: Actor,
    page: { readonly limit: number; readonly after: NoticePosition | undefined },
  ): Promise<TitledPage<DatedNotice>> {
    return this.titles.page(actor, page, (part) => this.recovered.allNotices(actor.id, part));
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
