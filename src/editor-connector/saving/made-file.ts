import { isPageType, type Document } from '../../documents/index.js';
import { isAppError } from '../../platform/errors/app-error.js';
import type { VersionArchive } from '../../version-archive/index.js';
import type { DocumentKeys } from '../document-server/document-keys.js';
import type { DocumentKeyNames } from '../opening/content-to-open.js';
import { savedFileAddress, type SavedFile, type SavedFiles } from './saved-files.js';
import { type Sentence, sentence } from '../../platform/errors/sentence.js';

/** A file that the Document Server made because a person asked for it in the editor. */
export interface MadeFile {
  /** As the editor's event named it. */
  readonly url: string;
  /** Extension without dot. */
  readonly fileType: string;
  /** What is open in the editor that named the address; it must be a file of this document. */
  readonly of?: Pick<Document, 'id' | 'versionGroupId'> | undefined;
}

/** The errors for saves say what a save means, which this is not. */
export interface MadeFileErrors {
  unusable(fileType: string, found: Sentence): Error;
  unreachable(cause: unknown): Error;
}

/** Formats in which a web page is a valid file. */
const PAGES = ['html', 'htm', 'md', 'txt', 'csv', 'tsv', 'fb2', 'xml', 'mht', 'mhtml'];

/** The Document Server puts a file into a folder that is named after the document key and a number. */
const FOLDER = /^(.+)_\d{1,5}$/;

/** Whose a file of the Document Server is, by the document key in its address: an event could name any of its files. */
export class FileOwners {
  constructor(
    private readonly keys: DocumentKeys,
    private readonly names: DocumentKeyNames,
    private readonly archive: VersionArchive,
  ) {}

  /** Under a key that was issued for the document, live or closed, or for a version of it in the history. */
  async isOf(
    { id, versionGroupId }: Pick<Document, 'id' | 'versionGroupId'>,
    address: URL,
  ): Promise<boolean> {
    const folders = decodeURI(address.pathname).split('/');
    const key = folders.map((folder) => FOLDER.exec(folder)?.[1]).find((found) => found);
    if (key === undefined) return false;
    const known = await this.keys.find(key);
    if (known !== undefined) return known.documentId === id;
    const versions = await this.archive.list(versionGroupId);
    return versions.some((version) => this.names.ofVersion(version.id) === key);
  }
}

/** Fetches such files under the rules of a save: from the configured server and no other, whatever host is named. */
export class MadeFiles {
  constructor(
    private readonly files: SavedFiles,
    private readonly owners: FileOwners,
    private readonly internalUrl: string,
  ) {}

  /** Ends the transfer when `use` is done, or fails. */
  async open<Result>(
    { url, fileType, of }: MadeFile,
    errors: MadeFileErrors,
    use: (file: SavedFile) => Promise<Result>,
  ): Promise<Result> {
    const address = savedFileAddress(url, this.internalUrl);
    if (address === undefined)
      throw errors.unusable(fileType, sentence`its address is not that of a saved file`);
    if (of !== undefined && !(await this.owners.isOf(of, address)))
      throw errors.unusable(fileType, sentence`it is not a file of this document`);
    try {
      const file = await this.files.open(address);
      try {
        if (isPageType(file.mediaType) && !PAGES.includes(fileType))
          throw errors.unusable(fileType, sentence`a web page came in its place`);
        return await use(file);
      } finally {
        this.files.abandon(file);
      }
    } catch (error) {
      if (isAppError(error, 'editor-connector/save-interrupted')) throw errors.unreachable(error);
      if (isAppError(error, 'editor-connector/save-refused'))
        throw errors.unusable(fileType, sentence`it could not be fetched`);
      throw error;
    }
  }
}
