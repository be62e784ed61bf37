import { Injectable } from '@nestjs/common';
import {
  DocumentsSettings,
  extensionOf,
  FormatTable,
  titleOfFile,
  type Document,
} from '../../documents/index.js';
import { Clock } from '../../platform/clock/clock.js';
import type { Actor } from '../../platform/identity/actor.js';
import { tooLarge, unknownFormat } from '../office-connector.errors.js';
import { type Upload, UPLOAD_LIFETIME_MS, UploadAddress } from './upload.js';
import { UploadRights } from './upload-commit.js';
import { UploadStart } from './upload-start.js';

export interface BegunUpload {
  readonly upload: Upload;
  readonly address: UploadAddress;
}

export interface BeginUploadInput {
  readonly length: number;
  /** Its extension decides the format; without a name, the document's own format is used. */
  readonly filename: string | undefined;
}

@Injectable()
export class BeginUpload {
  constructor(
    private readonly rights: UploadRights,
    private readonly start: UploadStart,
    private readonly formats: FormatTable,
    private readonly clock: Clock,
    private readonly settings: DocumentsSettings,
  ) {}

  /** An empty file is complete after this, and its version exists. */
  async execute(actor: Actor, documentId: string, input: BeginUploadInput): Promise<BegunUpload> {
    const document = await this.rights.require(actor, documentId);
    const { maxFileBytes } = this.settings;
    if (input.length > maxFileBytes) throw tooLarge(maxFileBytes);
    const address = UploadAddress.fresh();
    const upload = {
      id: address.uploadId,
      documentId,
      accountId: actor.id,
      fileType: this.#fileType(document, input.filename),
      length: input.length,
      received: 0,
      expiresAtMs: this.clock.nowMs() + UPLOAD_LIFETIME_MS,
    };
    const secret = address.secretOfParts();
    try {
      await this.start.begin(actor, { upload, document, secret });
    } finally {
      secret.fill(0);
    }
    return { upload, address };
  }

  #fileType(document: Document, filename: string | undefined): string {
    if (filename === undefined) return document.fileType;
    const extension = extensionOf(titleOfFile(filename).replace(/[. ]+$/, ''));
    const format = this.formats.find(extension);
    if (format === undefined) throw unknownFormat(extension);
    return format.name;
  }
}
