import { createHash, randomBytes } from 'node:crypto';
import type { Document, EditingPresence, UnsavedChangesRegister } from '../../documents/index.js';
import type { Database } from '../../platform/database/database.js';
import type { Version, VersionArchive } from '../../version-archive/index.js';
import type { DocumentKey, DocumentKeys, KeyPurpose } from '../document-server/document-keys.js';
import { noContent } from '../editor-connector.errors.js';

export interface Content {
  readonly version: Version;
  readonly documentKey: string;
  /** The content that everybody edits, or a person's copy of it; otherwise a version that is only viewed. */
  readonly isCurrent: boolean;
}

/** Openings at the same time compete for the key; losing this often in a row means that something else is wrong. */
const ATTEMPTS = 4;

export interface WantedContent {
  readonly accountId: string;
  /** Undefined: the current version. */
  readonly number: number | undefined;
  /** They fill in a form, which gives them a copy of their own. */
  readonly isFilling: boolean;
}

/**
 * Which version an opening shows, under which document key. Everyone who opens the head at the same time gets the same
 * key. The key stays while its content is only changed by its own saves; once the head is not what was last saved
 * under it, the next opening gets a new one. A key with unsaved changes takes precedence over all others, with the
 * version that the changes were made from. Who fills in a form gets a key that is theirs alone, and the same one in
 * each of their windows, until they submit or leave.
 */
export class ContentToOpen {
  constructor(
    private readonly archive: VersionArchive,
    private readonly keys: DocumentKeys,
    private readonly names: DocumentKeyNames,
    private readonly unsaved: UnsavedKeys,
    private readonly database: Database,
  ) {}

  /** Issues a key where none can be used, and closes the one it replaces. */
  async resolveOrIssueKey(
    document: Document,
    { number, accountId, isFilling }: WantedContent,
  ): Promise<Content> {
    const head = await this.archive.findHead(document.versionGroupId);
    if (number !== undefined && number !== head?.number) {
      return this.#earlier(await this.archive.getVersion(document.versionGroupId, number));
    }
    if (head === undefined) throw noContent(document.id);
    if (isFilling) return this.#copyOf(head, accountId);
    const live = await this.keys.findLive(document.id);
    if (live?.lastVersion === head.number && (await this.unsaved.isClean(live)))
      return current(head, live);
    return this.#decideInTransaction(document, accountId);
  }

  /**
   * After the head was changed outside the editor: closes the live key and returns it, unless it belongs to this head
   * or has unsaved changes.
   */
  closeReplaced({ id, versionGroupId }: Document): Promise<string | undefined> {
    return this.database.inTransaction(async () => {
      const live = await this.keys.findLive(id);
      if (live === undefined || (await this.unsaved.hasChanges(live))) return undefined;
      const head = await this.archive.findHead(versionGroupId);
      if (live.lastVersion === head?.number) return undefined;
      await this.keys.close(live.documentKey);
      return live.documentKey;
    });
  }

  /** A copy of an older form is left alone: what is filled in there can still be submitted. */
  #copyOf(head: Version, accountId: string): Promise<Content> {
    const find = () => this.keys.findFill(head.documentId, accountId);
    return this.database.inTransaction(async () => {
      const found = await find();
      const isUsable = found?.openedVersion === head.number && found.failedFor.length === 0;
      if (found !== undefined && isUsable) return current(head, found);
      if (found !== undefined) await this.keys.close(found.documentKey);
      return current(head, await this.#issueKey(head, 'fill', find, accountId));
    });
  }

  /** A key for viewing has no changes: one whose conversion failed is replaced. */
  async #earlier(version: Version): Promise<Content> {
    const find = () => this.keys.findView(version);
    const found = await find();
    const isUsable = found?.failedFor.length === 0;
    if (found !== undefined && !isUsable) await this.keys.close(found.documentKey);
    const { documentKey } = isUsable ? found : await this.#issueKey(version, 'view', find);
    return { version, documentKey, isCurrent: false };
  }

  /** First opening, or the live key cannot simply be used: all is read again in one consistent view. */
  async #decideInTransaction(document: Document, accountId: string): Promise<Content> {
    return this.database.inTransaction(async () => {
      const head = await this.archive.findHead(document.versionGroupId);
      if (head === undefined) throw noContent(document.id);
      const live = await this.keys.findLive(document.id);
      const unsaved = await this.unsaved.toReopen(document.id, live);
      if (unsaved !== undefined) return this.#reopened(document, unsaved);
      const isOfHead = live?.lastVersion === head.number;
      if (isOfHead && !(await this.unsaved.isSpent(live, accountId))) return current(head, live);
      if (live !== undefined) await this.keys.close(live.documentKey);
      return current(
        head,
        await this.#issueKey(head, 'edit', () => this.keys.findLive(document.id)),
      );
    });
  }

  async #reopened(document: Document, key: DocumentKey): Promise<Content> {
    return current(await this.archive.getVersion(document.versionGroupId, key.lastVersion), key);
  }

  async #issueKey(
    version: Version,
    purpose: KeyPurpose,
    find: () => Promise<DocumentKey | undefined>,
    accountId?: string,
  ): Promise<DocumentKey> {
    for (let attempt = 0; attempt < ATTEMPTS; attempt++) {
      await this.keys.offer(this.names.next(), version, purpose, accountId);
      const live = await find();
      if (live !== undefined) return live;
    }
    throw new Error(`no document key could be issued for document ${version.documentId}`);
  }
}

const current = (version: Version, { documentKey }: DocumentKey): Content => ({
  version,
  documentKey,
  isCurrent: true,
});

/** What an opening must know of a document's keys besides which one is live. Joins the caller's transaction. */
export class UnsavedKeys {
  constructor(
    private readonly unsaved: UnsavedChangesRegister,
    private readonly presence: EditingPresence,
    private readonly keys: DocumentKeys,
  ) {}

  /** No unsaved changes of the document, discarded ones included, and no failed conversion: the live key can be used. */
  async isClean(live: DocumentKey): Promise<boolean> {
    if (live.failedFor.length > 0) return false;
    return (await this.unsaved.listOf(live.documentId)).length === 0;
  }

  /**
   * The key whose unsaved changes the next opening brings back: the Document Server keeps them for this key alone,
   * live or closed. While people edit under the live one, others join them, and the changes stay where they are.
   */
  async toReopen(
    documentId: string,
    live: DocumentKey | undefined,
  ): Promise<DocumentKey | undefined> {
    const waiting = (await this.unsaved.listOf(documentId)).filter(({ isGivenUp }) => !isGivenUp);
    for (const { documentKey } of waiting) {
      const key = await this.keys.find(documentKey);
      if (key?.documentId !== documentId) continue;
      if (live === undefined || live.documentKey === documentKey) return key;
      const editors = await this.presence.editorsUnder(documentId, live.documentKey);
      return editors.length > 0 ? undefined : key;
    }
    return undefined;
  }

  /** Whether that key has unsaved changes that nobody discarded. */
  async hasChanges({ documentId, documentKey }: DocumentKey): Promise<boolean> {
    const known = await this.unsaved.listOf(documentId);
    return known.some((changes) => changes.documentKey === documentKey && !changes.isGivenUp);
  }

  /** Whether a new opening by that person needs another key. Only asked when this key has no changes to reopen. */
  async isSpent(live: DocumentKey, accountId: string): Promise<boolean> {
    const { documentId, documentKey } = live;
    const known = await this.unsaved.listOf(documentId);
    if (known.some((changes) => changes.documentKey === documentKey)) return true;
    return this.#failsForAll(live, accountId);
  }

  /**
   * A failed conversion stays with its key, for everybody who opens it. Whoever is present and reported no failure has
   * the content open, so the failure was another one. Content that was saved once has been converted once.
   */
  async #failsForAll(live: DocumentKey, accountId: string): Promise<boolean> {
    const { documentId, documentKey, failedFor, isStored, lastVersion, openedVersion } = live;
    if (failedFor.length === 0 || isStored || lastVersion !== openedVersion) return false;
    const present = await this.presence.editorsUnder(documentId, documentKey);
    return present.every((editor) => editor === accountId || failedFor.includes(editor));
  }
}

const RANDOM_BYTES = 16;
const PREFIX_CHARS = 8;

/**
 * Makes names for document keys. Several systems may share one Document Server, and equal keys would share one
 * document: hence a prefix of this installation, and 128 random bits. Only characters that the Document Server
 * accepts (docs/formats/document-server.md).
 */
export class DocumentKeyNames {
  readonly #prefix: string;

  constructor(installation: Buffer) {
    this.#prefix = `k${createHash('sha256').update(installation).digest('hex').slice(0, PREFIX_CHARS)}`;
  }

  next(): string {
    return `${this.#prefix}-${randomBytes(RANDOM_BYTES).toString('hex')}`;
  }

  /**
   * For looking at one version in the history, where nothing changes: never a key that somebody edited under, whose
   * content the Document Server may still have.
   */
  ofVersion(versionId: string): string {
    return `${this.#prefix}-version-${versionId}`;
  }
}
