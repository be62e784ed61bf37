import type { Clock } from '../../platform/clock/clock.js';
import type { Database } from '../../platform/database/database.js';
import type { StagedVersion } from '../../version-archive/index.js';
import { badUpload, tooManyUploads, wrongOffset } from '../documents.errors.js';
import type { AbandonedDocuments } from '../registry/abandoned-documents.js';
import {
  MAX_PARTS,
  UPLOAD_IDLE_MS,
  UPLOAD_LIFETIME_MS,
  type Upload,
  type UploadPart,
} from './upload.js';
import type { UploadIntake } from './upload-intake.js';
import type { UploadRepository } from './upload.repository.js';
import { sentence } from '../../platform/errors/sentence.js';

/** The stored parts of interrupted uploads. */
export class UploadParts {
  constructor(
    private readonly uploads: UploadRepository,
    private readonly intake: UploadIntake,
    private readonly database: Database,
    private readonly clock: Clock,
    private readonly abandoned: AbandonedDocuments,
  ) {}

  of({ id }: Upload): Promise<readonly UploadPart[]> {
    return this.uploads.partsOf(id);
  }

  prolong({ id }: Upload): Promise<void> {
    return this.uploads.prolong(id, this.clock.nowMs() + UPLOAD_LIFETIME_MS);
  }

  /** Returns how many bytes are stored now. Of two requests that continue at the same offset, one is refused. */
  async keep(upload: Upload, staged: StagedVersion): Promise<number> {
    const { received: start } = upload;
    const received = start + staged.stored.size;
    let isKept = false;
    try {
      isKept = received > start && (await this.#add(upload, { start, staged }, received));
    } finally {
      if (!isKept) await this.intake.discard([{ start, staged }]);
    }
    if (!isKept && received > start) throw wrongOffset(start);
    return received;
  }

  /**
   * Makes room for one more upload within the person's limit: removes idle uploads, the oldest first.
   * @throws documents/too-many-uploads (429) when too few of them are idle
   */
  async makeRoom(accountId: string, limit: number): Promise<void> {
    const open = await this.uploads.openOf(accountId);
    const surplus = open.slice(0, Math.max(0, open.length - limit + 1));
    const newest = surplus.at(-1);
    if (newest === undefined) return;
    const idleAtMs = newest.expiresAtMs - UPLOAD_LIFETIME_MS + UPLOAD_IDLE_MS;
    const waitMs = idleAtMs - this.clock.nowMs();
    if (waitMs > 0) throw tooManyUploads(limit, Math.ceil(waitMs / 1000));
    for (const upload of surplus) await this.remove(upload);
  }

  /** Removes expired uploads. */
  async sweep(): Promise<void> {
    for (const upload of await this.uploads.expiredBefore(this.clock.nowMs()))
      await this.remove(upload);
  }

  /** Removes documents that nothing registers any more, of processes that died. */
  sweepDocuments(stop: AbortSignal): Promise<void> {
    return this.abandoned.sweep((documentId) => this.uploads.isAwaited(documentId), stop);
  }

  /** What a complete one became stays; of a document that was never complete, nothing does. */
  async remove({ id, purpose }: Upload): Promise<void> {
    const parts = await this.database.inTransaction(async () => {
      const all = await this.uploads.partsOf(id);
      await this.uploads.remove(id);
      return all;
    });
    await this.intake.discard(parts);
    if (purpose.kind === 'new') await this.abandoned.remove(purpose.document);
  }

  #add({ id }: Upload, part: UploadPart, received: number): Promise<boolean> {
    return this.database.inTransaction(async () => {
      if (!(await this.uploads.advance(id, part.start, received))) return false;
      if ((await this.uploads.countParts(id)) >= MAX_PARTS)
        throw badUpload(
          sentence`The upload came in more than ${MAX_PARTS} pieces. Start again with larger ones.`,
        );
      await this.uploads.addPart(id, part);
      return true;
    });
  }
}
