import { open, seal } from '../../platform/crypto/aes-gcm.js';
import type { GrantTokens } from './identity-provider.js';

/** Tokens of providers as the database has them: sealed with the installation's secret, bound to their sign-in. */
export class SealedTokens {
  constructor(
    /** 32 bytes. */
    private readonly key: Uint8Array,
  ) {}

  seal(signInId: string, tokens: GrantTokens): string {
    return seal(this.key, Buffer.from(JSON.stringify(tokens)), Buffer.from(signInId)).toString(
      'base64url',
    );
  }

  /** Undefined when they were sealed with another secret, such as before it was replaced. */
  open(signInId: string, sealed: string): GrantTokens | undefined {
    const opened = open(this.key, Buffer.from(sealed, 'base64url'), Buffer.from(signInId));
    return opened && (JSON.parse(opened.toString()) as GrantTokens);
  }
}
