import { z } from 'zod';
import type { CallbackHistory, CallbackReport } from './callback.js';

/** Bounds against nonsense; far above what the Document Server sends. */
const MAX_USERS = 10_000;
const MAX_USER_CHARS = 240;
const MAX_URL_CHARS = 8192;
/** The year 2100, in seconds. */
const MAX_SECONDS = 4_102_444_800;

/** A member that a save does not need. Null, empty or of another shape, it counts as absent. */
const optional = <Member>(schema: z.ZodType<Member>): z.ZodType<Member | undefined> =>
  schema.optional().catch(undefined);

/** Refuses what is signed with the same secret on many servers but is no callback, such as a browser's config. */
const absent = z.null().optional();

const isUser = (value: unknown): value is string =>
  typeof value === 'string' && value !== '' && value.length <= MAX_USER_CHARS;

const users = z
  .array(z.unknown())
  .transform((given): readonly string[] => given.filter(isUser).slice(0, MAX_USERS));

const filetype = z
  .string()
  .regex(/^\.?[a-zA-Z0-9]{1,10}$/)
  .transform((text) => text.replace('.', '').toLowerCase());

const history = z.looseObject({}).transform((given): CallbackHistory => {
  const { serverVersion, changes } = given as Record<string, unknown>;
  return {
    ...(typeof serverVersion === 'string' && serverVersion.length <= 100 && { serverVersion }),
    ...(Array.isArray(changes) && { changes: changes as readonly unknown[] }),
  };
});

/**
 * The claims of a callback. Only `key` and `status` decide whether it is one: they say what happened to what.
 * `lastsave` is a date and not today's form of one: what cannot be read as a date is absent.
 */
export const callbackClaims = z.object({
  key: z.string().min(1).max(255),
  status: z.int(),
  users: optional(users),
  url: optional(z.string().min(1).max(MAX_URL_CHARS)),
  filetype: optional(filetype),
  history: optional(history),
  lastsave: optional(
    z
      .string()
      .max(100)
      .refine((text) => !Number.isNaN(Date.parse(text))),
  ),
  notmodified: optional(z.boolean()),
  iat: optional(z.number().min(0).max(MAX_SECONDS)),
  document: absent,
  editorConfig: absent,
}) satisfies z.ZodType<Omit<CallbackReport, 'iat'>>;
