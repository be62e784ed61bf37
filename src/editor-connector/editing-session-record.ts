import { z } from 'zod';
import type { EditingSession } from './editing-sessions.js';

/** The record of a session as adapters keep it. */
const record: z.ZodType<EditingSession> = z.object({
  sessionId: z.string(),
  documentId: z.string(),
  groupId: z.string(),
  versionNumber: z.int(),
  wrappedKey: z.string(),
  expiresAtMs: z.int(),
});

export const SESSION_ID = /^[0-9a-f]{32}$/;

/** Undefined for what is not a whole record. */
export function sessionFrom(text: string): EditingSession | undefined {
  try {
    return record.parse(JSON.parse(text));
  } catch {
    return undefined;
  }
}
