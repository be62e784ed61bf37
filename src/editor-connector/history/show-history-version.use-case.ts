import type { Document, DocumentAccess, FormatTable } from '../../documents/index.js';
import type { Actor } from '../../platform/identity/actor.js';
import type { Version, VersionArchive, VersionDifferences } from '../../version-archive/index.js';
import type { DocumentServerTokens } from '../document-server/document-server-tokens.js';
import { noSuchSession } from '../editor-connector.errors.js';
import type { DocumentKeyNames } from '../opening/content-to-open.js';
import type { ValidSessions } from '../opening/editing-access.js';
import type { SessionIssuer } from '../opening/session-issuer.js';
import type { ChangeArchives } from './change-archives.js';
import { otherKind, privateHistory } from './history.errors.js';

export interface HistoryVersionToShow {
  readonly documentId: string;
  readonly number: number;
  /** A session of the person that has this document open. */
  readonly sessionId: string;
  /** The version to compare with; default: the one that the editing began with. */
  readonly from?: number | undefined;
}

interface ShownFile {
  readonly key: string;
  readonly url: string;
  readonly fileType: string;
}

/** What the editor's `setHistoryData` takes, in its own spelling. */
export interface EditorHistoryVersion extends ShownFile {
  /** Tells the Document Server that the token is for looking at a version. */
  readonly version: number;
  /** Only together: the archive of what was typed, and the version that it is applied to. */
  readonly changesUrl?: string;
  readonly previous?: ShownFile;
  /** All of the above signed. */
  readonly token: string;
}

export interface ShowHistoryVersionParts {
  readonly access: DocumentAccess;
  readonly sessions: ValidSessions;
  readonly archive: VersionArchive;
  readonly differences: VersionDifferences;
  readonly issuing: {
    readonly issuer: SessionIssuer;
    readonly names: DocumentKeyNames;
    readonly archives: ChangeArchives;
  };
  readonly formats: FormatTable;
  readonly tokens: DocumentServerTokens;
}

/** The editor asks for the data again after five minutes. */
const TOKEN_TTL_SECONDS = 10 * 60;

/**
 * One version for the editor's history: its file and, where the differences can be shown, the archive of what was typed
 * with the version that the editing began with. The archive of a force-save covers everything since then as well, so
 * a step shows the differences of its whole session until that step. Changes can be applied to that base alone (they
 * name places in it), so a comparison with any other version is the plain file.
 */
export class ShowHistoryVersion {
  readonly #parts: ShowHistoryVersionParts;

  constructor(parts: ShowHistoryVersionParts) {
    this.#parts = parts;
  }

  /**
   * `editor-connector/no-such-session` (not-found) unless the session is the person's own and of this document;
   * `version-archive/no-such-version`; `editor-connector/other-kind` (unprocessable) for a version that another editor
   * opens; `editor-connector/private-history` (forbidden).
   */
  async execute(actor: Actor, input: HistoryVersionToShow): Promise<EditorHistoryVersion> {
    const { documentId, number, from } = input;
    const { document } = await this.#parts.access.require(actor, documentId, 'read');
    if (document.custody === 'zero-knowledge') throw privateHistory(documentId);
    await this.#assertOwnSession(actor, input);
    const version = await this.#parts.archive.getVersion(document.versionGroupId, number);
    this.#assertSameKind(document, version);
    const found = await this.#differencesOf(version, from);
    const { sessionId, file } = await this.#fileOf(version, actor);
    const plain = { version: number, ...file };
    if (found === undefined) return this.#signed(plain);
    const { archives } = this.#parts.issuing;
    return this.#signed({
      ...plain,
      changesUrl: archives.issue({ sessionId, versionNumber: number }),
      previous: (await this.#fileOf(found.base, actor)).file,
    });
  }

  async #differencesOf(version: Version, from: number | undefined) {
    if (from !== undefined) await this.#parts.archive.getVersion(version.groupId, from);
    const found = await this.#parts.differences.find(version);
    return from === undefined || found?.base.number === from ? found : undefined;
  }

  async #assertOwnSession(actor: Actor, input: HistoryVersionToShow): Promise<void> {
    const session = await this.#parts.sessions.findOrEnd(input.sessionId);
    const isTheirs = session?.accountId === actor.id && session.documentId === input.documentId;
    if (!isTheirs) throw noSuchSession(input.sessionId);
  }

  #assertSameKind({ id, fileType }: Document, version: Version): void {
    const { formats } = this.#parts;
    const kind = formats.find(version.fileType)?.documentType;
    if (kind === undefined || kind !== formats.find(fileType)?.documentType)
      throw otherKind(id, version.number, version.fileType);
  }

  /** With a session of its own: the person's may be about to expire. */
  async #fileOf(
    version: Version,
    { id: accountId }: Actor,
  ): Promise<{ readonly sessionId: string; readonly file: ShownFile }> {
    const { issuer, names } = this.#parts.issuing;
    const key = names.ofVersion(version.id);
    const { sessionId, fileUrl: url } = await issuer.issue({
      content: { version, documentKey: key, isCurrent: false },
      accountId,
      openedFor: 'view',
      release: undefined,
    });
    return { sessionId, file: { key, url, fileType: version.fileType } };
  }

  #signed(data: Omit<EditorHistoryVersion, 'token'>): EditorHistoryVersion {
    return { ...data, token: this.#parts.tokens.sign(data, TOKEN_TTL_SECONDS) };
  }
}
