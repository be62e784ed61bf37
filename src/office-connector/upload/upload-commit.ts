import type {
  Document,
  DocumentAccess,
  DocumentCheckouts,
  DocumentHolders,
  DocumentRegistry,
  EditGuard,
  Upload,
  UploadTarget,
} from '../../documents/index.js';
import type { Database } from '../../platform/database/database.js';
import type { Actor } from '../../platform/identity/actor.js';
import type { StagedVersion, VersionArchive } from '../../version-archive/index.js';
import { foreignLock } from '../office-connector.errors.js';
import type { WaitingDocuments } from '../templates/waiting-documents.js';

/** Who may upload content: the person who has it checked out, or any editor while there is no content yet. */
export class UploadRights {
  constructor(
    private readonly access: DocumentAccess,
    private readonly holders: DocumentHolders,
    private readonly checkouts: DocumentCheckouts,
    private readonly archive: VersionArchive,
  ) {}

  /** Joins the caller's transaction; checked again when the version is committed. */
  async require(actor: Actor, documentId: string, lockToken?: string): Promise<Document> {
    const { document } = await this.access.require(actor, documentId, 'edit');
    const head = await this.archive.findHead(document.versionGroupId);
    if (head === undefined) await this.holders.assertNotHeldByOthers(actor.id, documentId);
    else await this.checkouts.own(actor, documentId);
    await this.#checkLock(documentId, lockToken);
    return document;
  }

  /** Requests without a lock token are accepted: the check-out decides. */
  async #checkLock(documentId: string, lockToken: string | undefined): Promise<void> {
    if (lockToken === undefined) return;
    const lock = await this.holders.lockOf(documentId);
    if (lock !== undefined && lock.token !== lockToken) throw foreignLock(documentId);
  }
}

export interface UploadCommitParts {
  readonly archive: VersionArchive;
  readonly rights: UploadRights;
  readonly content: DocumentRegistry;
  readonly waiting: WaitingDocuments;
  readonly outside: EditGuard;
  readonly database: Database;
}

type Complete = (versionNumber: number) => Promise<void>;

/** One transaction: the upload is complete, its version is current, the document no longer waits. */
export class UploadCommit {
  constructor(private readonly parts: UploadCommitParts) {}

  targetOf(actor: Actor, document: Document, upload: Upload): UploadTarget {
    const commit = (staged: StagedVersion, complete: Complete) =>
      this.#commit(actor, upload, { staged, complete });
    return { document, origin: 'office-connector', commit };
  }

  async #commit(
    actor: Actor,
    upload: Upload,
    whole: { readonly staged: StagedVersion; readonly complete: Complete },
  ): Promise<void> {
    try {
      await this.parts.database.inTransaction(() => this.#write(actor, upload, whole));
    } catch (error) {
      await this.parts.archive.discard(whole.staged);
      throw error;
    }
    this.parts.outside.publishReplaced(upload.documentId);
  }

  async #write(
    actor: Actor,
    { documentId, fileType }: Upload,
    { staged, complete }: { readonly staged: StagedVersion; readonly complete: Complete },
  ): Promise<void> {
    const { archive, rights, content, waiting } = this.parts;
    const document = await rights.require(actor, documentId);
    const head = await archive.findHead(document.versionGroupId);
    const { version } = await archive.commit(staged, {
      groupId: document.versionGroupId,
      origin: 'office-connector',
      author: actor.id,
      fileType,
      // The person with the check-out writes next; versions from elsewhere stay in the history.
      expectedHead: head?.number ?? 0,
      onMoved: 'refuse',
    });
    await complete(version.number);
    await content.contentChanged(document.id, { fileType });
    await waiting.end(document.id);
  }
}
