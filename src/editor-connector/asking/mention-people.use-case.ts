import { Injectable } from '@nestjs/common';
import { DocumentAccess } from '../../documents/index.js';
import { Notifications } from '../../notifications/index.js';
import type { Actor } from '../../platform/identity/actor.js';

export interface Mention {
  readonly documentId: string;
  readonly usernames: readonly string[];
  /** The comment, as text. */
  readonly text: string;
  /** `actionLink` of the editor. */
  readonly place: object | undefined;
}

/** Tells people that they were mentioned in a comment: those of them who may see the document. */
@Injectable()
export class MentionPeople {
  constructor(
    private readonly access: DocumentAccess,
    private readonly notifications: Notifications,
  ) {}

  /** Usernames of those who were told. `documents/no-such-document` without access, `documents/not-allowed` for those who may not comment. */
  async execute(actor: Actor, mention: Mention): Promise<readonly string[]> {
    const { documentId, usernames: to, text, place } = mention;
    await this.access.require(actor, documentId, 'comment');
    return this.notifications.send({
      ...{ kind: 'mention', documentId, to, from: actor.username, text },
      place: place && JSON.stringify(place),
    });
  }
}
