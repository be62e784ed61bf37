import { createHmac, randomBytes } from 'node:crypto';

/** Standard Webhooks, symmetric signatures: https://github.com/standard-webhooks/standard-webhooks, version 1. */
const PREFIX = 'whsec_';
/** 24 to 64 bytes are allowed. */
const SECRET_BYTES = 32;

export const newSecret = (): string => PREFIX + randomBytes(SECRET_BYTES).toString('base64');

export interface SignedMessage {
  readonly id: string;
  readonly atMs: number;
  readonly body: string;
}

/** The three headers. The receiver accepts any of the signatures: there are two while a secret is being replaced. */
export function signatureHeaders(
  { id, atMs, body }: SignedMessage,
  secrets: readonly string[],
): Readonly<Record<string, string>> {
  const timestamp = String(Math.floor(atMs / 1000));
  const signatures = secrets.map((secret) => {
    const key = Buffer.from(secret.slice(PREFIX.length), 'base64');
    return `v1,${createHmac('sha256', key).update(`${id}.${timestamp}.${body}`).digest('base64')}`;
  });
  return {
    'webhook-id': id,
    'webhook-timestamp': timestamp,
    'webhook-signature': signatures.join(' '),
  };
}
