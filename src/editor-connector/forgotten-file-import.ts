import type { Document } from '../documents/index.js';
import type { VersionArchive } from '../version-archive/index.js';
import type { DocumentKey } from './document-keys.js';
import type { DocumentServer } from './document-server.js';
import type { ForgottenReceipts } from './forgotten-receipts.js';
import type { RecoveryCommit } from './recovery-commit.js';
import type { ReportedPresence } from './reported-presence.js';
import type { SaveStaging } from './save-staging.js';

/**
 * `in-use`: somebody has the key open, sees the file in their editor, and saves it by closing.
 * `gone`: there is no such file any more. `known`: it was stored before and only had to be deleted there.
 */
export type ForgottenOutcome = 'recovered' | 'known' | 'in-use' | 'gone';

export interface ForgottenImportParts {
  readonly server: DocumentServer;
  readonly archive: VersionArchive;
  readonly staging: SaveStaging;
  readonly receipts: ForgottenReceipts;
  readonly committing: RecoveryCommit;
  readonly presence: ReportedPresence;
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
    const version = await this.#store(key, document, url);
    // A process that dies before the last line comes here again: the receipt then tells that it is stored.
    await presence.recovered(documentId, documentKey);
    await server.deleteForgotten(documentKey);
    return version === undefined ? 'known' : 'recovered';
  }

  async #store({ documentKey, lastVersion }: DocumentKey, document: Document, url: string) {
    const { archive, staging, receipts, committing } = this.parts;
    const receipt = receipts.begin(documentKey);
    const about = {
      document,
      documentKey,
      fileType: fileTypeOf(url) ?? document.fileType,
      // Who wrote it is not known any more.
      author: document.owner,
    };
    const staged = await staging.stage({
      ...about,
      url,
      origin: 'recovered',
      madeFrom: await archive.getVersion(document.versionGroupId, lastVersion),
      onPiece: receipt.take,
    });
    return committing.commit(staged, { ...about, receipt: receipt.end() });
  }
}

/** The link ends in `/output.docx`; the Document Server may write another type than it was given. */
const fileTypeOf = (url: string): string | undefined =>
  /\.([a-z0-9]{1,10})$/i.exec(URL.parse(url)?.pathname ?? '')?.[1]?.toLowerCase();
