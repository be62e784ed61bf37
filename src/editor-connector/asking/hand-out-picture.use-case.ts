import { Injectable } from '@nestjs/common';
import { PersonPictures } from '../../access/index.js';
import { DocumentAccess } from '../../documents/index.js';
import type { Picture } from '../../platform/http/send-picture.js';
import { capabilityRefused } from '../editor-connector.errors.js';
import { EditingAccess } from '../opening/editing-access.js';
import { PictureAddresses } from './picture-addresses.js';

/** Somebody's picture for the editor of whoever may see the document, while both are among its people. */
@Injectable()
export class HandOutPicture {
  constructor(
    private readonly addresses: PictureAddresses,
    private readonly editing: EditingAccess,
    private readonly access: DocumentAccess,
    private readonly pictures: PersonPictures,
  ) {}

  /** `access/no-picture` when the directory has none any more, `directory/unavailable`. */
  async execute(personId: string, capability: string): Promise<Picture> {
    const shown = this.addresses.read(personId, capability);
    if (shown === undefined) throw capabilityRefused('not issued for this picture');
    const { documentId, accountId, issuedAtMs } = shown;
    const rights = await this.editing.rightsOf(accountId, documentId, issuedAtMs);
    const document = await this.editing.findById(documentId);
    if (rights === undefined || document === undefined)
      throw capabilityRefused('the person may no longer see the document', { documentId });
    if (!(await this.access.peopleOf(document)).includes(personId))
      throw capabilityRefused('that person may no longer see the document', { documentId });
    return this.pictures.of(personId);
  }
}
