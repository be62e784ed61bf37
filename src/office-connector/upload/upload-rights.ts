import type { Actor } from '../../platform/identity/actor.js';
import type {
  Document,
  DocumentAccess,
  DocumentCheckouts,
  DocumentHolders,
} from '../../documents/index.js';
import type { VersionArchive } from '../../version-archive/index.js';
import { foreignLock } from '../office-connector.errors.js';

/** Who may put content in: whoever has it checked out; without any content yet, every editor that may. */
export class UploadRights {
  constructor(
    private readonly access: DocumentAccess,
    private readonly holders: DocumentHolders,
    private readonly checkouts: DocumentCheckouts,
    private readonly archive: VersionArchive,
  ) {}

  /** Joins the caller's transaction: asked again where the version is made. */
  async require(actor: Actor, documentId: string, lockToken?: string): Promise<Document> {
    const { document } = await this.access.require(actor, documentId, 'editor');
    const head = await this.archive.findHead(document.versionGroupId);
    if (head === undefined) await this.holders.assertNotHeldByOthers(actor.username, documentId);
    else await this.checkouts.own(actor, documentId);
    await this.#checkLock(documentId, lockToken);
    return document;
  }

  /** Programs that send none are let through: the check-out is what counts. */
  async #checkLock(documentId: string, lockToken: string | undefined): Promise<void> {
    if (lockToken === undefined) return;
    const lock = await this.holders.lockOf(documentId);
    if (lock !== undefined && lock.token !== lockToken) throw foreignLock(documentId);
  }
}
