import { z } from 'zod';
import { mailFromElsewhere, unusableMail } from '../mail.errors.js';
import { isOfThisServer, type Account } from './account.js';

/** No mail server takes a longer one (RFC 5321). */
export const LONGEST_MAIL = 254;

const mailAddress = z.email().max(LONGEST_MAIL);

/**
 * Whether the account may get this address; null removes the one it has.
 * @throws access/unusable-mail, access/mail-from-elsewhere
 */
export function refuseMail(account: Account, mail: string | null): void {
  if (mail !== null && !mailAddress.safeParse(mail).success) throw unusableMail();
  if (!isOfThisServer(account)) throw mailFromElsewhere(account.username);
}
