import { Injectable } from '@nestjs/common';
import type { Actor } from '../../platform/identity/actor.js';
import type { StagedVersion } from '../../version-archive/index.js';
import { wrongOffset } from '../office-connector.errors.js';
import { ShowUpload } from './show-upload.use-case.js';
import type { UploadAddress } from './upload-address.js';
import { UploadCommit } from './upload-commit.js';
import { UploadIntake, type Uploading } from './upload-intake.js';
import { UploadParts } from './upload-parts.js';
import { UploadRights } from './upload-rights.js';

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

  /** Answers how many bytes are safe now; once that is all of them, they are the current version. */
  async execute(actor: Actor, documentId: string, input: ContinueUploadInput): Promise<number> {
    const upload = await this.showUpload.execute(actor, documentId, input.address);
    if (input.offset !== upload.received) throw wrongOffset(upload.received);
    if (upload.received === upload.length) return upload.length;
    const document = await this.rights.require(actor, documentId, input.lockToken);
    await this.parts.prolong(upload);
    const secret = input.address.secretOfParts();
    try {
      return await this.#take(actor, input.content, { upload, document, secret });
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
      // The parts before stay: the last one may be sent again.
      await this.intake.discard([ending]);
      throw error;
    }
    await this.intake.discard([...earlier, ending]);
  }
}
