import { Injectable } from '@nestjs/common';
import {
  begun,
  checkContainer,
  DocumentAccess,
  FormatTable,
  withExtension,
  type NamedExport,
} from '../../documents/index.js';
import { AuditLog, documentObject } from '../../platform/audit/audit-log.js';
import type { Actor } from '../../platform/identity/actor.js';
import { MadeFiles } from '../saving/made-file.js';
import { madeFileUnreachable, madeFileUnusable } from './exchange.errors.js';

export interface DownloadAsInput {
  /** What is open in the editor. */
  readonly documentId: string;
  /** Extension without dot. */
  readonly fileType: string;
  /** Where the Document Server put the file. */
  readonly url: string;
}

/**
 * The result of the editor's method `downloadAs`: what is open, with all that is not saved yet, in another format. It is
 * fetched as saves are, from the configured Document Server and no other, passed on and not kept. That works for a
 * private document as well, which this server cannot convert: whoever has it open had its key released.
 */
@Injectable()
export class DownloadAs {
  constructor(
    private readonly access: DocumentAccess,
    private readonly made: MadeFiles,
    private readonly formats: FormatTable,
    private readonly audit: AuditLog,
  ) {}

  /**
   * Needs `download` on what is open; `send` gets the file and resolves when it is sent.
   * `editor-connector/download-as-refused` (unprocessable) for an address or a file that is not usable,
   * `editor-connector/download-as-interrupted` (unavailable) when it could not be fetched.
   */
  async execute(
    actor: Actor,
    { documentId, url, ...input }: DownloadAsInput,
    send: (file: NamedExport) => Promise<void>,
  ): Promise<void> {
    const { document } = await this.access.require(actor, documentId, 'download');
    const fileType = input.fileType.toLowerCase();
    const errors = { unusable: madeFileUnusable, unreachable: madeFileUnreachable };
    await this.made.open({ url, fileType, of: document }, errors, async (file) => {
      const content = await begun(checked(file.content, fileType));
      await this.audit.recordReading({
        ...{ action: 'document.exported', actor: actor.id },
        object: documentObject(documentId),
        detail: { as: fileType },
      });
      const { bytes } = file;
      const mimeType = this.formats.find(fileType)?.mime ?? 'application/octet-stream';
      const filename = withExtension(document.title, fileType);
      await send({ fileType, mimeType, bytes, filename, content });
    });
  }
}

/** A file that is not what it claims to be fails before its first byte is sent, unless it is a large one. */
const checked = (
  content: AsyncIterable<Uint8Array>,
  fileType: string,
): AsyncGenerator<Uint8Array> =>
  checkContainer(content, fileType, {
    allowEmpty: true,
    onFinding: ({ text, isProof }) => {
      if (isProof) throw madeFileUnusable(fileType, text);
    },
  });
