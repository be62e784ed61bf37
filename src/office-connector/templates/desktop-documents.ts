import type { Clock } from '../../platform/clock/clock.js';
import type { Actor } from '../../platform/identity/actor.js';
import {
  extensionOf,
  type CreateShadowDocument,
  type Document,
  type DocumentView,
} from '../../documents/index.js';
import { chooseLanguage, faultsIn } from '../../instruction-xml/index.js';
import type { DesktopUrls } from '../links/desktop-urls.js';
import { forbiddenCharacters } from '../office-connector.errors.js';
import type { WaitingDocument } from './waiting-document.repository.js';
import type { WaitingDocuments } from './waiting-documents.js';

/** A value for a content control of the template: text, several lines, a check box, a date (`YYYY-MM-DD`). */
export type ContentControlValue = string | boolean | readonly string[] | { readonly date: string };

/** The chosen template and what was filled in; all of it ends up in the instruction. */
export interface NewDesktopDocument {
  /** Without extension. */
  readonly title: string;
  readonly template: {
    readonly templateId: string;
    readonly title: string;
    /** Extension without dot. */
    readonly fileType: string;
    readonly contentType: string;
    /** The file's name as the desktop client will save it, with extension. */
    readonly filename: string;
    /** LCIDs as the template backend returned them, numbers or texts. */
    readonly languages: readonly (string | number)[];
  };
  readonly language?: number | undefined;
  readonly fields?: Readonly<Record<string, string>> | undefined;
  readonly contentControls?: Readonly<Record<string, ContentControlValue>> | undefined;
}

/** Creates documents whose content comes from the desktop: shadow documents until the first upload. */
export class DesktopDocuments {
  constructor(
    private readonly createShadow: CreateShadowDocument,
    private readonly waiting: WaitingDocuments,
    private readonly urls: DesktopUrls,
    private readonly clock: Clock,
  ) {}

  /**
   * A shadow document owned by the actor, the data of its instruction (same transaction), and the `oc:` URL
   * that starts the desktop program. Text that XML cannot hold is `office-connector/forbidden-characters`
   * (invalid), before anything is written.
   */
  async create(
    actor: Actor,
    input: NewDesktopDocument,
  ): Promise<{ readonly document: DocumentView; readonly url: string }> {
    const faults = faultsIn(input);
    if (faults.length > 0) throw forbiddenCharacters(faults);
    const document = await this.createShadow.execute(actor, {
      title: titleOf(input),
      alongside: (created) => this.waiting.add(this.#waiting(actor, created, input)),
    });
    const url = await this.urls.urlFor(actor, document.document.id, 'oneoffixx');
    return { document, url };
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
