import { createHmac } from 'node:crypto';
import type { CurrentSignIn } from './identify-caller.use-case.js';
import type { SigningSecrets } from '../signing-secrets.js';

/**
 * The server's half of what a browser tab keeps from page to page: 32 bytes, the same until this sign-in
 * ends. It opens nothing without the half that is in the tab.
 */
export class GiveTabKey {
  constructor(private readonly secrets: SigningSecrets) {}

  execute({ id }: CurrentSignIn): Buffer {
    return createHmac('sha256', this.secrets.keyFor('access/tab-key')).update(id).digest();
  }
}
