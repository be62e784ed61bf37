import { Injectable } from '@nestjs/common';
import { DocumentAccess } from '../../documents/index.js';
import { Clock } from '../../platform/clock/clock.js';
import type { Actor } from '../../platform/identity/actor.js';
import type { StagedVersion } from '../../version-archive/index.js';
import { noSuchUpload, wrongOffset } from '../office-connector.errors.js';
import type { Upload, UploadAddress } from './upload.js';
import { UploadCommit, UploadRights } from './upload-commit.js';
import { type Uploading, UploadIntake } from './upload-intake.js';
import { UploadParts } from './upload-parts.js';
import { UploadRepository } from './upload.repository.js';

@Injectable()
export class ShowUpload {
  constructor(
    private readonly access: DocumentAccess,
    private readonly uploads: UploadRepository,
    private readonly clock: Clock,
  ) {}

  /** The upload's progress, for the person who began it, until it expires. */
  async execute(actor: Actor, documentId: string, address: UploadAddress): Promise<Upload> {
    await this.access.require(actor, documentId, 'edit');
    const { uploadId } = address;
    const upload = await this.uploads.find(uploadId);
    const isTheirs = upload?.documentId === documentId && upload.accountId === actor.id;
    if (!isTheirs || upload.expiresAtMs <= this.clock.nowMs()) throw noSuchUpload(uploadId);
    return upload;
  }
}

export interface ContinueUploadInput {
  readonly address: UploadAddress;
  readonly offset: number;
  readonly content: AsyncIterable<Uint8Array>;
  readonly lockToken?: string | undefined;
}

@Injectable()
export class ContinueUpload {
  constructor(
    private readonly showUpload: ShowUpload,
    private readonly rights: UploadRights,
    private readonly intake: UploadIntake,
    private readonly parts: UploadParts,
    private readonly committing: UploadCommit,
  ) {}

  /** Returns how many bytes are stored now; once complete, the file is the current version. */
  async execute(actor: Actor, documentId: string, input: ContinueUploadInput): Promise<number> {
    const upload = await this.showUpload.execute(actor, documentId, input.address);
    if (input.offset !== upload.received) throw wrongOffset(upload.received);
    if (upload.received === upload.length) return upload.length;
    const document = await this.rights.require(actor, documentId, input.lockToken);
    // Not before the bytes are read: of a connection that breaks meanwhile, nothing would be left to keep.
    const prolonged = this.parts.prolong(upload);
    prolonged.catch(() => undefined);
    const secret = input.address.secretOfParts();
    try {
      const received = await this.#take(actor, input.content, { upload, document, secret });
      await prolonged;
      return received;
    } finally {
      secret.fill(0);
    }
  }

  async #take(
    actor: Actor,
    content: AsyncIterable<Uint8Array>,
    uploading: Uploading,
  ): Promise<number> {
    const { upload } = uploading;
    const staged = await this.intake.take(uploading, content);
    const received = upload.received + staged.stored.size;
    if (received < upload.length) return this.parts.keep(upload, staged);
    if (upload.received === 0) await this.committing.commit(actor, upload, staged);
    else await this.#join(actor, uploading, staged);
    return received;
  }

  async #join(actor: Actor, uploading: Uploading, last: StagedVersion): Promise<void> {
    const { upload } = uploading;
    const earlier = await this.parts.of(upload);
    const ending = { start: upload.received, staged: last };
    try {
      const whole = await this.intake.join(uploading, [...earlier, ending]);
      await this.committing.commit(actor, upload, whole);
    } catch (error) {
      // Earlier parts stay; the program may send the last one again.
      await this.intake.discard([ending]);
      throw error;
    }
    await this.intake.discard([...earlier, ending]);
  }
}
