import { z } from 'zod';
import { secretBytes } from '../../platform/memory/wiping.js';
import type { EditingSession, SessionKey } from './editing-sessions.js';

/** 16 bytes in hexadecimal. */
export const SESSION_ID = /^[0-9a-f]{32}$/;

export interface KeyOfSession extends SessionKey {
  readonly sessionId: string;
}

const sessionFields = z.object({
  sessionId: z.string().regex(SESSION_ID),
  documentId: z.string(),
  groupId: z.string(),
  versionNumber: z.int(),
  // The account's id. Records that were written while it was the name still say so.
  username: z.string(),
  documentKey: z.string(),
  custody: z.enum(['managed', 'zero-knowledge']),
  sessionRecipient: z.string().nullable(),
  releasedAtMs: z.int(),
  expiresAtMs: z.int(),
});

const keyFields: z.ZodType<KeyOfSession> = z.object({
  sessionId: z.string().regex(SESSION_ID),
  versionNumber: z.int(),
  ageHeader: z.string(),
});

/**
 * `S`, two digits per byte of the wrapped key, a space, the rest as JSON. The wrapped key never becomes a string:
 * strings cannot be zeroed.
 */
export function bytesOfSession({ wrappedKey, accountId, ...fields }: EditingSession): Buffer {
  const rest = JSON.stringify({ ...fields, username: accountId });
  const digits = wrappedKey.length * 2;
  const bytes = Buffer.allocUnsafeSlow(1 + digits + 1 + Buffer.byteLength(rest));
  bytes[0] = SESSION;
  wrappedKey.forEach((byte, i) => {
    bytes[1 + 2 * i] = LETTER_A + (byte >> 4);
    bytes[2 + 2 * i] = LETTER_A + (byte & 15);
  });
  bytes[1 + digits] = SPACE;
  bytes.write(rest, digits + 2);
  return bytes;
}

/** Undefined for anything but a complete record. */
export function sessionFrom(bytes: Buffer): EditingSession | undefined {
  const space = bytes.indexOf(SPACE);
  if (bytes[0] !== SESSION || space < 0 || space % 2 === 0) return undefined;
  const fields = sessionFields.safeParse(parsed(bytes, space + 1));
  if (!fields.success) return undefined;
  const wrappedKey = secretBytes((space - 1) / 2);
  for (let i = 0; i < wrappedKey.length; i++) {
    wrappedKey[i] =
      (((bytes[1 + 2 * i] as number) - LETTER_A) << 4) | ((bytes[2 + 2 * i] as number) - LETTER_A);
  }
  const { username: accountId, ...others } = fields.data;
  return { ...others, accountId, wrappedKey };
}

/** `K` and JSON. */
export const bytesOfKey = (key: KeyOfSession): Buffer => Buffer.from(`K${JSON.stringify(key)}`);

export function keyFrom(bytes: Buffer): KeyOfSession | undefined {
  return bytes[0] === KEY ? keyFields.safeParse(parsed(bytes, 1)).data : undefined;
}

const SESSION = 'S'.charCodeAt(0);
const KEY = 'K'.charCodeAt(0);
const SPACE = ' '.charCodeAt(0);
/** The digits are the letters a to p: one addition converts each. */
const LETTER_A = 'a'.charCodeAt(0);

function parsed(bytes: Buffer, from: number): unknown {
  try {
    return JSON.parse(bytes.toString('utf8', from));
  } catch {
    return undefined;
  }
}
