import type { Actor } from '../../platform/identity/actor.js';
import type { DocumentView } from '../../documents/index.js';

/** A value for a content control of the template: text, several lines, a check box, a date (`YYYY-MM-DD`). */
export type ContentControlValue = string | boolean | readonly string[] | { readonly date: string };

/** What the wizard knows when somebody chose a template; all of it ends up in the instruction. */
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
    /** LCIDs as the template backend gave them, numbers or texts. */
    readonly languages: readonly (string | number)[];
  };
  readonly language?: number | undefined;
  readonly fields?: Readonly<Record<string, string>> | undefined;
  readonly contentControls?: Readonly<Record<string, ContentControlValue>> | undefined;
}

/**
 * Documents that the desktop makes: shadow until the first upload. The template wizard creates them here and
 * hands the `oc:` URL to the operating system.
 */
export abstract class DesktopDocuments {
  /**
   * A shadow document of the actor's, with what its instruction needs, and the URL that starts the desktop.
   * Text that XML cannot hold is `office-connector/forbidden-characters` (invalid), before anything is written.
   */
  abstract create(
    actor: Actor,
    input: NewDesktopDocument,
  ): Promise<{ readonly document: DocumentView; readonly url: string }>;

  /**
   * The URL that starts the desktop: `oneoffixx` for a shadow document, `checkout` for one with content.
   * At most 2000 characters; good for twelve hours, this action and this document.
   */
  abstract urlFor(
    actor: Actor,
    documentId: string,
    action: 'oneoffixx' | 'checkout',
  ): Promise<string>;

  /** Which template a shadow document is waiting for, and when it will be cleaned up; undefined for others. */
  abstract waitingFor(
    documentId: string,
  ): Promise<{ readonly templateTitle: string; readonly removedAtMs: number } | undefined>;
}
