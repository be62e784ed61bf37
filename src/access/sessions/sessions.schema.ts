import { z } from 'zod';
import type { LiveSignIn } from '../sign-in/sign-in.repository.js';
import { deviceOf } from './device.js';

const time = z.iso.datetime().describe('UTC, RFC 3339');

export const sessionListSchema = z
  .object({
    sessions: z
      .array(
        z.object({
          id: z.string(),
          kind: z.enum(['browser', 'program']).describe('Signed in with a cookie, or with a token'),
          program: z.string().nullable().describe('Browser or other program, if it is known'),
          system: z.string().nullable().describe('Such as Windows or iPhone, if it is known'),
          address: z.string().nullable().describe('Where it signed in from'),
          created_at: time,
          last_used_at: time.describe('To the minute'),
          expires_at: time,
          is_current: z.boolean().describe('The one this request came with'),
        }),
      )
      .describe('Last used first; whole: each ends by itself at expires_at'),
  })
  .meta({ id: 'SessionList' });

export const sessionsToWire = (
  sessions: readonly LiveSignIn[],
  currentId: string | undefined,
): z.infer<typeof sessionListSchema> => ({
  sessions: sessions.map((session) => {
    const { program = null, system = null } = deviceOf(session.userAgent);
    return {
      id: session.id,
      kind: session.purpose === 'cookie' ? 'browser' : 'program',
      ...{ program, system, address: session.address },
      created_at: rfc3339(session.createdAtMs),
      last_used_at: rfc3339(session.lastUsedAtMs),
      expires_at: rfc3339(session.expiresAtMs),
      is_current: session.id === currentId,
    };
  }),
});

const rfc3339 = (ms: number): string => new Date(ms).toISOString();
