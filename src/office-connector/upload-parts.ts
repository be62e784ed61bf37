import type { Clock } from '../platform/clock/clock.js';
import type { Database } from '../platform/database/database.js';
import type { StagedVersion } from '../version-archive/index.js';
import { wrongOffset } from './office-connector.errors.js';
import { UPLOAD_LIFETIME_MS, type Upload, type UploadPart } from './upload.js';
import type { UploadIntake } from './upload-intake.js';
import type { UploadRepository } from './upload.repository.js';

/** What interrupted uploads have so far. */
export class UploadParts {
  constructor(
    private readonly uploads: UploadRepository,
    private readonly intake: UploadIntake,
    private readonly database: Database,
    private readonly clock: Clock,
  ) {}

  of({ id }: Upload): Promise<readonly UploadPart[]> {
    return this.uploads.partsOf(id);
  }

  prolong({ id }: Upload): Promise<void> {
    return this.uploads.prolong(id, this.clock.nowMs() + UPLOAD_LIFETIME_MS);
  }

  /** Answers how many bytes are safe now. Of two requests that continue at the same place one is refused. */
  async keep(upload: Upload, staged: StagedVersion): Promise<number> {
    const { id, received: start } = upload;
    const received = start + staged.stored.size;
    const kept = received > start && (await this.#add(id, { start, staged }, received));
    if (!kept) await this.intake.discard([{ start, staged }]);
    if (!kept && received > start) throw wrongOffset(start);
    return received;
  }

  /** Gives up what expired. */
  async sweep(): Promise<void> {
    for (const { id } of await this.uploads.expiredBefore(this.clock.nowMs())) {
      const parts = await this.database.inTransaction(async () => {
        const all = await this.uploads.partsOf(id);
        await this.uploads.remove(id);
        return all;
      });
      await this.intake.discard(parts);
    }
  }

  #add(id: string, part: UploadPart, received: number): Promise<boolean> {
    return this.database.inTransaction(async () => {
      if (!(await this.uploads.advance(id, part.start, received))) return false;
      await this.uploads.addPart(id, part);
      return true;
    });
  }
}
