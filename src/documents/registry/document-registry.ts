import { Clock } from '../../platform/clock/clock.js';
import { Database } from '../../platform/database/database.js';
import { People, personIn } from '../../platform/identity/people.js';
import type { Version, VersionOrigin } from '../../version-archive/index.js';
import type { Document } from '../document.js';
import { noSuchDocument } from '../documents.errors.js';
import { DocumentShareRepository, DocumentRepository } from './document.repository.js';
import { withExtension } from './document-title.js';

type Editable = Partial<Pick<Document, 'title' | 'fileType' | 'state' | 'custody' | 'deletedAtMs'>>;

/**
 * The only way to change a registered document: read, change and write in one transaction, the caller's if there is
 * one. Every change moves the document to the top of lists.
 */
export class DocumentRegistry {
  constructor(
    private readonly documents: DocumentRepository,
    private readonly shares: DocumentShareRepository,
    private readonly database: Database,
    private readonly clock: Clock,
    private readonly people: People,
  ) {}

  /** `documents/no-such-document` (not-found) for an unknown id. A deleted document can be changed. */
  change(
    documentId: string,
    edit: (document: Document, nowMs: number) => Editable,
  ): Promise<Document> {
    return this.database.inTransaction(async () => {
      const document = await this.documents.findById(documentId);
      if (document === undefined) throw noSuchDocument(documentId);
      const nowMs = this.clock.nowMs();
      const changed = { ...document, ...edit(document, nowMs), updatedAtMs: nowMs };
      await this.documents.update(changed);
      await this.shares.refresh(documentId);
      return changed;
    });
  }

  /**
   * Called in the transaction that commits a new current version. A shadow document becomes active; when the file
   * type differs from the previous one, the title gets the new extension.
   */
  contentChanged(documentId: string, content: { readonly fileType: string }): Promise<Document> {
    const fileType = content.fileType.toLowerCase();
    return this.change(documentId, ({ title, fileType: before }) => ({
      title: fileType === before ? title : withExtension(title, fileType),
      fileType,
      state: 'active',
    }));
  }

  /**
   * What is sealed together with a version's bytes, so that the index can be rebuilt from shards alone. `made_from` is
   * the number of the version that the content is based on; the version's own number is assigned at the commit. People
   * are named by account id, and by name for whoever reads it without the accounts.
   */
  async describeVersion(
    document: Document,
    version: {
      readonly author: string;
      readonly origin: VersionOrigin;
      readonly madeFrom: Version | null;
      readonly fileType?: string;
    },
  ): Promise<Readonly<Record<string, string | number | null>>> {
    const named = await this.people.named([document.owner, version.author]);
    return {
      title: document.title,
      owner: document.owner,
      owner_name: personIn(named, document.owner).username,
      version_group_id: document.versionGroupId,
      file_type: version.fileType ?? document.fileType,
      custody: document.custody,
      author: version.author,
      author_name: personIn(named, version.author).username,
      origin: version.origin,
      made_from: version.madeFrom?.number ?? 0,
    };
  }
}
