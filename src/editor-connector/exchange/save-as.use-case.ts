import { Injectable } from '@nestjs/common';
import {
  CreateDocument,
  DocumentAccess,
  isPageType,
  withExtension,
  type DocumentView,
} from '../../documents/index.js';
import { isAppError } from '../../platform/errors/app-error.js';
import type { Actor } from '../../platform/identity/actor.js';
import { savedFileAddress, SavedFiles, type SavedFile } from '../saving/saved-files.js';
import { EditorConnectorSettings } from '../editor-connector.config.js';
import { privateStays, savedFileAway, savedFileUnusable } from './exchange.errors.js';

export interface SaveAsInput {
  /** What is open in the editor. */
  readonly documentId: string;
  readonly title: string;
  /** Extension without dot. */
  readonly fileType: string;
  /** Where the Document Server put the copy. */
  readonly url: string;
}

/** Formats in which a web page is a valid file. */
const PAGES = ['html', 'htm', 'md', 'txt', 'csv', 'tsv', 'fb2', 'xml', 'mht', 'mhtml'];

/**
 * "Save copy as" in the editor: a new document of the person who asked for it. The copy is fetched as saves are, from
 * the configured Document Server and no other, whatever host the address names.
 */
@Injectable()
export class SaveAs {
  constructor(
    private readonly access: DocumentAccess,
    private readonly files: SavedFiles,
    private readonly createDocument: CreateDocument,
    private readonly settings: EditorConnectorSettings,
  ) {}

  /**
   * Needs `download` on what is open. `editor-connector/save-as-refused` (unprocessable) for an address or a file that
   * is not usable, `editor-connector/save-as-interrupted` (unavailable) when it could not be fetched; the errors of an
   * upload besides. Nothing is stored then.
   */
  async execute(actor: Actor, input: SaveAsInput): Promise<DocumentView> {
    const { document } = await this.access.require(actor, input.documentId, 'download');
    if (document.custody === 'zero-knowledge') throw privateStays(document.id);
    const fileType = input.fileType.toLowerCase();
    const address = savedFileAddress(input.url, this.settings.internalUrl);
    if (address === undefined) {
      throw savedFileUnusable(fileType, 'its address is not that of a saved file');
    }
    const file = await this.#open(address, fileType);
    try {
      if (isPageType(file.mediaType) && !PAGES.includes(fileType)) {
        throw savedFileUnusable(fileType, 'a web page came in its place');
      }
      return await this.createDocument.execute(actor, {
        title: withExtension(`${input.title}.${fileType}`.replace(DOUBLE, '.$1'), fileType),
        content: file.content,
        declaredBytes: file.bytes,
        origin: 'save',
      });
    } catch (error) {
      throw asSaveAsError(error, fileType);
    } finally {
      this.files.abandon(file);
    }
  }

  async #open(address: URL, fileType: string): Promise<SavedFile> {
    try {
      return await this.files.open(address);
    } catch (error) {
      throw asSaveAsError(error, fileType);
    }
  }
}

/** The editor's titles have their extension already. */
const DOUBLE = /\.([a-z0-9]+)\.\1$/i;

/** The copy is fetched by the code for saves; its errors say what a save means, which this is not. */
function asSaveAsError(error: unknown, fileType: string): unknown {
  if (isAppError(error, 'editor-connector/save-interrupted')) return savedFileAway(error);
  if (isAppError(error, 'editor-connector/save-refused'))
    return savedFileUnusable(fileType, 'it could not be fetched');
  return error;
}
