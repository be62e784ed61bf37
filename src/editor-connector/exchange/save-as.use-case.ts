import { Injectable } from '@nestjs/common';
import {
  CreateDocument,
  DocumentAccess,
  withExtension,
  type DocumentView,
} from '../../documents/index.js';
import type { Actor } from '../../platform/identity/actor.js';
import { MadeFiles } from '../saving/made-file.js';
import { privateStays, savedFileUnreachable, savedFileUnusable } from './exchange.errors.js';

export interface SaveAsInput {
  /** What is open in the editor. */
  readonly documentId: string;
  readonly title: string;
  /** Extension without dot. */
  readonly fileType: string;
  /** Where the Document Server put the copy. */
  readonly url: string;
}

/**
 * "Save copy as" in the editor: a new document of the person who asked for it. The copy is fetched as saves are, from
 * the configured Document Server and no other, whatever host the address names, and only from a folder of that document.
 */
@Injectable()
export class SaveAs {
  constructor(
    private readonly access: DocumentAccess,
    private readonly made: MadeFiles,
    private readonly createDocument: CreateDocument,
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
    const errors = { unusable: savedFileUnusable, unreachable: savedFileUnreachable };
    return this.made.open({ url: input.url, fileType, of: document }, errors, (file) =>
      this.createDocument.execute(actor, {
        title: withExtension(`${input.title}.${fileType}`.replace(DOUBLE, '.$1'), fileType),
        content: file.content,
        declaredBytes: file.bytes,
        origin: 'save',
      }),
    );
  }
}

/** The editor's titles have their extension already. */
const DOUBLE = /\.([a-z0-9]+)\.\1$/i;
