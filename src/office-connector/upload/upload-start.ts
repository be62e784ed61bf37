import type { Actor } from '../../platform/identity/actor.js';
import type { UploadCommit } from './upload-commit.js';
import type { UploadIntake, Uploading } from './upload-intake.js';
import type { UploadParts } from './upload-parts.js';
import type { UploadRepository } from './upload.repository.js';

/** Starts an upload; an empty file is complete at once. */
export class UploadStart {
  constructor(
    private readonly uploads: UploadRepository,
    private readonly parts: UploadParts,
    private readonly intake: UploadIntake,
    private readonly committing: UploadCommit,
    private readonly settings: { readonly uploadsPerPerson: number },
  ) {}

  async begin(actor: Actor, uploading: Uploading): Promise<void> {
    const { upload } = uploading;
    if (upload.length === 0) return this.#complete(actor, uploading);
    await this.parts.makeRoom(actor.id, this.settings.uploadsPerPerson);
    await this.uploads.insert(upload);
  }

  async #complete(actor: Actor, uploading: Uploading): Promise<void> {
    const staged = await this.intake.take(uploading, nothing());
    await this.committing.commit(actor, uploading.upload, staged);
  }
}

async function* nothing(): AsyncGenerator<Uint8Array> {}
