import { Injectable } from '@nestjs/common';
import { People } from '../../platform/identity/people.js';
import { DocumentAccess } from '../../documents/index.js';
import { Notifications } from '../../notifications/index.js';
import type { Actor } from '../../platform/identity/actor.js';

export interface Mention {
  readonly documentId: string;
  readonly usernames: readonly string[];
  /** Of accounts: they count beside the names. */
  readonly ids: readonly string[];
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
    private readonly people: People,
    private readonly notifications: Notifications,
  ) {}

  /**
   * Returns the usernames of those who were notified. `documents/no-such-document` without access,
   * `documents/not-allowed` for those who may not comment.
   */
  async execute(actor: Actor, mention: Mention): Promise<readonly string[]> {
    const { documentId, usernames, ids, text, place } = mention;
    const { document } = await this.access.require(actor, documentId, 'comment');
    const named = [...(await this.people.named(await this.access.peopleOf(document))).values()];
    const to = named
      .filter(({ id, username }) => ids.includes(id) || usernames.includes(username))
      .map(({ id }) => id);
    const notified = await this.notifications.send({
      ...{ kind: 'mention', documentId, to, from: actor.id, text },
      place: place && JSON.stringify(place),
    });
    return named.filter(({ id }) => notified.includes(id)).map(({ username }) => username);
  }
}
