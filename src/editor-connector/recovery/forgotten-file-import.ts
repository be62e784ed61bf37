import { createHmac } from 'node:crypto';
import type { Document } from '../../documents/index.js';
import type { Clock } from '../../platform/clock/clock.js';
import type { Version, VersionArchive } from '../../version-archive/index.js';
import type { DocumentKey } from '../document-server/document-keys.js';
import type { DocumentServer } from '../document-server/document-server.js';
import type { ReportedPresence } from '../saving/reported-presence.js';
import type { SaveCommit } from '../saving/save-commit.js';
import { mayBeAnotherFile, type SaveStaging } from '../saving/save-staging.js';

/**
 * `in-use`: somebody has the key open, sees the file in their editor, and saves it by closing.
 * `gone`: the file no longer exists. `not-submitted`: somebody's copy of a form, which is not kept. `known`: it was stored before and only had to be deleted there.
 * `doubtful`: what came may be another file, such as a login page; it is quarantined, and the file stays there until a
 * person restores the version and the same bytes come again.
 */
export type ForgottenOutcome =
  'recovered' | 'known' | 'in-use' | 'gone' | 'not-submitted' | 'doubtful';

export interface ForgottenImportParts {
  readonly server: DocumentServer;
  readonly archive: VersionArchive;
  readonly staging: SaveStaging;
  readonly committing: SaveCommit;
  readonly presence: ReportedPresence;
  readonly clock: Clock;
  /**
   * For receipts. A forgotten file has no name of its own, and the next failed save of the same key is another file:
   * so its content names it. Keyed, so that the database alone confirms no guess at a content.
   */
  readonly receiptKey: Buffer;
}

/** Makes a version of one file that the Document Server could not deliver, then deletes the file there. */
export class ForgottenFileImport {
  constructor(private readonly parts: ForgottenImportParts) {}

  async import(key: DocumentKey, document: Document): Promise<ForgottenOutcome> {
    const { documentId, documentKey } = key;
    const { server, presence } = this.parts;
    if ((await server.info(documentKey)) !== 'unknown-key') return 'in-use';
    if (key.purpose === 'fill') {
      await server.deleteForgotten(documentKey);
      return 'not-submitted';
    }
    const url = await server.forgottenUrl(documentKey);
    if (url === undefined) return 'gone';
    const outcome = await this.#store(key, document, url);
    if (outcome === 'doubtful') return outcome;
    // After a crash before the last line the file is imported again, and its receipt shows that it is stored.
    await presence.recovered(documentId, documentKey);
    await server.deleteForgotten(documentKey);
    return outcome;
  }

  async #store(
    { documentKey, lastVersion, openedVersion }: DocumentKey,
    document: Document,
    url: string,
  ): Promise<ForgottenOutcome> {
    const { archive, staging, committing, clock, receiptKey } = this.parts;
    const askedAtMs = clock.nowMs();
    const receipt = createHmac('sha256', receiptKey).update(`${documentKey}\n`);
    const save = {
      document,
      documentKey,
      fileType: staging.fileTypeOf({ url }, document),
      // The Document Server does not say who wrote it.
      author: document.owner,
      origin: 'recovered' as const,
    };
    // It contains all changes up to the date of the file; later saves of the key are newer.
    const { staged, setApart, madeAtMs, fileType, notKeptAs } = await staging.stage({
      ...save,
      ...{ url, madeAtMs: askedAtMs, isDatedByFile: true },
      baseVersion: lastVersion,
      openedVersion,
      observe: () => (chunk) => void receipt.update(chunk),
    });
    const isDoubtful = mayBeAnotherFile(setApart);
    // A login page is different each time it is sent: one of them is enough to look at.
    const reason = isDoubtful ? setApart : undefined;
    const groupId = document.versionGroupId;
    const digest = receipt.digest('hex');
    if (isDoubtful && (await this.#isRestored(await committing.findDelivered(document, digest)))) {
      await archive.discard(staged);
      return 'known';
    }
    if (reason !== undefined && (await archive.findSetApart(groupId, { documentKey, reason }))) {
      await archive.discard(staged);
      return 'doubtful';
    }
    const { isNew } = await committing.commit(staged, {
      ...save,
      ...{ receipt: digest, madeAtMs, setApart, fileType, notKeptAs },
      reportedAtS: Math.floor(askedAtMs / 1000),
    });
    if (isDoubtful) return 'doubtful';
    return isNew ? 'recovered' : 'known';
  }

  /** A person decided that this content is the file: they made it a current version. */
  async #isRestored(version: Version | undefined): Promise<boolean> {
    if (version === undefined) return false;
    const versions = await this.parts.archive.list(version.groupId);
    const number = String(version.number);
    return versions.some(({ origin, comment }) => origin === 'restore' && comment === number);
  }
}
