import { Injectable } from '@nestjs/common';
import {
  DocumentAccess,
  noSuchUpload,
  UploadRepository,
  UploadTransfer,
  type RequestBytes,
  type Upload,
  type UploadAddress,
} from '../../documents/index.js';
import { Clock } from '../../platform/clock/clock.js';
import type { Actor } from '../../platform/identity/actor.js';
import { UploadCommit, UploadRights } from './upload-commit.js';

@Injectable()
export class ShowUpload {
  constructor(
    private readonly access: DocumentAccess,
    private readonly uploads: UploadRepository,
    private readonly clock: Clock,
    private readonly transfer: UploadTransfer,
  ) {}

  /** How far it came, with what came of the request before. */
  async standing(actor: Actor, documentId: string, address: UploadAddress): Promise<Upload> {
    await this.execute(actor, documentId, address);
    await this.transfer.settled(address.uploadId);
    return this.execute(actor, documentId, address);
  }

  /** The upload's progress, for the person who began it, until it expires. */
  async execute(actor: Actor, documentId: string, address: UploadAddress): Promise<Upload> {
    await this.access.require(actor, documentId, 'edit');
    const { uploadId } = address;
    const upload = await this.uploads.find(uploadId);
    const isTheirs =
      upload?.documentId === documentId &&
      upload.accountId === actor.id &&
      upload.purpose.kind === 'desktop';
    if (!isTheirs || upload.expiresAtMs <= this.clock.nowMs()) throw noSuchUpload(uploadId);
    return upload;
  }
}

export interface ContinueUploadInput {
  readonly address: UploadAddress;
  readonly offset: number;
  readonly bytes: RequestBytes;
  readonly lockToken?: string | undefined;
}

@Injectable()
export class ContinueUpload {
  constructor(
    private readonly showUpload: ShowUpload,
    private readonly rights: UploadRights,
    private readonly commit: UploadCommit,
    private readonly transfer: UploadTransfer,
  ) {}

  /** Returns how many bytes are stored now; once complete, the file is the current version. */
  async execute(actor: Actor, documentId: string, input: ContinueUploadInput): Promise<number> {
    const { address, offset, bytes, lockToken } = input;
    const upload = await this.showUpload.execute(actor, documentId, address);
    if (this.transfer.isComplete(upload, offset)) return upload.length;
    const document = await this.rights.require(actor, documentId, lockToken);
    const target = this.commit.targetOf(actor, document, upload);
    return address.withSecret((secret) =>
      this.transfer.continue({ upload, target, secret }, bytes),
    );
  }
}
