import type { Actor } from '../../platform/identity/actor.js';
import { isAppError, type AppError } from '../../platform/errors/app-error.js';
import { noConverter } from '../documents.errors.js';
import { extensionOf, titleOfFile } from '../registry/document-title.js';
import type { DocumentView, DocumentViews } from '../registry/document-view.js';
import type { CreateDocument, CreateDocumentInput } from './create-document.use-case.js';
import type { FormatChange } from './format-change.js';

export interface ConvertedUpload {
  readonly view: DocumentView;
  /** Why the document is as it was uploaded. */
  readonly failure: AppError | undefined;
}

/** An upload whose sender wants it in another format: the original is version 1, the converted one version 2. */
export class CreateConvertedDocument {
  constructor(
    private readonly create: CreateDocument,
    private readonly views: DocumentViews,
    private readonly change: FormatChange | undefined,
  ) {}

  /**
   * A format that cannot become the other is refused before a byte is read. When the conversion itself fails, the
   * upload stays as it came: nobody has to send a file again because a server was away.
   */
  async execute(actor: Actor, input: CreateDocumentInput, to: string): Promise<ConvertedUpload> {
    if (this.change === undefined) throw noConverter();
    this.change.check(extensionOf(titleOfFile(input.title)), to);
    const created = await this.create.execute(actor, input);
    const { id } = created.document;
    try {
      await this.change.convert(actor, id, to);
    } catch (error) {
      if (!isAppError(error)) throw error;
      return { view: created, failure: error };
    }
    return { view: await this.views.find(actor, id), failure: undefined };
  }
}
