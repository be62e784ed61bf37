import type { Database } from '../platform/database/database.js';
import type { Document } from '../documents/index.js';
import type { Version, VersionArchive } from '../version-archive/index.js';
import type { DocumentKey, DocumentKeys } from './document-keys.js';
import type { DocumentKeyNames } from './document-key-names.js';
import { noContent } from './editor-connector.errors.js';

export interface Content {
  readonly version: Version;
  readonly documentKey: string;
  /** The head, under the key that everybody edits; otherwise a version for looking at. */
  readonly isCurrent: boolean;
}

/** Losing this often in a row against openings that make the same key means something else is wrong. */
const ATTEMPTS = 4;

/**
 * Which version an opening shows, under which document key. Everyone who opens the head at the same time
 * gets the same key. The key stays while its content only changes by its own saves; once the head is not
 * what was last saved under it, the next opening gets a new one.
 */
export class ContentToOpen {
  constructor(
    private readonly archive: VersionArchive,
    private readonly keys: DocumentKeys,
    private readonly names: DocumentKeyNames,
    private readonly database: Database,
  ) {}

  async find(document: Document, number: number | undefined): Promise<Content> {
    const head = await this.archive.findHead(document.versionGroupId);
    if (number !== undefined && number !== head?.number) {
      return this.#earlier(await this.archive.getVersion(document.versionGroupId, number));
    }
    if (head === undefined) throw noContent(document.id);
    const live = await this.keys.findLive(document.id);
    if (live?.lastVersion === head.number) return current(head, live);
    return this.#renewed(document);
  }

  async #earlier(version: Version): Promise<Content> {
    const find = () => this.keys.findView(version);
    const { documentKey } = (await find()) ?? (await this.#offered(version, 'view', find));
    return { version, documentKey, isCurrent: false };
  }

  /** First opening, or the head moved past the live key: looked at again in one consistent view. */
  async #renewed(document: Document): Promise<Content> {
    return this.database.inTransaction(async () => {
      const head = await this.archive.findHead(document.versionGroupId);
      if (head === undefined) throw noContent(document.id);
      const live = await this.keys.findLive(document.id);
      if (live?.lastVersion === head.number) return current(head, live);
      if (live !== undefined) await this.keys.close(live.documentKey);
      return current(
        head,
        await this.#offered(head, 'edit', () => this.keys.findLive(document.id)),
      );
    });
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
