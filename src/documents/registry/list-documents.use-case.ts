import { Injectable } from '@nestjs/common';
import { span } from '../../platform/timeline/span.js';
import { cutToPage } from '../../platform/http/paging.js';
import type { Actor } from '../../platform/identity/actor.js';
import type { AccessibleDocument } from '../document-access.js';
import { rightsOf } from '../rights.js';
import { DocumentRepository, type ListPosition } from './document.repository.js';
import { DocumentViews, type DocumentView } from './document-view.js';

export interface ListDocumentsInput {
  /** Part of a title. */
  readonly q?: string | undefined;
  /** `next` of the page before. */
  readonly after?: ListPosition | undefined;
  /** 1 to 200; the default is 50. */
  readonly limit?: number | undefined;
}

export interface DocumentPage {
  readonly documents: readonly DocumentView[];
  /** The position of its last document; undefined on the last page. */
  readonly next: ListPosition | undefined;
}

const MAX_LIMIT = 200;
const DEFAULT_LIMIT = 50;

@Injectable()
export class ListDocuments {
  constructor(
    private readonly documents: DocumentRepository,
    private readonly views: DocumentViews,
  ) {}

  async execute(actor: Actor, input: ListDocumentsInput = {}): Promise<DocumentPage> {
    const limit = Math.min(Math.max(input.limit ?? DEFAULT_LIMIT, 1), MAX_LIMIT);
    const search = input.q?.trim() || undefined;
    const filter = {
      accountId: actor.id,
      search,
      among:
        search === undefined
          ? undefined
          : await span('find titles', () => this.documents.fewTitled(search)),
      after: input.after,
      limit: limit + 1,
    };
    const [owned, shared] = await span('find owned and shared documents', () =>
      Promise.all([this.documents.listOwned(filter), this.documents.listShared(filter)]),
    );
    const all = [...owned.map(asOwner), ...shared].sort(newestFirst);
    const { rows, last } = cutToPage(all, limit);
    return {
      documents: await span('describe them', () => this.views.ofAll(rows)),
      next: last?.document,
    };
  }
}

const asOwner = (document: AccessibleDocument['document']): AccessibleDocument => ({
  document,
  ...rightsOf('owner'),
});

function newestFirst({ document: a }: AccessibleDocument, { document: b }: AccessibleDocument) {
  if (a.updatedAtMs !== b.updatedAtMs) return b.updatedAtMs - a.updatedAtMs;
  return a.id < b.id ? 1 : -1;
}
