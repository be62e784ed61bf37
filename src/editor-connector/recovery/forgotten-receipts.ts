import { createHmac, type Hmac } from 'node:crypto';

/**
 * Names a forgotten file by what is in it: the Document Server gives these no name of their own, and the next
 * failed save of the same key is another file. Keyed, so that the database alone confirms no guess at a content.
 */
export class ForgottenReceipts {
  constructor(private readonly key: Buffer) {}

  begin(documentKey: string): ForgottenReceipt {
    return new ForgottenReceipt(createHmac('sha256', this.key).update(`${documentKey}\n`));
  }
}

class ForgottenReceipt {
  constructor(private readonly hmac: Hmac) {}

  readonly take = (piece: Uint8Array): void => void this.hmac.update(piece);

  /** Once, when all bytes were taken. */
  end(): string {
    return this.hmac.digest('hex');
  }
}
