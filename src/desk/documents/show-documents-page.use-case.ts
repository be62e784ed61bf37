import {
  DocumentsSettings,
  FormatTable,
  documentsCursor,
  ListDocuments,
  ListSharesOfOwned,
  ShowKeyWait,
  type DocumentPage,
  type DocumentView,
  otherFormat,
} from '../../documents/index.js';
import { RecoveryNotices } from '../../editor-connector/index.js';
import { TemplateCatalogue } from '../../oneoffixx/index.js';
import type { Actor } from '../../platform/identity/actor.js';
import { isPictured, kindOf } from '../parts/file-kind.js';
import type { PersonView } from '../parts/people.js';
import { PeopleNames, type Named } from '../people-names.js';
import type { DocumentRow, DocumentsView } from './documents-page.js';

export interface ShowDocumentsInput {
  readonly q: string;
  readonly cursor?: DocumentPage['next'];
  readonly deleted?: string | undefined;
}

export interface DocumentsPageDependencies {
  readonly listDocuments: ListDocuments;
  readonly listShares: ListSharesOfOwned;
  readonly keyWaits: ShowKeyWait;
  readonly recoveryNotices: RecoveryNotices;
  readonly templates: TemplateCatalogue;
  readonly names: PeopleNames;
  readonly files: { readonly formats: FormatTable; readonly settings: DocumentsSettings };
}

/** One page of the list of documents, with the recovered versions of the documents on it. */
export class ShowDocumentsPage {
  readonly #from: DocumentsPageDependencies;

  constructor(from: DocumentsPageDependencies) {
    this.#from = from;
  }

  async execute(
    actor: Actor,
    input: ShowDocumentsInput,
  ): Promise<Omit<DocumentsView, 'family' | 'notificationCount'>> {
    const { listDocuments, listShares, keyWaits, templates } = this.#from;
    const { formats, settings } = this.#from.files;
    const query = input.q.trim();
    const page = await listDocuments.execute(actor, { q: query, after: input.cursor });
    const ids = page.documents.map(({ document }) => document.id);
    const [sharedWith, named, recovered, awaited] = await Promise.all([
      // Only owners see with whom a document is shared.
      listShares.execute(actor, ids),
      this.#namesOn(page.documents),
      this.#recovered(actor, page.documents),
      keyWaits.among(
        actor,
        page.documents.map(({ document }) => document),
      ),
    ]);
    return {
      query,
      documents: page.documents.map((view) => ({
        ...this.#row(view, named, sharedWith.get(view.document.id) ?? []),
        awaitsKey: awaited.has(view.document.id),
      })),
      olderHref: older(query, documentsCursor(page.next)),
      isFirstPage: input.cursor === undefined,
      deleted: input.deleted === undefined ? undefined : { id: input.deleted },
      accept: formats
        .all()
        .map(({ name }) => `.${name}`)
        .join(','),
      maxFileBytes: settings.maxFileBytes,
      oldFormats: Object.fromEntries(
        formats.all().flatMap(({ name }) => {
          const other = otherFormat(formats, name);
          return other?.why === 'old' ? [[name, other.to]] : [];
        }),
      ),
      offersTemplates: templates.isConfigured,
      recovered,
    };
  }

  #namesOn(documents: readonly DocumentView[]) {
    return this.#from.names.of(
      documents.map(({ document, head }) => head?.author ?? document.owner),
    );
  }

  async #recovered(actor: Actor, documents: readonly DocumentView[]) {
    const titles = new Map(documents.map(({ document }) => [document.id, document.title]));
    const found = await this.#from.recoveryNotices.listOf(actor, [...titles.keys()]);
    return found.map(({ documentId, number, reason }) => ({
      ...{ id: documentId, title: titles.get(documentId), number, reason },
    }));
  }

  #row(
    { document, owner, head, editors, unsaved, may }: DocumentView,
    named: Named,
    sharedWith: readonly PersonView[],
  ): Omit<DocumentRow, 'awaitsKey'> {
    return {
      id: document.id,
      title: document.title,
      kind: kindOf(this.#from.files.formats, document.fileType),
      pictured:
        may.has('download') && isPictured(this.#from.files.formats, document)
          ? head?.number
          : undefined,
      isPrivate: document.custody === 'zero-knowledge',
      editors,
      hasUnsaved: unsaved !== undefined,
      changedAtMs: document.updatedAtMs,
      changedBy: named(head?.author ?? document.owner),
      owner,
      sharedWith,
    };
  }
}

const older = (query: string, cursor: string | null): string | undefined =>
  cursor === null
    ? undefined
    : `/?${new URLSearchParams(query === '' ? { cursor } : { q: query, cursor })}`;
