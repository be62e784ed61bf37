import { invalidReceiver, receiverRefused } from '../webhooks.errors.js';
import type { Receiver } from '../sending/receiver.js';
import { faultOfAddress } from '../sending/receiver-address.js';

/** What is refused when a webhook is registered, so that its owner learns it at once and not from its deliveries. */
export class ReceiverAddresses {
  constructor(
    private readonly receiver: Receiver,
    private readonly allowsPrivate: boolean,
  ) {}

  /** @throws webhooks/invalid-address, webhooks/private-address. A host that is not known yet may become known. */
  async check(url: string): Promise<void> {
    const fault = faultOfAddress(url, this.allowsPrivate);
    if (fault !== undefined) throw invalidReceiver(fault);
    const refused = await this.receiver.refusedAddressOf(url);
    if (refused !== undefined) throw receiverRefused(refused);
  }
}
