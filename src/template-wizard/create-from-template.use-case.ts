import { Injectable } from '@nestjs/common';
import { checkedTitle, extensionOf, nameWithoutExtension } from '../documents/index.js';
import { DesktopDocuments, type ContentControlValue } from '../office-connector/index.js';
import { TemplateCatalogue, unknownTemplate, type Template } from '../oneoffixx/index.js';
import type { Actor } from '../platform/identity/actor.js';
import { languageNotOffered } from './template-wizard.errors.js';

export interface CreateFromTemplateInput {
  readonly title: string;
  readonly templateId: string;
  /** A Windows language id (LCID) of the template's. */
  readonly language?: number | undefined;
  readonly fields?: Readonly<Record<string, string>> | undefined;
  readonly contentControls?: Readonly<Record<string, ContentControlValue>> | undefined;
}

/** A shadow document of a template the person may use, and the URL that starts their desktop. */
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

/** A backend that names no languages leaves the choice to its client. */
function checkLanguage(language: number | undefined, { languages }: Template): void {
  if (language === undefined || languages.length === 0) return;
  if (!languages.includes(language)) throw languageNotOffered(language, languages);
}
