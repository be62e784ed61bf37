import { Injectable } from '@nestjs/common';
import {
  DocumentsSettings,
  FormatTable,
  ListDocuments,
  ListSharesOfOwned,
  type DocumentView,
} from '../../documents/index.js';
import type { Actor } from '../../platform/identity/actor.js';
import type { DocumentRow, DocumentsView } from './documents-page.js';
import { PeopleNames } from '../people-names.js';
import { kindOf } from '../kind-of.js';
import type { PersonView } from '../parts/people.js';

export interface ShowDocumentsInput {
  readonly q: string;
  readonly cursor?: string | undefined;
  readonly deleted?: string | undefined;
}

@Injectable()
export class ShowDocuments {
  constructor(
    private readonly listDocuments: ListDocuments,
    private readonly listShares: ListSharesOfOwned,
    private readonly names: PeopleNames,
    private readonly formats: FormatTable,
    private readonly settings: DocumentsSettings,
  ) {}

  async execute(
    actor: Actor,
    input: ShowDocumentsInput,
  ): Promise<Omit<DocumentsView, 'offersTemplates' | 'recovered'>> {
    const query = input.q.trim();
    const page = await this.listDocuments.execute(actor, { q: query, cursor: input.cursor });
    const ids = page.documents.map(({ document }) => document.id);
    // Only owners see with whom.
    const sharedWith = await this.listShares.execute(actor, ids);
    const named = await this.names.of(
      page.documents.flatMap(({ document, head, editors }) => [
        document.owner,
        head?.author ?? document.owner,
        ...editors,
      ]),
    );
    return {
      query,
      documents: page.documents.map((view) =>
        this.#row(view, named, sharedWith.get(view.document.id) ?? []),
      ),
      olderHref: page.nextCursor === null ? undefined : older(query, page.nextCursor),
      isFirstPage: input.cursor === undefined,
      deleted: input.deleted === undefined ? undefined : { id: input.deleted },
      accept: this.formats
        .all()
        .map(({ name }) => `.${name}`)
        .join(','),
      maxFileBytes: this.settings.maxFileBytes,
    };
  }

  #row(
    { document, head, editors, unsaved }: DocumentView,
    named: (username: string) => PersonView,
    sharedWith: readonly PersonView[],
  ): DocumentRow {
    return {
      id: document.id,
      title: document.title,
      kind: kindOf(this.formats, document.fileType),
      isPrivate: document.custody === 'zero-knowledge',
      editors: editors.map(named),
      hasUnsaved: unsaved !== undefined,
      changedAtMs: document.updatedAtMs,
      changedBy: named(head?.author ?? document.owner),
      owner: named(document.owner),
      sharedWith,
    };
  }
}

const older = (query: string, cursor: string): string =>
  `/?${new URLSearchParams(query === '' ? { cursor } : { q: query, cursor })}`;
