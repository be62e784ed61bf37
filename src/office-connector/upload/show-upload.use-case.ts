import { Injectable } from '@nestjs/common';
import { DocumentAccess } from '../../documents/index.js';
import { Clock } from '../../platform/clock/clock.js';
import type { Actor } from '../../platform/identity/actor.js';
import { noSuchUpload } from '../office-connector.errors.js';
import type { Upload } from './upload.js';
import type { UploadAddress } from './upload-address.js';
import { UploadRepository } from './upload.repository.js';

@Injectable()
export class ShowUpload {
  constructor(
    private readonly access: DocumentAccess,
    private readonly uploads: UploadRepository,
    private readonly clock: Clock,
  ) {}

  /** How far it came. Only for whoever began it, and until it expires. */
  async execute(actor: Actor, documentId: string, address: UploadAddress): Promise<Upload> {
    await this.access.require(actor, documentId, 'editor');
    const { uploadId } = address;
    const upload = await this.uploads.find(uploadId);
    const isTheirs = upload?.documentId === documentId && upload.username === actor.username;
    if (!isTheirs || upload.expiresAtMs <= this.clock.nowMs()) throw noSuchUpload(uploadId);
    return upload;
  }
}
