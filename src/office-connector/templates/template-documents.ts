import type { Clock } from '../../platform/clock/clock.js';
import type { Actor } from '../../platform/identity/actor.js';
import { extensionOf, type CreateShadowDocument, type Document } from '../../documents/index.js';
import { chooseLanguage, faultsIn } from '../../instruction-xml/index.js';
import { DesktopDocuments, type NewDesktopDocument } from './desktop-documents.js';
import type { DesktopUrls } from '../links/desktop-urls.js';
import { forbiddenCharacters } from '../office-connector.errors.js';
import type { UrlRights } from '../links/url-rights.js';
import type { WaitingDocument } from './waiting-document.repository.js';
import type { WaitingDocuments } from './waiting-documents.js';

export class TemplateDocuments extends DesktopDocuments {
  constructor(
    private readonly createShadow: CreateShadowDocument,
    private readonly waiting: WaitingDocuments,
    private readonly urls: DesktopUrls,
    private readonly rights: UrlRights,
    private readonly clock: Clock,
  ) {
    super();
  }

  async create(actor: Actor, input: NewDesktopDocument) {
    const faults = faultsIn(input);
    if (faults.length > 0) throw forbiddenCharacters(faults);
    const document = await this.createShadow.execute(actor, {
      title: titleOf(input),
      alongside: (made) => this.waiting.add(this.#waiting(actor, made, input)),
    });
    const url = await this.urls.urlFor(actor, document.document.id, 'oneoffixx');
    return { document, url };
  }

  async urlFor(actor: Actor, documentId: string, action: 'oneoffixx' | 'checkout') {
    await this.rights.require(actor, documentId, action);
    return this.urls.urlFor(actor, documentId, action);
  }

  waitingFor(documentId: string) {
    return this.waiting.find(documentId);
  }

  #waiting(actor: Actor, { id }: Document, input: NewDesktopDocument): WaitingDocument {
    const { template, language: requested } = input;
    const language = chooseLanguage(template.languages, { requested, locale: actor.locale });
    return {
      documentId: id,
      templateId: template.templateId,
      templateTitle: template.title,
      filename: template.filename,
      contentType: template.contentType,
      language: language ?? null,
      fields: input.fields ?? {},
      contentControls: input.contentControls ?? {},
      createdAtMs: this.clock.nowMs(),
      endedAtMs: null,
    };
  }
}

const titleOf = ({ title, template: { fileType } }: NewDesktopDocument): string =>
  extensionOf(title) === fileType ? title : `${title.trim()}.${fileType}`;
