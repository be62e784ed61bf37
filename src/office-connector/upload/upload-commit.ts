import type { Actor } from '../../platform/identity/actor.js';
import type { Database } from '../../platform/database/database.js';
import type { DocumentRegistry, EditGuard } from '../../documents/index.js';
import type { StagedVersion, VersionArchive } from '../../version-archive/index.js';
import { wrongOffset } from '../office-connector.errors.js';
import type { Upload } from './upload.js';
import type { UploadRepository } from './upload.repository.js';
import type { UploadRights } from './upload-rights.js';
import type { WaitingDocuments } from '../templates/waiting-documents.js';

export interface UploadCommitParts {
  readonly archive: VersionArchive;
  readonly uploads: UploadRepository;
  readonly rights: UploadRights;
  readonly content: DocumentRegistry;
  readonly waiting: WaitingDocuments;
  readonly outside: EditGuard;
  readonly database: Database;
}

/** One transaction: upload done (one of no bytes is only written down here), new version current, document no longer waiting. */
export class UploadCommit {
  constructor(private readonly parts: UploadCommitParts) {}

  async commit(actor: Actor, upload: Upload, staged: StagedVersion): Promise<void> {
    try {
      await this.parts.database.inTransaction(() => this.#write(actor, upload, staged));
    } catch (error) {
      await this.parts.archive.discard(staged);
      throw error;
    }
    this.parts.outside.publishReplaced(upload.documentId);
  }

  async #write(actor: Actor, upload: Upload, staged: StagedVersion): Promise<void> {
    const { archive, uploads, rights, content, waiting } = this.parts;
    const document = await rights.require(actor, upload.documentId);
    if (upload.length === 0) await uploads.insert(upload);
    else if (!(await uploads.advance(upload.id, upload.received, upload.length)))
      throw wrongOffset(upload.received);
    await uploads.removeParts(upload.id);
    const head = await archive.findHead(document.versionGroupId);
    await archive.commit(staged, {
      groupId: document.versionGroupId,
      origin: 'office-connector',
      author: actor.username,
      fileType: upload.fileType,
      // Whoever has it checked out writes next: what came from elsewhere meanwhile stays in the history.
      expectedHead: head?.number ?? 0,
      onMoved: 'refuse',
    });
    await content.contentChanged(document.id, { fileType: upload.fileType });
    await waiting.end(document.id);
  }
}
