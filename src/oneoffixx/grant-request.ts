import { createHash } from 'node:crypto';
import type { Credentials } from './credentials.js';

const GRANT_TYPE = 'urn:oneoffixx:oauth2:impersonate';

export interface GrantRequest {
  readonly credentials: Credentials;
  /** SID of the person whom the request impersonates. */
  readonly sid: string;
  readonly scope: string;
  readonly doubleEncodeBug: boolean;
  readonly nowMs: number;
}

/** The form that asks for a grant. It holds secrets. */
export function grantForm(request: GrantRequest): string {
  const { credentials, sid, scope, doubleEncodeBug } = request;
  const timestamp = String(Math.floor(request.nowMs / 1000));
  return new URLSearchParams({
    grant_type: doubleEncodeBug ? encodeURIComponent(GRANT_TYPE) : GRANT_TYPE,
    scope,
    client_id: credentials.clientId,
    client_secret: credentials.clientSecret.reveal(),
    impersonateAs: sid,
    timestamp,
    hash: signature(sid, timestamp, credentials.presharedKey.reveal()),
  }).toString();
}

/** SHA-256 over the three, joined by plus signs; the backend compares upper-case digits. */
export const signature = (sid: string, timestamp: string, presharedKey: string): string =>
  createHash('sha256').update(`${sid}+${timestamp}+${presharedKey}`).digest('hex').toUpperCase();
