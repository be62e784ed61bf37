import { isMailAddress } from '../../platform/identity/mail-address.js';
import { mailFromElsewhere, unusableMail } from '../mail.errors.js';
import { isOfThisServer, type Account } from './account.js';

/**
 * Whether the account may get this address; null removes the one it has.
 * @throws access/unusable-mail, access/mail-from-elsewhere
 */
export function refuseMail(account: Account, mail: string | null): void {
  if (mail !== null && !isMailAddress(mail)) throw unusableMail();
  if (!isOfThisServer(account)) throw mailFromElsewhere(account.username);
}
