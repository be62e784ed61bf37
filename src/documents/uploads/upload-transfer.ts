import type { Clock } from '../../platform/clock/clock.js';
import type { StagedVersion } from '../../version-archive/index.js';
import { wrongOffset } from '../documents.errors.js';
import { COMPLETE_LIFETIME_MS, UPLOAD_LIFETIME_MS, UploadAddress, type Upload } from './upload.js';
import { RunningUploads, type RequestBytes } from './running-uploads.js';
import type { UploadIntake } from './upload-intake.js';
import type { UploadParts } from './upload-parts.js';
import type { Uploading, UploadTarget } from './upload-target.js';
import type { UploadRepository } from './upload.repository.js';

export type UploadFacts = Pick<
  Upload,
  'documentId' | 'accountId' | 'purpose' | 'fileType' | 'length'
>;

export interface BegunUpload {
  readonly upload: Upload;
  readonly address: UploadAddress;
}

/**
 * What is the same for all who upload by tus: an upload begins, goes on where it stands, and is complete with its last
 * byte. Whoever calls it has checked that the person may.
 */
export class UploadTransfer {
  readonly #running = new RunningUploads();

  constructor(
    private readonly uploads: UploadRepository,
    private readonly parts: UploadParts,
    private readonly intake: UploadIntake,
    private readonly clock: Clock,
    private readonly settings: { readonly uploadsPerPerson: number },
  ) {}

  /** An empty file is complete after this. @throws documents/too-many-uploads */
  async begin(
    facts: UploadFacts,
    targetOf: (upload: Upload) => UploadTarget | Promise<UploadTarget>,
  ): Promise<BegunUpload> {
    const address = UploadAddress.fresh();
    const expiresAtMs = this.clock.nowMs() + UPLOAD_LIFETIME_MS;
    const upload: Upload = {
      ...{ ...facts, id: address.uploadId, received: 0, version: null, expiresAtMs },
    };
    const target = await targetOf(upload);
    await address.withSecret((secret) => this.#begin({ upload, target, secret }));
    return { upload, address };
  }

  async #begin(uploading: Uploading): Promise<void> {
    const { upload } = uploading;
    if (upload.length === 0) {
      const staged = await this.intake.take(uploading, nothing());
      return this.#commit(uploading, staged);
    }
    await this.parts.makeRoom(upload.accountId, this.settings.uploadsPerPerson);
    await this.uploads.insert(upload);
  }

  /** True when there is nothing left to send. @throws documents/wrong-offset */
  isComplete({ received, length }: Upload, offset: number): boolean {
    if (offset !== received) throw wrongOffset(received);
    return received === length;
  }

  /**
   * Whoever asks how far an upload came was cut off most often: what came of that request is stored first, if this
   * instance has it.
   */
  settled(id: string): Promise<void> {
    return this.#running.settled(id);
  }

  /** Returns how many bytes are stored now; once that is all, the version exists. */
  continue(uploading: Uploading, bytes: RequestBytes): Promise<number> {
    return this.#running.run(uploading.upload.id, bytes, (content) =>
      this.#continue(uploading, content),
    );
  }

  async #continue(uploading: Uploading, content: AsyncIterable<Uint8Array>): Promise<number> {
    // Not before the bytes are read: of a connection that breaks meanwhile, nothing would be left to keep.
    const prolonged = this.parts.prolong(uploading.upload);
    prolonged.catch(() => undefined);
    const received = await this.#take(uploading, content);
    await prolonged;
    return received;
  }

  async #take(uploading: Uploading, content: AsyncIterable<Uint8Array>): Promise<number> {
    const { upload } = uploading;
    const staged = await this.intake.take(uploading, content);
    const received = upload.received + staged.stored.size;
    if (received < upload.length) return this.parts.keep(upload, staged);
    if (upload.received === 0) await this.#commit(uploading, staged);
    else await this.#join(uploading, staged);
    return received;
  }

  async #join(uploading: Uploading, last: StagedVersion): Promise<void> {
    const { upload } = uploading;
    const earlier = await this.parts.of(upload);
    const ending = { start: upload.received, staged: last };
    try {
      await this.#commit(uploading, await this.intake.join(uploading, [...earlier, ending]));
    } catch (error) {
      // Earlier parts stay; the program may send the last one again.
      await this.intake.discard([ending]);
      throw error;
    }
    await this.intake.discard([...earlier, ending]);
  }

  #commit({ upload, target }: Uploading, staged: StagedVersion): Promise<void> {
    return target.commit(staged, (version) => this.#complete(upload, version));
  }

  /** In the transaction of the version. Of two requests that bring the last bytes, one is refused. */
  async #complete(upload: Upload, version: number): Promise<void> {
    const { id, received, length } = upload;
    if (length === 0) await this.uploads.insert(upload);
    else if (!(await this.uploads.advance(id, received, length))) throw wrongOffset(received);
    const expiresAtMs = this.clock.nowMs() + COMPLETE_LIFETIME_MS;
    await this.uploads.noteOutcome(id, { version, expiresAtMs });
    await this.uploads.removeParts(id);
  }
}

async function* nothing(): AsyncGenerator<Uint8Array> {}
