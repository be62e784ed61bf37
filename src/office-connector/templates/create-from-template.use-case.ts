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

/**
 * The way of a document from a template, in this order:
 *
 * 1. The wizard lists the templates that the backend grants to this person (`oneoffixx`, a grant for each person).
 * 2. Here the chosen template is looked up among them, and a shadow document is created: it has a title and an owner,
 *    but no content. What was filled in is stored in the same transaction, and the `oc:` URL is returned.
 * 3. The browser starts Office Connector with that URL. Its token allows this one action on this document
 *    (`links/desktop-urls.ts`).
 * 4. Office Connector asks what to do (`payloads/list-payloads.use-case.ts`) and fetches the instruction
 *    (`show-instruction.use-case.ts`): XML made of the template, the filled-in fields and the document's properties.
 * 5. Word or Excel makes the file. Office Connector checks the document out (`checkout/checkout.use-case.ts`) and uploads
 *    the file by tus (`upload/begin-upload.use-case.ts`, then `continue-upload.use-case.ts`).
 * 6. When all bytes are there, one transaction makes them the first version and ends the shadow state
 *    (`upload/upload-commit.ts`). The check-in releases the document (`checkout/checkout.use-case.ts`).
 */
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
