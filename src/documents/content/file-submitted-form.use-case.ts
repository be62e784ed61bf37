import { Injectable } from '@nestjs/common';
import { DomainEvents } from '../../platform/events/domain-events.js';
import type { Document } from '../document.js';
import { DocumentShareChanged } from '../document.events.js';
import { DocumentShareRepository } from '../registry/document.repository.js';
import { titleOfFile } from '../registry/document-title.js';
import { DocumentFactory } from '../registry/document-factory.js';
import { ALL_ALLOWED } from '../rights.js';
import { CreateDocument, type CreateDocumentInput } from './create-document.use-case.js';

export interface SubmittedForm extends Omit<CreateDocumentInput, 'origin'> {
  /** What was filled in. Not private: the server could not read the one for the other. */
  readonly form: Document;
  /** Who filled it in. */
  readonly author: string;
  /** Writes other rows in the same transaction; may run again. */
  readonly alongside: (documentId: string) => Promise<void>;
}

/**
 * A form that somebody filled in and submitted: a new document beside the form. It is its owner's, under managed
 * custody as the form is. Who filled it in may see it, and nobody else: the form's shares are not copied.
 */
@Injectable()
export class FileSubmittedForm {
  constructor(
    private readonly factory: DocumentFactory,
    private readonly create: CreateDocument,
    private readonly shares: DocumentShareRepository,
    private readonly events: DomainEvents,
  ) {}

  /** The errors of an upload. Nothing is stored then. */
  async execute(submitted: SubmittedForm): Promise<Document> {
    const { form, author } = submitted;
    const isReader = author !== form.owner;
    const wanted = {
      ...{ title: titleOfFile(submitted.title), owner: form.owner, custody: 'managed' as const },
    };
    const document = await this.factory.create(wanted, async (made) => {
      await this.create.register(made, {
        ...{ content: submitted.content, declaredBytes: submitted.declaredBytes, author },
        origin: 'save',
        alongside: async () => {
          if (isReader) await this.#giveReader(made, author);
          await submitted.alongside(made.id);
        },
      });
      return made;
    });
    if (isReader) this.events.publish(new DocumentShareChanged(document.id, author, false));
    return document;
  }

  async #giveReader({ id: documentId, createdAtMs }: Document, accountId: string): Promise<void> {
    await this.shares.insert({
      ...{ documentId, accountId, role: 'viewer', switches: ALL_ALLOWED },
      ...{ createdAtMs, reducedAtMs: 0 },
    });
    await this.shares.refresh(documentId);
  }
}
