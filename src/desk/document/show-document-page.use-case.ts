import { Injectable } from '@nestjs/common';
import {
  ChangeCustody,
  FormatTable,
  DocumentViews,
  ListVersions,
  otherFormat,
  usableInEditor,
  type OtherFormat,
  type VersionHistory,
} from '../../documents/index.js';
import { ListKeyReleases, RecoveryNotices } from '../../editor-connector/index.js';
import { WaitingTemplate } from '../../office-connector/index.js';
import { Clock } from '../../platform/clock/clock.js';
import type { Actor } from '../../platform/identity/actor.js';
import { isPictured, kindOf, opensAs, type FileKind, type OpensAs } from '../parts/file-kind.js';
import { PeopleNames, type Named } from '../people-names.js';
import { exportFormats } from './export-formats.js';
import { leftFormat } from './left-format.js';
import type { DocumentView } from './document-page.js';
import { DocumentShares } from './document-shares.use-case.js';
import { NOBODY_WAITS, type KeyRelease } from './privacy.js';

import type { VersionRow } from './version-groups.js';
import type { WaitingView } from './waiting-note.js';

type ShownDocument = Omit<
  DocumentView,
  'flash' | 'waiting' | 'recovered' | 'keyReleases' | 'beforePrivate' | 'maxFileBytes'
>;

/** An open page keeps one URL for the desktop for this long; the URLs are valid for much longer. */
const URL_REUSE_MS = 3_600_000;
/** The newest ones; the API returns all. */
const SHOWN_RELEASES = 30;

/** The kinds that the programs of an office suite open. */
const OFFICE_KINDS: readonly FileKind[] = ['word', 'cell', 'slide'];

/** The document itself: its versions and shares, with the names of everybody involved. */
@Injectable()
export class DocumentDetails {
  constructor(
    private readonly documents: DocumentViews,
    private readonly listVersions: ListVersions,
    private readonly shares: DocumentShares,
    private readonly names: PeopleNames,
    private readonly formats: FormatTable,
  ) {}

  async of(actor: Actor, documentId: string): Promise<ShownDocument> {
    const view = await this.documents.find(actor, documentId);
    const { document, owner, role, may, head, editors, unsaved } = view;
    const isPrivate = document.custody === 'zero-knowledge';
    const [{ versions }, shares, waitingForKeys, keyWait] = await Promise.all([
      this.listVersions.execute(actor, documentId),
      may.has('share') ? this.shares.of(actor, documentId) : [],
      isPrivate && may.has('share') ? this.shares.waiting(actor, documentId) : NOBODY_WAITS,
      isPrivate ? this.shares.keyWaitOf(actor, documentId) : undefined,
    ]);
    const kind = kindOf(this.formats, document.fileType);
    const isExportable = !isPrivate && may.has('download');
    const authors = versions.flatMap((version) => [
      version.author,
      ...version.authors.map(({ accountId }) => accountId),
    ]);
    const named = await this.names.of(authors);
    return {
      id: document.id,
      title: document.title,
      kind,
      other: this.#otherFormat(view),
      pictured: isExportable && isPictured(this.formats, document) ? head?.number : undefined,
      fileType: document.fileType,
      etag: head?.id ?? null,
      role,
      may: [...may],
      mayGive: may.has('own') || actor.isAdmin,
      owner,
      ownerId: document.owner,
      editors,
      unsaved,
      updatedAtMs: document.updatedAtMs,
      isPrivate,
      // The desktop fetches the content from the server, which cannot open a private document.
      opensInOffice: opensInOffice(view, kind),
      exports: this.#exportsOf(view),
      opens: head === undefined ? 'nowhere' : this.#opensAs(view),
      versions: versions.map((version, index) => ({
        ...rowOf(version, named),
        ...this.#formatsOf(version, { before: versions[index + 1], isExportable }),
        hasChanges: version.hasChanges && kindOf(this.formats, version.fileType) === kind,
      })),
      shares,
      // Whoever cannot open it cannot give it to others.
      waitingForKeys: keyWait === undefined ? waitingForKeys : NOBODY_WAITS,
      keyWait,
    };
  }

  /** Of a private document those that the editor makes, which has its key then. */
  #exportsOf({ document, may, head }: FoundDocument) {
    if (!may.has('download')) return [];
    const formats = exportFormats(this.formats, document.fileType);
    if (document.custody !== 'zero-knowledge') return formats;
    const opens = head !== undefined && opensAs(this.formats, document.fileType, { may });
    return opens && opens !== 'nowhere' ? formats.filter(({ to }) => to !== 'png') : [];
  }

  #opensAs({ document, may }: FoundDocument): OpensAs {
    const rights = { may: usableInEditor(document, { may }) };
    return opensAs(this.formats, document.fileType, rights);
  }

  #otherFormat({ document, head, may }: FoundDocument): OtherFormat | undefined {
    const isPossible = head !== undefined && document.custody === 'managed' && may.has('edit');
    return isPossible ? otherFormat(this.formats, document.fileType) : undefined;
  }

  #formatsOf(
    version: ListedVersion,
    known: { readonly before: ListedVersion | undefined; readonly isExportable: boolean },
  ) {
    const { formats } = this;
    return {
      notKeptAs: leftFormat(formats, version, known.before),
      hasExports: known.isExportable && exportFormats(formats, version.fileType).length > 0,
    };
  }
}

type FoundDocument = Awaited<ReturnType<DocumentViews['find']>>;

const opensInOffice = ({ document, head, may }: FoundDocument, kind: FileKind): boolean =>
  head !== undefined &&
  may.has('edit') &&
  may.has('download') &&
  document.custody === 'managed' &&
  OFFICE_KINDS.includes(kind);

type ListedVersion = VersionHistory['versions'][number];

const rowOf = (
  version: ListedVersion,
  named: Named,
): Omit<VersionRow, 'notKeptAs' | 'hasExports' | 'hasChanges'> => ({
  number: version.number,
  state: version.state,
  origin: version.origin,
  askedBy: version.askedBy,
  beganWith: version.beganWith,
  reason: version.reason,
  author: named(version.author),
  authors: version.authors.map(({ accountId, displayName }) => named(accountId, displayName)),
  size: version.size,
  fileType: version.fileType,
  // A version that arrived late is listed under the time it was made.
  createdAtMs:
    version.position === version.number
      ? version.createdAtMs
      : (version.save?.madeAtMs ?? version.createdAtMs),
  editingSessionId: version.editingSessionId,
  marks: version.shards.states,
  required: version.shards.required,
});

export interface DocumentPageDependencies {
  readonly details: DocumentDetails;
  readonly waitingTemplate: WaitingTemplate;
  readonly recoveryNotices: RecoveryNotices;
  readonly keyReleases: ListKeyReleases;
  readonly custody: ChangeCustody;
  readonly names: PeopleNames;
  readonly clock: Clock;
}

/** Everything the page of a document shows. A document without content has only the template it was made from. */
export class ShowDocumentPage {
  readonly #from: DocumentPageDependencies;

  constructor(from: DocumentPageDependencies) {
    this.#from = from;
  }

  async execute(
    actor: Actor,
    documentId: string,
    { asksPrivacy = false } = {},
  ): Promise<Omit<DocumentView, 'flash' | 'maxFileBytes'>> {
    const document = await this.#from.details.of(actor, documentId);
    const isAsked = asksPrivacy && !document.isPrivate && document.may.includes('own');
    const beforePrivate = isAsked ? await this.#from.custody.preview(actor, documentId) : undefined;
    if (document.versions.length === 0) {
      const waiting = await this.#waiting(actor, documentId);
      return { ...document, beforePrivate, waiting, recovered: [], keyReleases: [] };
    }
    const [found, keyReleases] = await Promise.all([
      this.#from.recoveryNotices.listOf(actor, [documentId]),
      !document.may.includes('edit') ? [] : this.#keyReleases(actor, documentId),
    ]);
    const recovered = found.map(({ number, reason }) => ({
      ...{ id: documentId, title: undefined, number, reason },
    }));
    return { ...document, beforePrivate, waiting: undefined, recovered, keyReleases };
  }

  async #waiting(actor: Actor, documentId: string): Promise<WaitingView | undefined> {
    const waiting = await this.#from.waitingTemplate.execute(actor, documentId);
    if (waiting === undefined) return undefined;
    const { templateTitle, removedAtMs, url } = waiting;
    const period = Math.floor(this.#from.clock.nowMs() / URL_REUSE_MS);
    const basis = [templateTitle, removedAtMs, url === undefined ? null : period];
    return { templateTitle, removedAtMs, url, basis };
  }

  async #keyReleases(actor: Actor, documentId: string): Promise<readonly KeyRelease[]> {
    const part = { limit: SHOWN_RELEASES };
    const { releases } = await this.#from.keyReleases.execute(actor, documentId, part);
    return releases.map((release) => ({
      sessionId: release.sessionId,
      person: release.person,
      version: release.versionNumber,
      fromMs: release.releasedAtMs,
      untilMs: release.endedAtMs ?? release.untilMs,
      fetches: release.fetches,
    }));
  }
}
