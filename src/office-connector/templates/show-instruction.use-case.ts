import { Injectable } from '@nestjs/common';
import { DocumentAccess, nameWithoutExtension, type Document } from '../../documents/index.js';
import { InstructionXml, propertiesOf, type Property } from '../../instruction-xml/index.js';
import { TemplateCatalogue } from '../../oneoffixx/index.js';
import type { Actor } from '../../platform/identity/actor.js';
import { People, personIn } from '../../platform/identity/people.js';
import { DesktopUrls } from '../links/desktop-urls.js';
import { noTemplates, notWaiting } from '../office-connector.errors.js';
import { WaitingDocumentRepository, type WaitingDocument } from './waiting-document.repository.js';

/** Fills the instruction of one document: properties, content controls, and a new URL for the check-out. */
@Injectable()
export class InstructionOfDocument {
  constructor(
    private readonly people: People,
    private readonly urls: DesktopUrls,
    private readonly instructionXml: InstructionXml,
  ) {}

  async render(actor: Actor, document: Document, waiting: WaitingDocument): Promise<string> {
    return this.instructionXml.render({
      templateId: waiting.templateId,
      languageLcid: waiting.language ?? undefined,
      properties: await this.#properties(actor, document, waiting),
      contentControls: waiting.contentControls,
      checkoutUrl: await this.urls.urlFor(actor, document.id, 'checkout'),
    });
  }

  async #properties(
    actor: Actor,
    document: Document,
    { fields }: WaitingDocument,
  ): Promise<readonly Property[]> {
    const owner = personIn(await this.people.named([document.owner]), document.owner);
    const creator = { userid: owner.username, fullName: owner.displayName };
    return propertiesOf({
      document: {
        title: nameWithoutExtension(document.title),
        author: creator.fullName,
        documentDate: new Date(document.createdAtMs).toISOString().slice(0, 10),
        versionNumber: 0,
      },
      person: { userid: actor.username, fullName: actor.displayName },
      creator,
      fields,
      locale: actor.locale,
    });
  }
}

/** The Connect XML of a document that waits for its first content; an error for all others. */
@Injectable()
export class ShowInstruction {
  constructor(
    private readonly access: DocumentAccess,
    private readonly catalogue: TemplateCatalogue,
    private readonly waiting: WaitingDocumentRepository,
    private readonly instruction: InstructionOfDocument,
  ) {}

  async execute(actor: Actor, documentId: string): Promise<string> {
    const { document } = await this.access.require(actor, documentId, 'edit');
    if (!this.catalogue.isConfigured) throw noTemplates();
    const waiting = await this.waiting.find(documentId);
    if (document.state !== 'shadow' || waiting === undefined) throw notWaiting(documentId);
    return this.instruction.render(actor, document, waiting);
  }
}
