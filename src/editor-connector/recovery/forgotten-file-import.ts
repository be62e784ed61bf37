import type { Document } from '../../documents/index.js';
import type { Clock } from '../../platform/clock/clock.js';
import type { VersionArchive } from '../../version-archive/index.js';
import type { DocumentKey } from '../document-server/document-keys.js';
import type { DocumentServer } from '../document-server/document-server.js';
import type { ForgottenReceipts } from './forgotten-receipts.js';
import type { ReportedPresence } from '../saving/reported-presence.js';
import type { SaveCommit } from '../saving/save-commit.js';
import { mayBeAnotherFile } from '../saving/saved-content-check.js';
import type { SaveStaging } from '../saving/save-staging.js';

/**
 * `in-use`: somebody has the key open, sees the file in their editor, and saves it by closing.
 * `gone`: there is no such file any more. `known`: it was stored before and only had to be deleted there.
 * `doubtful`: what came may not be it, such as a login page; it is set apart, and stays there.
 */
export type ForgottenOutcome = 'recovered' | 'known' | 'in-use' | 'gone' | 'doubtful';

export interface ForgottenImportParts {
  readonly server: DocumentServer;
  readonly archive: VersionArchive;
  readonly staging: SaveStaging;
  readonly receipts: ForgottenReceipts;
  readonly committing: SaveCommit;
  readonly presence: ReportedPresence;
  readonly clock: Clock;
}

/** Makes a version of one file that the Document Server could not deliver, then lets it delete its copy. */
export class ForgottenFileImport {
  constructor(private readonly parts: ForgottenImportParts) {}

  async take(key: DocumentKey, document: Document): Promise<ForgottenOutcome> {
    const { documentId, documentKey } = key;
    const { server, presence } = this.parts;
    if ((await server.info(documentKey)) !== 'unknown-key') return 'in-use';
    const url = await server.forgottenUrl(documentKey);
    if (url === undefined) return 'gone';
    const outcome = await this.#store(key, document, url);
    if (outcome === 'doubtful') return outcome;
    // A process that dies before the last line comes here again: the receipt then tells that it is stored.
    await presence.recovered(documentId, documentKey);
    await server.deleteForgotten(documentKey);
    return outcome;
  }

  async #store(
    { documentKey, lastVersion }: DocumentKey,
    document: Document,
    url: string,
  ): Promise<ForgottenOutcome> {
    const { archive, staging, receipts, committing, clock } = this.parts;
    const askedAtMs = clock.nowMs();
    const receipt = receipts.begin(documentKey);
    const save = {
      document,
      documentKey,
      fileType: staging.fileTypeOf({ url }, document),
      // Who wrote it is not known any more.
      author: document.owner,
      origin: 'recovered' as const,
    };
    // It contains all that was typed before it was written; what was saved of the key since is newer.
    const { staged, setApart, madeAtMs } = await staging.stage({
      ...save,
      ...{ url, madeAtMs: askedAtMs, isDatedByFile: true },
      madeFrom: await archive.getVersion(document.versionGroupId, lastVersion),
      onPiece: receipt.take,
    });
    const isDoubtful = mayBeAnotherFile(setApart);
    // Such a page is another one each time it is asked for: one of them is enough to look at.
    const reason = isDoubtful ? setApart : undefined;
    const groupId = document.versionGroupId;
    if (reason !== undefined && (await archive.findSetApart(groupId, { documentKey, reason }))) {
      await archive.discard(staged);
      return 'doubtful';
    }
    const { isNew } = await committing.commit(staged, {
      ...save,
      ...{ receipt: receipt.end(), madeAtMs, setApart },
      reportedAtS: Math.floor(askedAtMs / 1000),
    });
    if (isDoubtful) return 'doubtful';
    return isNew ? 'recovered' : 'known';
  }
}
