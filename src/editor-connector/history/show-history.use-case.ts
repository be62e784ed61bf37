import { Injectable } from '@nestjs/common';
import { DocumentAccess, ListVersions } from '../../documents/index.js';
import type { Actor } from '../../platform/identity/actor.js';
import { reportedChanges, type VersionAuthor } from '../../version-archive/index.js';
import { DocumentKeyNames } from '../opening/content-to-open.js';
import { shownText } from '../opening/editor-configs.js';
import { timeReported } from '../saving/save-history.js';
import { privateHistory } from './history.errors.js';
import { shownMoment, type MomentFormat } from './shown-moment.js';

/** What the editor's `refreshHistory` takes, in its own spelling. */
export interface EditorHistory {
  readonly currentVersion: number;
  /** The oldest first. */
  readonly history: readonly EditorHistoryEntry[];
}

export interface EditorHistoryEntry {
  readonly version: number;
  readonly key: string;
  /** Shown as it is. */
  readonly created: string;
  readonly user: EditorHistoryUser;
  /** Only of versions whose differences can be shown. */
  readonly changes?: readonly EditorHistoryChange[];
  readonly serverVersion?: string;
}

interface EditorHistoryUser {
  readonly id: string;
  readonly name: string;
}

interface EditorHistoryChange {
  readonly created: string;
  readonly user: EditorHistoryUser;
  readonly documentSha256?: string;
}

/** The newest ones; the editor makes an element for each. */
const MAX_VERSIONS = 500;
/** Runs of changes in one history, each some 150 bytes. Older versions than these are shown without differences. */
const MAX_CHANGES = 20_000;

type Listed = Awaited<ReturnType<ListVersions['execute']>>['versions'][number];

/** The versions of a document for the editor's own history. What was set apart is left out: it was never current. */
@Injectable()
export class ShowHistory {
  constructor(
    private readonly access: DocumentAccess,
    private readonly list: ListVersions,
    private readonly names: DocumentKeyNames,
  ) {}

  /** `editor-connector/private-history` (forbidden) for documents that this server cannot decrypt. */
  async execute(actor: Actor, documentId: string, format: MomentFormat): Promise<EditorHistory> {
    const { document } = await this.access.require(actor, documentId, 'read');
    if (document.custody === 'zero-knowledge') throw privateHistory(documentId);
    const { versions } = await this.list.execute(actor, documentId, { limit: MAX_VERSIONS });
    const shown = versions.filter(({ state }) => state !== 'quarantined');
    let left = MAX_CHANGES;
    const history = shown.map((version) => {
      const changes = version.hasChanges ? (reportedChanges(version) ?? []) : [];
      left -= changes.length;
      return this.#entry(version, left < 0 ? [] : changes, format);
    });
    const current = versions.find(({ state }) => state === 'current');
    return { currentVersion: current?.number ?? 0, history: history.toReversed() };
  }

  #entry(
    version: Listed,
    changes: NonNullable<ReturnType<typeof reportedChanges>>,
    format: MomentFormat,
  ): EditorHistoryEntry {
    const { number, id, author, authors, serverVersion } = version;
    const names = new Map(authors.map((one) => [one.accountId, one.displayName]));
    const named = (accountId: string, reported = ''): EditorHistoryUser => ({
      id: accountId,
      name: shownText(names.get(accountId) ?? (reported || accountId)),
    });
    const entry = {
      version: number,
      key: this.names.ofVersion(id),
      created: shownMoment(madeAtMs(version), format),
    };
    if (changes.length === 0 || serverVersion === null)
      return { ...entry, user: { id: author, name: everybody(authors, named(author)) } };
    return {
      ...entry,
      user: named(author),
      changes: changes.map(({ created, user, ...rest }) => ({
        ...rest,
        created: shownChange(created, format),
        user: named(user.id, user.name),
      })),
      serverVersion,
    };
  }
}

/** Where the editor shows one line for a version, it names all who changed it. */
function everybody(authors: readonly VersionAuthor[], last: EditorHistoryUser): string {
  const names = authors.map(({ accountId, displayName }) => displayName ?? accountId);
  return names.length < 2 ? last.name : shownText([...new Set(names)].join(', '));
}

/** Of a save that came after a newer one, when it was made: it stands at that place. */
const madeAtMs = ({ position, number, createdAtMs, save }: Listed): number =>
  position === number ? createdAtMs : (save?.madeAtMs ?? createdAtMs);

function shownChange(created: string, format: MomentFormat): string {
  const atMs = timeReported(created);
  return atMs === undefined ? shownText(created) : shownMoment(atMs, format);
}
