import type { Database } from '../../platform/database/database.js';
import type { Document } from '../../documents/index.js';
import type { Version, VersionArchive } from '../../version-archive/index.js';
import type { DocumentKey, DocumentKeys } from '../document-server/document-keys.js';
import type { DocumentKeyNames } from './document-key-names.js';
import { noContent } from '../editor-connector.errors.js';
import type { UnsavedKeys } from '../document-server/unsaved-keys.js';

export interface Content {
  readonly version: Version;
  readonly documentKey: string;
  /** The content that everybody edits, under its key; otherwise a version for looking at. */
  readonly isCurrent: boolean;
}

/** Losing this often in a row against openings that make the same key means something else is wrong. */
const ATTEMPTS = 4;

/**
 * Which version an opening shows, under which document key. Everyone who opens the head at the same time
 * gets the same key. The key stays while its content only changes by its own saves; once the head is not
 * what was last saved under it, the next opening gets a new one. A key under which unsaved changes wait goes
 * before all others, with the version that they were made from.
 */
export class ContentToOpen {
  constructor(
    private readonly archive: VersionArchive,
    private readonly keys: DocumentKeys,
    private readonly names: DocumentKeyNames,
    private readonly unsaved: UnsavedKeys,
    private readonly database: Database,
  ) {}

  async find(document: Document, number: number | undefined, username: string): Promise<Content> {
    const head = await this.archive.findHead(document.versionGroupId);
    if (number !== undefined && number !== head?.number) {
      return this.#earlier(await this.archive.getVersion(document.versionGroupId, number));
    }
    if (head === undefined) throw noContent(document.id);
    const live = await this.keys.findLive(document.id);
    if (live?.lastVersion === head.number && (await this.unsaved.isPlain(live)))
      return current(head, live);
    return this.#decided(document, username);
  }

  /**
   * After the head was changed outside the editor: closes the live key, which is answered, unless it is of this
   * head, or unsaved changes wait under it.
   */
  closeReplaced({ id, versionGroupId }: Document): Promise<string | undefined> {
    return this.database.inTransaction(async () => {
      const live = await this.keys.findLive(id);
      if (live === undefined || (await this.unsaved.isWaiting(live))) return undefined;
      const head = await this.archive.findHead(versionGroupId);
      if (live.lastVersion === head?.number) return undefined;
      await this.keys.close(live.documentKey);
      return live.documentKey;
    });
  }

  /** No changes can wait under a key for looking at: one that failed is replaced. */
  async #earlier(version: Version): Promise<Content> {
    const find = () => this.keys.findView(version);
    const found = await find();
    const isUsable = found?.failedFor.length === 0;
    if (found !== undefined && !isUsable) await this.keys.close(found.documentKey);
    const { documentKey } = isUsable ? found : await this.#offered(version, 'view', find);
    return { version, documentKey, isCurrent: false };
  }

  /** First opening, or something about the live key: looked at again in one consistent view. */
  async #decided(document: Document, username: string): Promise<Content> {
    return this.database.inTransaction(async () => {
      const head = await this.archive.findHead(document.versionGroupId);
      if (head === undefined) throw noContent(document.id);
      const live = await this.keys.findLive(document.id);
      const waiting = await this.unsaved.toBringBack(document.id, live);
      if (waiting !== undefined) return this.#broughtBack(document, waiting);
      const isOfHead = live?.lastVersion === head.number;
      if (isOfHead && !(await this.unsaved.isSpent(live, username))) return current(head, live);
      if (live !== undefined) await this.keys.close(live.documentKey);
      return current(
        head,
        await this.#offered(head, 'edit', () => this.keys.findLive(document.id)),
      );
    });
  }

  async #broughtBack(document: Document, key: DocumentKey): Promise<Content> {
    return current(await this.archive.getVersion(document.versionGroupId, key.lastVersion), key);
  }

  async #offered(
    version: Version,
    purpose: 'edit' | 'view',
    find: () => Promise<DocumentKey | undefined>,
  ): Promise<DocumentKey> {
    for (let attempt = 0; attempt < ATTEMPTS; attempt++) {
      await this.keys.offer(this.names.next(), version, purpose);
      const live = await find();
      if (live !== undefined) return live;
    }
    throw new Error(`no document key could be made for document ${version.documentId}`);
  }
}

const current = (version: Version, { documentKey }: DocumentKey): Content => ({
  version,
  documentKey,
  isCurrent: true,
});
