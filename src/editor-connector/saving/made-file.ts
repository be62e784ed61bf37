import { isPageType } from '../../documents/index.js';
import { isAppError } from '../../platform/errors/app-error.js';
import { savedFileAddress, type SavedFile, type SavedFiles } from './saved-files.js';

/** A file that the Document Server made because a person asked for it in the editor. */
export interface MadeFile {
  /** As the editor's event named it. */
  readonly url: string;
  /** Extension without dot. */
  readonly fileType: string;
}

/** The errors for saves say what a save means, which this is not. */
export interface MadeFileErrors {
  unusable(fileType: string, found: string): Error;
  away(cause: unknown): Error;
}

/** Formats in which a web page is a valid file. */
const PAGES = ['html', 'htm', 'md', 'txt', 'csv', 'tsv', 'fb2', 'xml', 'mht', 'mhtml'];

/** Fetches such files under the rules of a save: from the configured server and no other, whatever host is named. */
export class MadeFiles {
  constructor(
    private readonly files: SavedFiles,
    private readonly internalUrl: string,
  ) {}

  /** Ends the transfer when `use` is done, or fails. */
  async open<Result>(
    { url, fileType }: MadeFile,
    errors: MadeFileErrors,
    use: (file: SavedFile) => Promise<Result>,
  ): Promise<Result> {
    const address = savedFileAddress(url, this.internalUrl);
    if (address === undefined)
      throw errors.unusable(fileType, 'its address is not that of a saved file');
    try {
      const file = await this.files.open(address);
      try {
        if (isPageType(file.mediaType) && !PAGES.includes(fileType))
          throw errors.unusable(fileType, 'a web page came in its place');
        return await use(file);
      } finally {
        this.files.abandon(file);
      }
    } catch (error) {
      if (isAppError(error, 'editor-connector/save-interrupted')) throw errors.away(error);
      if (isAppError(error, 'editor-connector/save-refused'))
        throw errors.unusable(fileType, 'it could not be fetched');
      throw error;
    }
  }
}
