import {
  mailRefusalOf,
  proveMailServer,
  type MailFault,
  type MailServerSettings,
} from '../mail/index.js';
import type { MailFigures } from '../notifications/index.js';
import type { Clock } from '../platform/clock/clock.js';
import { factsOf, type Asked } from '../platform/http/address-faults.js';
import { expiryWarning } from './address-warnings.js';
import { certificateEnd } from './certificate-end.probe.js';
import { fails, found, works, type CauseCode, type Finding } from './connection.js';

/** What only a mail shows, because a test sends none. */
const SEEN_BY_SENDING: readonly MailFault[] = ['smtp-sender-refused', 'smtp-no-sign-in'];

/** Connects and signs in as for a mail. What was wrong with the latest mail counts too, until one is taken. */
export async function findMailServer(
  settings: MailServerSettings,
  latest: () => Promise<MailFigures['lastFault']>,
  { clock, signal }: { readonly clock: Clock; readonly signal: AbortSignal },
): Promise<Finding> {
  const { host, port, transport, from } = settings;
  const asked: Asked = {
    address: `${transport === 'tls' ? 'smtps' : 'smtp'}://${host}:${port}`,
    setting: 'SMTP_URL',
    authority: 'SMTP_CA_FILE',
  };
  const facts = { ...factsOf(asked), sender: from.address };
  try {
    await proveMailServer(settings, signal);
  } catch (error) {
    const { fault, word } = mailRefusalOf(error);
    return fails(found(codeOf(fault), { ...facts, word }));
  }
  const seen = await latest();
  if (seen !== undefined && SEEN_BY_SENDING.includes(seen.fault))
    return fails(found(codeOf(seen.fault), { ...facts, word: seen.word }));
  const start = transport === 'start-tls' ? 'smtp' : 'at-once';
  const ends = transport === 'plain' ? undefined : await certificateEnd({ host, port, start });
  return works(undefined, expiryWarning(ends, clock.nowMs(), asked));
}

/** Faults of a single mail are no faults of the connection. */
const codeOf = (fault: MailFault): CauseCode =>
  fault === 'deferred' || fault === 'recipient-refused' || fault === 'message-refused'
    ? 'smtp-refuses'
    : fault === 'not-http'
      ? 'not-smtp'
      : fault;
