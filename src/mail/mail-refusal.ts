import { transportFaultOf } from '../platform/http/transport-fault.js';
import type { MailFault, MailRefusal } from './mail-server.js';

/** As nodemailer reports what went wrong. */
export interface SmtpError {
  readonly code?: unknown;
  /** Of the system, where `code` is nodemailer's own. */
  readonly originalCode?: unknown;
  readonly command?: unknown;
  readonly responseCode?: unknown;
  readonly response?: unknown;
}

/** Why the server did not take a mail, or could not be used at all. */
export function mailRefusalOf(error: unknown): MailRefusal {
  const { code, originalCode, command = '', response } = (error ?? {}) as SmtpError;
  const status = statusIn(error);
  const word =
    status === undefined
      ? textOf(originalCode ?? code ?? nameOf(error))
      : replyOf(response, status);
  return { fault: faultOf(textOf(command), status, error), word };
}

function faultOf(command: string, status: number | undefined, error: unknown): MailFault {
  const { code, originalCode } = (error ?? {}) as SmtpError;
  if (status !== undefined) return answeredFault(command, status, textOf(code));
  const transport = transportFaultOf({ code: originalCode ?? code }) ?? transportFaultOf(error);
  if (transport !== undefined) return transport;
  switch (code) {
    case 'EAUTH':
    case 'ENOAUTH':
      return 'smtp-no-sign-in';
    // An address that cannot be written into a command.
    case 'EENVELOPE':
      return 'recipient-refused';
    case 'EMESSAGE':
      return 'message-refused';
    case 'ETLS':
      return 'smtp-no-start-tls';
    case 'ECONNECTION':
    case 'ESOCKET':
      return 'connection-reset';
    case 'EPROTOCOL':
      return 'not-smtp';
    default:
      return 'smtp-refuses';
  }
}

/** "Authentication required", which servers say of the sender or of the recipient (RFC 4954). */
const SIGN_IN_NEEDED = 530;
/** "Service not available": at whatever step, it is about the server. */
const CLOSING = 421;

/** By the step of the dialogue: refused for now (4xx), and for good (5xx). */
const BY_STEP: Readonly<Record<string, readonly [MailFault, MailFault]>> = {
  STARTTLS: ['smtp-refuses', 'smtp-no-start-tls'],
  AUTH: ['smtp-refuses', 'smtp-credentials'],
  'MAIL FROM': ['deferred', 'smtp-sender-refused'],
  'RCPT TO': ['deferred', 'recipient-refused'],
  DATA: ['deferred', 'message-refused'],
};

function answeredFault(command: string, status: number, code: string): MailFault {
  if (status < 400 || status >= 600) return 'not-smtp';
  if (status === SIGN_IN_NEEDED) return 'smtp-no-sign-in';
  if (status === CLOSING) return 'smtp-refuses';
  const step = code === 'ETLS' ? 'STARTTLS' : code === 'EAUTH' ? 'AUTH' : command;
  const [forNow, forGood] = BY_STEP[step] ?? ['smtp-refuses', 'smtp-refuses'];
  return status < 500 ? forNow : forGood;
}

function statusIn(error: unknown): number | undefined {
  const { responseCode } = (error ?? {}) as SmtpError;
  return typeof responseCode === 'number' && responseCode > 0 ? responseCode : undefined;
}

/** The text behind the numbers may have the recipient's address in it. */
function replyOf(response: unknown, status: number): string {
  const detail = /^\d{3}[ -](\d\.\d{1,3}\.\d{1,3})\b/.exec(textOf(response))?.[1];
  return detail === undefined ? String(status) : `${status} ${detail}`;
}

const textOf = (value: unknown): string => (typeof value === 'string' ? value : '');
const nameOf = (error: unknown): string => (error instanceof Error ? error.name : 'unknown');
