import { Injectable } from '@nestjs/common';
import {
  DocumentsSettings,
  extensionOf,
  FormatTable,
  titleOfFile,
  UploadTransfer,
  type BegunUpload,
  type Document,
} from '../../documents/index.js';
import type { Actor } from '../../platform/identity/actor.js';
import { tooLarge, unknownFormat } from '../office-connector.errors.js';
import { UploadCommit, UploadRights } from './upload-commit.js';

export interface BeginUploadInput {
  readonly length: number;
  /** Its extension decides the format; without one, the document's own format is used. */
  readonly filename: string | undefined;
}

@Injectable()
export class BeginUpload {
  constructor(
    private readonly rights: UploadRights,
    private readonly commit: UploadCommit,
    private readonly transfer: UploadTransfer,
    private readonly formats: FormatTable,
    private readonly settings: DocumentsSettings,
  ) {}

  /** An empty file is complete after this, and its version exists. */
  async execute(actor: Actor, documentId: string, input: BeginUploadInput): Promise<BegunUpload> {
    const document = await this.rights.require(actor, documentId);
    const { maxFileBytes } = this.settings;
    if (input.length > maxFileBytes) throw tooLarge(maxFileBytes);
    const facts = {
      ...{ documentId, accountId: actor.id, purpose: { kind: 'desktop' as const } },
      ...{ length: input.length, fileType: this.#fileType(document, input.filename) },
    };
    return this.transfer.begin(facts, (upload) => this.commit.targetOf(actor, document, upload));
  }

  #fileType(document: Document, filename: string | undefined): string {
    if (filename === undefined) return document.fileType;
    const extension = extensionOf(titleOfFile(filename).replace(/[. ]+$/, ''));
    if (extension === '') return document.fileType;
    const format = this.formats.find(extension);
    if (format === undefined) throw unknownFormat(extension);
    return format.name;
  }
}
