import { domainToASCII } from 'node:url';
import { z } from 'zod';

/** No mail server takes a longer one (RFC 5321). */
export const LONGEST_MAIL = 254;

/** A name of a host in any script; the conversion would leave out line ends, and all behind a slash. */
const HOST_NAME = /^[\p{L}\p{M}\p{N}.-]+$/u;
const ascii = z.email().max(LONGEST_MAIL);

/** Whether mail can be sent there. The domain may be written as people do: `müller.example` travels as `xn--mller-kva.example`. */
export function isMailAddress(text: string): boolean {
  const at = text.lastIndexOf('@');
  const host = text.slice(at + 1);
  if (at < 1 || !HOST_NAME.test(host)) return false;
  return ascii.safeParse(`${text.slice(0, at)}@${domainToASCII(host)}`).success;
}
