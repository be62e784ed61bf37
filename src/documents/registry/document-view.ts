import { cutToPage } from '../../platform/http/paging.js';
import { personIn, type People, type Person } from '../../platform/identity/people.js';
import type { Actor } from '../../platform/identity/actor.js';
import { VersionArchive, type Version } from '../../version-archive/index.js';
import { EditingPresence } from '../checkout/editing-presence.js';
import { UnsavedChangesRegister } from '../checkout/unsaved-changes.js';
import { DocumentAccess, type AccessibleDocument } from '../document-access.js';
import type { Document } from '../document.js';
import type { PersonRights } from '../rights.js';

/** A document as one person sees it: in lists, on pages, in the API. */
export interface DocumentView extends PersonRights {
  readonly document: Document;
  readonly owner: Person;
  /** The current version; undefined while a shadow document has no content. */
  readonly head: Version | undefined;
  /** Who edits it now, in order of arrival. */
  readonly editors: readonly Person[];
  /** Changes at the Document Server that it could not save; undefined while somebody edits, or if all is saved. */
  readonly unsaved: UnsavedByPeople | undefined;
}

export interface UnsavedByPeople {
  /** Who made them, as far as it is known. */
  readonly editors: readonly Person[];
  readonly sinceMs: number;
}

/** Identifies the content: it changes with every new head and with nothing else. Without quotes. */
export const etagOf = (view: DocumentView): string | null => view.head?.id ?? null;

/** Loads views: one query for all heads, one each for all editors, all unsaved changes, and everybody's names. */
export class DocumentViews {
  constructor(
    private readonly access: DocumentAccess,
    private readonly archive: VersionArchive,
    private readonly presence: EditingPresence,
    private readonly unsaved: UnsavedChangesRegister,
    private readonly people: People,
  ) {}

  /** The document, if the actor may see it; errors as of `DocumentAccess.require`. */
  async find(actor: Actor, documentId: string): Promise<DocumentView> {
    return this.of(await this.access.require(actor, documentId, 'read'));
  }

  async of(accessible: AccessibleDocument): Promise<DocumentView> {
    const [view] = await this.ofAll([accessible]);
    return view!;
  }

  async ofAll(accessible: readonly AccessibleDocument[]): Promise<readonly DocumentView[]> {
    const documents = accessible.map(({ document }) => document);
    const ids = documents.map(({ id }) => id);
    const [heads, editors, unsaved] = await Promise.all([
      this.archive.headsOf(documents.map(({ versionGroupId }) => versionGroupId)),
      this.presence.editorsOf(ids),
      this.unsaved.waitingIn(ids),
    ]);
    const named = await this.people.named([
      ...documents.map(({ owner }) => owner),
      ...[...editors.values()].flat(),
      ...[...unsaved.values()].flatMap((changes) => changes.editors),
    ]);
    const personOf = (accountId: string) => personIn(named, accountId);
    return accessible.map(({ document, role, may }) => {
      const waiting = editors.has(document.id) ? undefined : unsaved.get(document.id);
      return {
        ...{ document, role, may, owner: personOf(document.owner) },
        head: heads.get(document.versionGroupId),
        editors: (editors.get(document.id) ?? []).map(personOf),
        unsaved: waiting && {
          sinceMs: waiting.sinceMs,
          editors: waiting.editors.map(personOf),
        },
      };
    });
  }
}

const READ_AT_ONCE = 50;
/** No request for a page reads more rows. */
const MAX_READ = 2000;

export interface TitledPage<Row> {
  readonly rows: readonly (Row & { readonly title: string })[];
  /** The next page is of what follows it; undefined after the last. */
  readonly next: Row | undefined;
}

/** Titles of documents that others know by id. Somebody who has no access to a document does not get its title. */
export class VisibleTitles {
  constructor(private readonly access: DocumentAccess) {}

  /** By document id; documents that are deleted or not accessible are left out. */
  async of(actor: Actor, documentIds: readonly string[]): Promise<ReadonlyMap<string, string>> {
    const ids = [...new Set(documentIds)];
    const titles = await Promise.all(ids.map((id) => this.#titleOf(actor, id)));
    return new Map(ids.flatMap((id, i) => (titles[i] === undefined ? [] : [[id, titles[i]]])));
  }

  /**
   * A page of rows that each belong to a document, without those whose document the person may not see. `read` answers
   * the rows after a position, in their order. Who sees few of many gets a shorter page that is not the last.
   */
  async page<Position, Row extends Position & { readonly documentId: string }>(
    actor: Actor,
    { limit, after }: { readonly limit: number; readonly after?: Position | undefined },
    read: (part: {
      readonly limit: number;
      readonly after: Position | undefined;
    }) => Promise<readonly Row[]>,
  ): Promise<TitledPage<Row>> {
    const found: (Row & { readonly title: string })[] = [];
    const atOnce = Math.max(limit + 1, READ_AT_ONCE);
    let last: Row | undefined;
    let isEnd = false;
    for (let count = 0; count < MAX_READ && found.length <= limit && !isEnd; count += atOnce) {
      const rows = await read({ limit: atOnce, after: last ?? after });
      const ids = rows.map(({ documentId }) => documentId);
      const titles = await this.of(actor, ids);
      for (const row of rows) {
        const title = titles.get(row.documentId);
        if (title !== undefined) found.push({ ...row, title });
      }
      isEnd = rows.length < atOnce;
      last = rows.at(-1);
    }
    const page = cutToPage(found, limit);
    return { rows: page.rows, next: page.last ?? (isEnd ? undefined : last) };
  }

  async #titleOf(actor: Actor, documentId: string): Promise<string | undefined> {
    const document = await this.access.findById(documentId);
    if (document === undefined || document.deletedAtMs !== null) return undefined;
    const rights = await this.access.rightsOf(actor.id, document);
    return rights === undefined ? undefined : document.title;
  }
}
