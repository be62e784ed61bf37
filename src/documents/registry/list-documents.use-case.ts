import { Injectable } from '@nestjs/common';
import { ID_PATTERN } from '../../platform/clock/ids.js';
import { span } from '../../platform/timeline/span.js';
import type { Actor } from '../../platform/identity/actor.js';
import type { AccessibleDocument } from '../document-access.js';
import { badCursor } from '../documents.errors.js';
import { rightsOf } from '../rights.js';
import { DocumentRepository, type ListPosition } from './document.repository.js';
import { DocumentViews, type DocumentView } from './document-view.js';

export interface ListDocumentsInput {
  /** Part of a title. */
  readonly q?: string | undefined;
  /** `nextCursor` of the previous page. */
  readonly cursor?: string | undefined;
  /** 1 to 200; the default is 50. */
  readonly limit?: number | undefined;
}

export interface DocumentPage {
  readonly documents: readonly DocumentView[];
  /** Null on the last page. */
  readonly nextCursor: string | null;
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
    const filter = {
      accountId: actor.id,
      search: input.q?.trim() || undefined,
      after: input.cursor ? positionOf(input.cursor) : undefined,
      // One more than requested shows whether there is a next page.
      limit: limit + 1,
    };
    const [owned, shared] = await span('find owned and shared documents', () =>
      Promise.all([this.documents.listOwned(filter), this.documents.listShared(filter)]),
    );
    const all = [...owned.map(asOwner), ...shared].sort(newestFirst);
    const page = all.slice(0, limit);
    const last = all.length > limit ? page.at(-1) : undefined;
    return {
      documents: await span('describe them', () => this.views.ofAll(page)),
      nextCursor: last === undefined ? null : cursorOf(last.document),
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

/** The position of the last document of a page. Opaque to clients. */
const cursorOf = ({ updatedAtMs, id }: ListPosition): string =>
  Buffer.from(`${updatedAtMs}.${id}`).toString('base64url');

function positionOf(cursor: string): ListPosition {
  const [time = '', id = '', ...rest] = Buffer.from(cursor, 'base64url').toString().split('.');
  if (!/^\d{1,15}$/.test(time) || !ID_PATTERN.test(id) || rest.length > 0) throw badCursor();
  return { updatedAtMs: Number(time), id };
}
