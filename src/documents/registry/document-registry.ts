import { AuditLog, documentObject, type AuditEvent } from '../../platform/audit/audit-log.js';
import { Clock } from '../../platform/clock/clock.js';
import { Database } from '../../platform/database/database.js';
import { EventOutbox, isEventType } from '../../platform/events/event-outbox.js';
import { People, personIn } from '../../platform/identity/people.js';
import type { Version, VersionOrigin } from '../../version-archive/index.js';
import type { Document } from '../document.js';
import { noSuchDocument } from '../documents.errors.js';
import { DocumentShareRepository, DocumentRepository } from './document.repository.js';
import { withExtension } from './document-title.js';

type Editable = Partial<Pick<Document, 'title' | 'fileType' | 'state' | 'custody' | 'deletedAtMs'>>;

/** The entry of a change in the audit log: who did what. */
export type RecordedChange = Pick<AuditEvent, 'action' | 'actor' | 'detail'>;

export interface DocumentRegistryParts {
  readonly documents: DocumentRepository;
  readonly shares: DocumentShareRepository;
  readonly database: Database;
  readonly clock: Clock;
  readonly people: People;
  readonly audit: AuditLog;
  readonly outbox: EventOutbox;
}

/**
 * The only way to change a registered document: read, change and write in one transaction, the caller's if there is
 * one. Every change moves the document to the top of lists.
 */
export class DocumentRegistry {
  constructor(private readonly parts: DocumentRegistryParts) {}

  /** Registers a new document. `by`: whoever made it, who need not be its owner. */
  add(document: Document, by = document.owner): Promise<void> {
    return this.parts.database.inTransaction(async () => {
      await this.parts.documents.insert(document);
      await this.#record(document, { action: 'document.created', actor: by });
    });
  }

  /**
   * `documents/no-such-document` (not-found) for an unknown id. A deleted document can be changed. `recorded` is written
   * in the same transaction; changes that follow a new version have the entry of that version.
   */
  change(
    documentId: string,
    edit: (document: Document, nowMs: number) => Editable,
    recorded?: RecordedChange,
  ): Promise<Document> {
    return this.parts.database.inTransaction(async () => {
      const document = await this.parts.documents.findById(documentId);
      if (document === undefined) throw noSuchDocument(documentId);
      const nowMs = this.parts.clock.nowMs();
      const changed = { ...document, ...edit(document, nowMs), updatedAtMs: nowMs };
      await this.parts.documents.update(changed);
      await this.parts.shares.refresh(documentId);
      if (recorded !== undefined) await this.#record(changed, recorded);
      return changed;
    });
  }

  async #record({ id, title }: Document, recorded: RecordedChange): Promise<void> {
    const { action: type, actor } = recorded;
    await this.parts.audit.record({ ...recorded, object: documentObject(id) });
    if (!isEventType(type)) return;
    // The document may have another title when the event is sent.
    const detail = type === 'document.renamed' ? { title } : undefined;
    await this.parts.outbox.add({ type, documentId: id, actor, ...(detail && { detail }) });
  }

  /**
   * Called in the transaction that commits a new current version. A shadow document becomes active; when the file
   * type differs from the previous one, the title gets the new extension.
   */
  contentChanged(documentId: string, content: { readonly fileType: string }): Promise<Document> {
    const fileType = content.fileType.toLowerCase();
    return this.parts.database.inTransaction(
      async () =>
        (await this.#touched(documentId, fileType)) ?? this.#becameOf(documentId, fileType),
    );
  }

  /** Of nearly every save: neither format nor state changes. */
  async #touched(documentId: string, fileType: string): Promise<Document | undefined> {
    const { documents, shares, clock } = this.parts;
    const touched = await documents.touch(documentId, fileType, clock.nowMs());
    if (touched !== undefined) await shares.refresh(documentId);
    return touched;
  }

  #becameOf(documentId: string, fileType: string): Promise<Document> {
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
    const named = await this.parts.people.named([document.owner, version.author]);
    return {
      title: document.title,
      owner: document.owner,
      owner_name: personIn(named, document.owner).username,
      ...(document.ownerChanges > 0 && { owner_change: document.ownerChanges }),
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
