import type { Clock } from '../../platform/clock/clock.js';
import type { Receiver, ReceiverAnswer } from '../sending/receiver.js';
import { signatureHeaders } from '../sending/signature.js';
import type { Webhook } from '../webhook.js';
import type { WebhookRepository } from '../webhook.repository.js';

export interface Sendable {
  readonly messageId: string;
  readonly payload: string;
}

/** One attempt: signed with the secrets of now, at the time of now, under the id of the event. */
export class SendDelivery {
  constructor(
    private readonly webhooks: WebhookRepository,
    private readonly receiver: Receiver,
    private readonly clock: Clock,
  ) {}

  async execute(
    { id, url }: Webhook,
    { messageId, payload: body }: Sendable,
  ): Promise<ReceiverAnswer> {
    const atMs = this.clock.nowMs();
    const secrets = await this.webhooks.signingTexts(id, atMs);
    if (secrets === undefined) return { fault: 'secret-unreadable' };
    const headers = {
      ...{ 'content-type': 'application/json', 'user-agent': 'Kontor' },
      ...signatureHeaders({ id: messageId, atMs, body }, secrets),
    };
    return this.receiver.send({ url, headers, body });
  }
}
