import { otherFormat, type FormatChange, type FormatTable } from '../../documents/index.js';
import type { Actor } from '../../platform/identity/actor.js';
import type { EditableDocument, EditingAccess } from './editing-access.js';
import type { OpenEditing } from './editing-session.js';

/** The document of an opening: as it is, or in the format that the person agreed to continue in. */
export class DocumentToOpen {
  constructor(
    private readonly access: EditingAccess,
    private readonly formats: FormatTable,
    private readonly change: FormatChange | undefined,
  ) {}

  /** No access and no such document are `documents/no-such-document`. */
  async require(actor: Actor, input: OpenEditing): Promise<EditableDocument> {
    const { documentId } = input;
    const found = await this.access.require(actor, documentId);
    const to = this.#wantedFormat(found, input);
    if (to === undefined || this.change === undefined) return found;
    await this.change.convert(actor, documentId, to);
    return this.access.require(actor, documentId);
  }

  /** Old formats are no matter of the opening: they are left with the first saved change. */
  #wantedFormat(
    { document, may, checkedOutBy }: EditableDocument,
    { convert, mode = 'edit', version, type }: OpenEditing,
  ): string | undefined {
    const isEdited = mode === 'edit' && version === undefined && type !== 'embedded';
    if (convert !== true || !isEdited || !may.has('edit') || checkedOutBy !== undefined)
      return undefined;
    const other = otherFormat(this.formats, document.fileType);
    return other?.why === 'lossy' ? other.to : undefined;
  }
}
