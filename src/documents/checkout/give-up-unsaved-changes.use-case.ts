import { Injectable, Logger } from '@nestjs/common';
import { Database } from '../../platform/database/database.js';
import type { Actor } from '../../platform/identity/actor.js';
import { DocumentAccess } from '../document-access.js';
import { OutsideChange } from './outside-change.js';

/** For changes that nobody needs any more: the next opening starts from the current version. */
@Injectable()
export class GiveUpUnsavedChanges {
  readonly #logger = new Logger(GiveUpUnsavedChanges.name);

  constructor(
    private readonly access: DocumentAccess,
    private readonly outside: OutsideChange,
    private readonly database: Database,
  ) {}

  /** `documents/being-edited` while somebody has them, or the document, open. Without any it does nothing. */
  async execute(actor: Actor, documentId: string): Promise<void> {
    await this.access.require(actor, documentId, 'editor');
    await this.database.inTransaction(() =>
      this.outside.begin(actor.username, documentId, { giveUpUnsaved: true }),
    );
    this.#logger.log({ documentId, username: actor.username, reason: 'unsaved changes given up' });
  }
}
