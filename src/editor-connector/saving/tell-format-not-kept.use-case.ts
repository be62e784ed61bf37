import { Injectable, type OnApplicationBootstrap } from '@nestjs/common';
import { DocumentAccess } from '../../documents/index.js';
import { Notifications } from '../../notifications/index.js';
import { DomainEvents } from '../../platform/events/domain-events.js';
import { FormatNotKept } from './save-commit.js';

/** Tells everybody who works with a document that it has another format now. */
@Injectable()
export class TellFormatNotKept implements OnApplicationBootstrap {
  constructor(
    private readonly access: DocumentAccess,
    private readonly notifications: Notifications,
    private readonly events: DomainEvents,
  ) {}

  onApplicationBootstrap(): void {
    this.events.on(FormatNotKept, (save) => this.execute(save));
  }

  async execute({ documentId, fileType }: FormatNotKept): Promise<void> {
    const document = await this.access.findById(documentId);
    if (document === undefined) return;
    const to = await this.access.peopleOf(document);
    await this.notifications.send({
      ...{ kind: 'not-converted-back', documentId, to, from: null, text: fileType },
    });
  }
}
