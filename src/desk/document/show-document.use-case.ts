import { Injectable } from '@nestjs/common';
import {
  FormatTable,
  DocumentViews,
  ListShares,
  ListVersions,
  type VersionHistory,
} from '../../documents/index.js';
import type { Actor } from '../../platform/identity/actor.js';
import type { DocumentView } from './document-page.js';
import { kindOf, opensAs } from '../kind-of.js';
import type { FileKind } from '../parts/file-kind.js';
import type { PersonView } from '../parts/people.js';
import { PeopleNames } from '../people-names.js';
import type { VersionRow } from './version-groups.js';

export type ShownDocument = Omit<
  DocumentView,
  'said' | 'waiting' | 'recovered' | 'readings' | 'maxFileBytes'
>;

/** What programs of an office suite open. */
const OFFICE_KINDS: readonly FileKind[] = ['word', 'cell', 'slide'];

@Injectable()
export class ShowDocument {
  constructor(
    private readonly documents: DocumentViews,
    private readonly listVersions: ListVersions,
    private readonly listShares: ListShares,
    private readonly names: PeopleNames,
    private readonly formats: FormatTable,
  ) {}

  async execute(actor: Actor, documentId: string): Promise<ShownDocument> {
    const view = await this.documents.find(actor, documentId);
    const { document, role, head, editors, unsaved } = view;
    const [{ versions }, shares] = await Promise.all([
      this.listVersions.execute(actor, documentId),
      role === 'owner' ? this.listShares.execute(actor, documentId) : [],
    ]);
    const kind = kindOf(this.formats, document.fileType);
    const isPrivate = document.custody === 'zero-knowledge';
    const authors = versions.flatMap((version) => [
      version.author,
      ...version.authors.map(({ username }) => username),
    ]);
    const unsavedBy = unsaved?.editors ?? [];
    const named = await this.names.of([document.owner, ...editors, ...unsavedBy, ...authors]);
    return {
      id: document.id,
      title: document.title,
      kind,
      fileType: document.fileType,
      etag: head?.id ?? null,
      role,
      owner: named(document.owner),
      editors: editors.map(named),
      unsaved: unsaved && { sinceMs: unsaved.sinceMs, editors: unsavedBy.map(named) },
      updatedAtMs: document.updatedAtMs,
      isPrivate,
      // A program on the desktop fetches the content from the server, which cannot open a private one.
      opensInOffice:
        head !== undefined && role !== 'viewer' && !isPrivate && OFFICE_KINDS.includes(kind),
      opens:
        head === undefined
          ? 'nowhere'
          : opensAs(this.formats, document.fileType, role !== 'viewer'),
      versions: versions.map((version) => rowOf(version, named)),
      shares: shares.map((share) => ({ person: share, role: share.role })),
    };
  }
}

const rowOf = (
  version: VersionHistory['versions'][number],
  named: (username: string) => PersonView,
): VersionRow => ({
  number: version.number,
  state: version.state,
  origin: version.origin,
  reason: version.reason,
  author: named(version.author),
  authors: version.authors.map(({ username, displayName }) => ({
    ...named(username),
    ...(displayName !== null && { displayName }),
  })),
  size: version.size,
  // One that came late stands where it was made.
  createdAtMs:
    version.position === version.number
      ? version.createdAtMs
      : (version.save?.madeAtMs ?? version.createdAtMs),
  editingSessionId: version.editingSessionId,
  marks: version.shards.states,
  required: version.shards.required,
});
