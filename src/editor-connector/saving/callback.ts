import { z } from 'zod';
import type { Clock } from '../../platform/clock/clock.js';
import type { DocumentServerTokens } from '../document-server/document-server-tokens.js';
import type { SaveCapabilities, SaveGrant } from '../sessions/save-capability.js';

/** What the Document Server reports, by its own numbers (docs/formats/document-server.md). */
export const Status = {
  editing: 1,
  save: 2,
  saveFailed: 3,
  closed: 4,
  forceSave: 6,
  forceSaveFailed: 7,
} as const;

const SAVES: readonly number[] = [
  Status.save,
  Status.saveFailed,
  Status.forceSave,
  Status.forceSaveFailed,
];

export const isSave = (status: number): boolean => SAVES.includes(status);

/** The key's content is final: everybody left. */
export const isFinal = (status: number): boolean =>
  status === Status.save || status === Status.saveFailed;

/** The file was written although assembling it failed: kept, but never current. */
export const isCorrupted = (status: number): boolean =>
  status === Status.saveFailed || status === Status.forceSaveFailed;

/**
 * What the Document Server does after each answer (docs/formats/document-server.md): after `done` it may delete its
 * copy; `kept-there` is final too, but it keeps the copy (or its change log); `set-apart` is the same, and the file is
 * stored here as well, in case it is the right one; `try-again` makes it deliver a final save up to three times more;
 * `refused` is for callers that are not the Document Server.
 */
export type CallbackAnswer = 'done' | 'set-apart' | 'kept-there' | 'try-again' | 'refused';

/** The claims of a callback token that we read. A member without a usable value is absent. */
export interface CallbackReport {
  readonly key: string;
  readonly status: number;
  readonly users?: readonly string[] | undefined;
  readonly url?: string | undefined;
  /** Of the archive of the changes. */
  readonly changesurl?: string | undefined;
  /** Extension without dot, lower case. */
  readonly filetype?: string | undefined;
  readonly history?: CallbackHistory | undefined;
  /** When the last change in the save was made, in whatever form of a date the Document Server wrote. */
  readonly lastsave?: string | undefined;
  readonly notmodified?: boolean | undefined;
  /** Of the command that asked for this save; a person's button has none. */
  readonly userdata?: string | undefined;
  /** Of a force-save: who or what asked for it. */
  readonly forcesavetype?: number | undefined;
  readonly actions?: readonly CallbackAction[] | undefined;
  /** When the report was signed, in seconds. */
  readonly iat: number;
}

export interface CallbackAction {
  /** 0 left, 1 came, 2 pressed the button that asked for a force-save. */
  readonly type: number;
  readonly userid: string;
}

export interface CallbackHistory {
  readonly serverVersion?: string | undefined;
  readonly changes?: readonly unknown[] | undefined;
}

/** Limits against nonsense; far above what the Document Server sends. */
const MAX_USERS = 10_000;
const MAX_USER_CHARS = 240;
/** An editor's socket chooses a part of it, and has 16 KiB for its headers. */
const MAX_URL_CHARS = 20_000;
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

const isAction = (value: unknown): value is CallbackAction => {
  const { type, userid } = (value ?? {}) as { type?: unknown; userid?: unknown };
  return typeof type === 'number' && isUser(userid);
};

const actions = z
  .array(z.unknown())
  .transform((given): readonly CallbackAction[] => given.filter(isAction).slice(0, MAX_USERS));

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

/** Only `key` and `status` are required. `lastsave` may be any date that JavaScript parses; otherwise it is absent. */
const callbackClaims = z.object({
  key: z.string().min(1).max(255),
  status: z.int(),
  users: optional(users),
  url: optional(z.string().min(1).max(MAX_URL_CHARS)),
  changesurl: optional(z.string().min(1).max(MAX_URL_CHARS)),
  filetype: optional(filetype),
  history: optional(history),
  lastsave: optional(
    z
      .string()
      .max(100)
      .refine((text) => !Number.isNaN(Date.parse(text))),
  ),
  notmodified: optional(z.boolean()),
  userdata: optional(z.string().max(MAX_USER_CHARS)),
  forcesavetype: optional(z.int()),
  actions: optional(actions),
  iat: optional(z.number().min(0).max(MAX_SECONDS)),
  document: absent,
  editorConfig: absent,
}) satisfies z.ZodType<Omit<CallbackReport, 'iat'>>;

export interface CallbackAddress {
  readonly sessionId: string;
  readonly capability: string;
}

export interface ReceivedCallback extends CallbackAddress {
  /** The complete token; those in headers may lack a long history. */
  readonly bodyToken: unknown;
  readonly headerTokens: readonly string[];
}

export interface GenuineCallback {
  readonly grant: SaveGrant;
  readonly report: CallbackReport;
}

/** Checks that a callback comes from the Document Server, and belongs to the session its URL was issued for. */
export class CallbackCheck {
  constructor(
    private readonly capabilities: SaveCapabilities,
    private readonly tokens: DocumentServerTokens,
    private readonly clock: Clock,
  ) {}

  /** The report and the rights of its URL, or what was wrong with it. */
  check(
    received: ReceivedCallback,
  ): GenuineCallback | 'capability' | 'token' | 'key of another session' {
    const grant = this.grantOf(received);
    if (grant === undefined) return 'capability';
    const report = this.#reportOf(received);
    if (report === undefined) return 'token';
    return report.key === grant.documentKey ? { grant, report } : 'key of another session';
  }

  /** Undefined unless the URL was issued here, for that session, and has not expired. */
  grantOf({ sessionId, capability }: CallbackAddress): SaveGrant | undefined {
    const grant = this.capabilities.read(capability);
    if (grant?.sessionId !== sessionId || grant.expiresAtMs <= this.clock.nowMs()) return undefined;
    return grant;
  }

  /** With a token in the body, the headers are not read, even if that token is invalid. */
  #reportOf({ bodyToken, headerTokens }: ReceivedCallback): CallbackReport | undefined {
    const claims =
      typeof bodyToken === 'string' && bodyToken !== ''
        ? this.tokens.verify(bodyToken)
        : this.#headerClaims(headerTokens);
    if (claims === undefined) return undefined;
    const report = callbackClaims.safeParse(claims);
    if (!report.success) return undefined;
    return { ...report.data, iat: report.data.iat ?? this.clock.nowMs() / 1000 };
  }

  #headerClaims(tokens: readonly string[]): object | undefined {
    for (const token of tokens) {
      const claims = this.tokens.verify(token);
      if (claims === undefined) continue;
      const { payload, iat } = claims as { payload?: object; iat?: unknown };
      return { ...payload, iat };
    }
    return undefined;
  }
}
