import { Database } from '../../platform/database/database.js';
import { isAppError } from '../../platform/errors/app-error.js';
import { VersionArchive, type StagedVersion, type Version } from '../../version-archive/index.js';
import { DocumentContent } from './document-content.js';
import { etagDiffers } from '../documents.errors.js';
import { OutsideChange, type OutsideChangeOptions } from '../checkout/outside-change.js';
import type { Document } from '../document.js';

export interface ReplacedBy extends OutsideChangeOptions {
  readonly author: string;
  readonly expectedHead: number;
}

/** The second half of a replacement: staged bytes become the head, if nobody was faster and nobody edits. */
export class ContentReplacement {
  constructor(
    private readonly archive: VersionArchive,
    private readonly content: DocumentContent,
    private readonly outside: OutsideChange,
    private readonly database: Database,
  ) {}

  /** Before a byte is taken in: what would be refused in the end is refused at once. */
  check(username: string, documentId: string, options: OutsideChangeOptions): Promise<void> {
    return this.outside.refuseUnlessFree(username, documentId, options);
  }

  async commit(staged: StagedVersion, document: Document, by: ReplacedBy): Promise<Version> {
    try {
      const version = await this.#commit(staged, document, by);
      this.outside.done(document.id);
      return version;
    } catch (error) {
      await this.archive.discard(staged);
      if (isAppError(error, 'version-archive/head-moved')) throw etagDiffers(document.id);
      throw error;
    }
  }

  #commit(
    staged: StagedVersion,
    { id, versionGroupId, fileType }: Document,
    by: ReplacedBy,
  ): Promise<Version> {
    return this.database.inTransaction(async () => {
      await this.outside.begin(by.author, id, by);
      const { version } = await this.archive.commit(staged, {
        groupId: versionGroupId,
        origin: 'upload',
        author: by.author,
        fileType,
        expectedHead: by.expectedHead,
        onMoved: 'refuse',
      });
      await this.content.changed(id, { fileType });
      return version;
    });
  }
}
