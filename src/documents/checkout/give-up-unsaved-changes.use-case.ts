import { Injectable, Logger } from '@nestjs/common';
import { Database } from '../../platform/database/database.js';
import type { Actor } from '../../platform/identity/actor.js';
import { DocumentAccess } from '../document-access.js';
import { EditGuard } from './edit-guard.js';

/** Discards changes that the Document Server could not save: the next opening starts from the current version. */
@Injectable()
export class GiveUpUnsavedChanges {
  readonly #logger = new Logger(GiveUpUnsavedChanges.name);

  constructor(
    private readonly access: DocumentAccess,
    private readonly guard: EditGuard,
    private readonly database: Database,
  ) {}

  /** `documents/being-edited` (conflict) while somebody edits the document. Without unsaved changes it does nothing. */
  async execute(actor: Actor, documentId: string): Promise<void> {
    await this.access.require(actor, documentId, 'edit');
    await this.database.inTransaction(() =>
      this.guard.beginChange(actor.id, documentId, { giveUpUnsaved: true }),
    );
    this.#logger.log({ documentId, username: actor.username, reason: 'unsaved changes given up' });
  }
}
