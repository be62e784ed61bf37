import { Injectable } from '@nestjs/common';
import type { Actor } from '../../platform/identity/actor.js';
import { Database } from '../../platform/database/database.js';
import type { Document } from '../document.js';
import { DocumentRepository } from './document.repository.js';
import type { DocumentView } from './document-view.js';
import { NewDocument } from './new-document.js';

export interface CreateShadowDocumentInput {
  /** With extension: it says what the document will be. */
  readonly title: string;
  /** What else is written in the same transaction. */
  readonly alongside: (document: Document) => Promise<void>;
}

@Injectable()
export class CreateShadowDocument {
  constructor(
    private readonly newDocument: NewDocument,
    private readonly documents: DocumentRepository,
    private readonly database: Database,
  ) {}

  /** A document without content: its owner's and the administrators' to see, until its first version is there. */
  async execute(actor: Actor, input: CreateShadowDocumentInput): Promise<DocumentView> {
    const made = await this.newDocument.titled(input.title, actor.username);
    const document: Document = { ...made, state: 'shadow' };
    await this.database.inTransaction(async () => {
      await this.documents.insert(document);
      await input.alongside(document);
    });
    return { document, role: 'owner', head: undefined, editors: [], unsaved: undefined };
  }
}
