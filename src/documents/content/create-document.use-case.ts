import { Injectable } from '@nestjs/common';
import type { Actor } from '../../platform/identity/actor.js';
import { Database } from '../../platform/database/database.js';
import {
  VersionArchive,
  type StagedVersion,
  type VersionOrigin,
} from '../../version-archive/index.js';
import { ContentIntake } from './content-intake.js';
import { titleOfFile } from '../registry/document-title.js';
import { DocumentRepository } from '../registry/document.repository.js';
import type { DocumentView } from '../registry/document-view.js';
import { NewDocument } from '../registry/new-document.js';
import type { Document } from '../document.js';

export interface CreateDocumentInput {
  /** With extension: it decides the format. */
  readonly title: string;
  readonly content: AsyncIterable<Uint8Array>;
  /** Exact number of bytes when known in advance. */
  readonly declaredBytes?: number | undefined;
  readonly origin?: VersionOrigin;
}

@Injectable()
export class CreateDocument {
  constructor(
    private readonly newDocument: NewDocument,
    private readonly intake: ContentIntake,
    private readonly archive: VersionArchive,
    private readonly documents: DocumentRepository,
    private readonly database: Database,
  ) {}

  async execute(actor: Actor, input: CreateDocumentInput): Promise<DocumentView> {
    this.intake.checkDeclared(input.declaredBytes);
    const document = await this.newDocument.titled(titleOfFile(input.title), actor.username);
    const staged = await this.intake.stage({
      document,
      content: input.content,
      declaredBytes: input.declaredBytes,
      madeFrom: null,
      author: actor.username,
      origin: input.origin ?? 'upload',
    });
    return this.#register(document, staged, input.origin ?? 'upload');
  }

  async #register(
    document: Document,
    staged: StagedVersion,
    origin: VersionOrigin,
  ): Promise<DocumentView> {
    try {
      const head = await this.database.inTransaction(async () => {
        await this.documents.insert(document);
        const { version } = await this.archive.commit(staged, {
          groupId: document.versionGroupId,
          origin,
          author: document.owner,
          fileType: document.fileType,
          expectedHead: 0,
          onMoved: 'refuse',
        });
        return version;
      });
      return { document, role: 'owner', head, editors: [], unsaved: undefined };
    } catch (error) {
      await this.archive.discard(staged);
      throw error;
    }
  }
}
