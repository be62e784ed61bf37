import { Injectable } from '@nestjs/common';
import { DocumentAccess } from '../../documents/index.js';
import { Notifications } from '../../notifications/index.js';
import type { Actor } from '../../platform/identity/actor.js';

/** Somebody who opened a document for viewing would like to edit it. */
@Injectable()
export class AskForEditRights {
  constructor(
    private readonly access: DocumentAccess,
    private readonly notifications: Notifications,
  ) {}

  /**
   * `editable`: they may edit already and only have to open it for editing. `asked`: the owner was notified; asking
   * again replaces the notification. `documents/no-such-document` without access.
   */
  async execute(actor: Actor, documentId: string): Promise<'editable' | 'asked'> {
    const { document, may } = await this.access.require(actor, documentId, 'read');
    if (may.has('edit')) return 'editable';
    const { owner } = document;
    await this.notifications.send({
      ...{ kind: 'edit-rights', documentId, to: [owner], from: actor.id, text: '' },
    });
    return 'asked';
  }
}
