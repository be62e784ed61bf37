import { Injectable } from '@nestjs/common';
import { checkedTitle, extensionOf, nameWithoutExtension } from '../../documents/index.js';
import { TemplateCatalogue, unknownTemplate, type Template } from '../../oneoffixx/index.js';
import type { Actor } from '../../platform/identity/actor.js';
import { languageNotOffered } from '../office-connector.errors.js';
import { DesktopDocuments, type ContentControlValue } from './desktop-documents.js';

export interface CreateFromTemplateInput {
  readonly title: string;
  readonly templateId: string;
  /** Windows language id (LCID), one of the template's. */
  readonly language?: number | undefined;
  readonly fields?: Readonly<Record<string, string>> | undefined;
  readonly contentControls?: Readonly<Record<string, ContentControlValue>> | undefined;
}

/** Creates a shadow document from a template that the person may use, and the URL that starts their desktop. */
@Injectable()
export class CreateFromTemplate {
  constructor(
    private readonly catalogue: TemplateCatalogue,
    private readonly desktop: DesktopDocuments,
  ) {}

  async execute(actor: Actor, input: CreateFromTemplateInput) {
    const title = checkedTitle(input.title);
    const template = await this.catalogue.findTemplate(actor, input.templateId);
    if (template === undefined) throw unknownTemplate(input.templateId);
    checkLanguage(input.language, template);
    return this.desktop.create(actor, {
      title: extensionOf(title) === template.extension ? nameWithoutExtension(title) : title,
      template: {
        templateId: template.id,
        title: template.title,
        fileType: template.extension,
        contentType: template.contentType,
        filename: template.filename,
        languages: template.languages,
      },
      language: input.language,
      fields: input.fields,
      contentControls: input.contentControls,
    });
  }
}

/** When the backend lists no languages, any is accepted. */
function checkLanguage(language: number | undefined, { languages }: Template): void {
  if (language === undefined || languages.length === 0) return;
  if (!languages.includes(language)) throw languageNotOffered(language, languages);
}
