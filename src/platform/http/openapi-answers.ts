import type { OpenAPIObject } from '@nestjs/swagger';
import type { ErrorKind } from '../errors/app-error.js';
import { errorHeaders } from './openapi-headers.js';
import { statusOfKind } from './problem.js';

type Responses = NonNullable<NonNullable<OpenAPIObject['components']>['responses']>;
type Answers = Record<string, object>;

/** What the code can answer, as `scripts/read-error-codes.mjs` reads it. */
export interface KnownErrors {
  /** `module/what-failed` → its kinds; more than one only where the caller decides. */
  readonly kinds: Readonly<Record<string, readonly ErrorKind[]>>;
  /** `SomeController.method` → the codes on some way from it. */
  readonly methods: Readonly<Record<string, readonly string[]>>;
}

/** What is answered before or around every method, by status: the name of the answer, when, and its codes. */
const GENERAL = {
  400: {
    name: 'Invalid',
    description: 'Does not fit its schema, or has names that no schema knows',
    codes: [
      'platform/bad-address',
      'platform/invalid',
      'platform/unknown-member',
      'platform/unknown-query',
    ],
  },
  401: { name: 'NotSignedIn', description: 'Not signed in', codes: ['access/not-signed-in'] },
  403: {
    name: 'NotAllowed',
    description: 'Not allowed',
    codes: [
      ...['access/scope-missing', 'access/cannot-act-for', 'access/cross-site-request'],
      ...['access/not-in-allowed-groups', 'access/token-of-another-person'],
      'access/second-factor-required',
    ],
  },
  404: {
    name: 'NotFound',
    description: 'No such thing, or no access to it',
    codes: ['platform/not-found'],
  },
  413: { name: 'TooLarge', description: 'The body is too large', codes: ['platform/too-large'] },
  415: {
    name: 'Unsupported',
    description: 'The body is of a type that this route does not take, or packed',
    codes: ['platform/unsupported'],
  },
  421: {
    name: 'OtherServer',
    description: 'Sent to a host name that this server does not have',
    codes: ['platform/unknown-host'],
  },
  429: {
    name: 'TooMany',
    description: 'More requests than the limit; `Retry-After` says when to come back',
    codes: ['platform/too-many-requests'],
  },
  431: {
    name: 'HeadersTooLarge',
    description: 'The address and the headers are too large',
    codes: ['platform/headers-too-large'],
  },
  500: {
    name: 'Unexpected',
    description: 'A fault of this server; its log has more under the correlation id',
    codes: ['platform/unexpected'],
  },
  503: {
    name: 'Unavailable',
    description: 'Something that is needed does not answer at the moment; trying again helps',
    codes: [
      ...['platform/database-away', 'platform/database-busy', 'platform/database-damaged'],
      ...['platform/database-disk-failed', 'platform/database-full', 'platform/database-read-only'],
      'platform/database-refuses',
    ],
  },
} as const;

export const X_ADMIN_ONLY = 'x-admin-only';
export const X_CONFIRMED_ONLY = 'x-confirmed-only';

type GeneralStatus = keyof typeof GENERAL;

const ADMINS_ONLY = 'access/admins-only';
const CONFIRMATION_NEEDED = 'access/confirmation-needed';
const OF_KEYS = {
  400: ['platform/bad-idempotency-key'],
  409: ['platform/idempotency-key-running'],
  422: ['platform/idempotency-key-reused'],
} as const;
const OF_CONDITIONS = { 412: ['platform/changed-meanwhile'] } as const;

const WHAT: Readonly<Record<number, string>> = {
  ...Object.fromEntries(
    Object.entries(GENERAL).map(([status, { description }]) => [status, description]),
  ),
  408: 'Too slow',
  409: 'In conflict with the present state, or the same request is running',
  412: 'Changed in the meantime: `If-Match` does not match',
  422: 'Cannot be done with this content, or the key came with another request before',
  501: 'Nothing here can do it',
  502: 'A connected system answered wrongly',
};

export interface OperationNature {
  /** `SomeController.method`. */
  readonly method: string;
  readonly isPublic: boolean;
  readonly isAdminOnly: boolean;
  readonly isConfirmedOnly: boolean;
  readonly hasBody: boolean;
  /** Takes an `Idempotency-Key`. */
  readonly isKeyed: boolean;
  /** Takes an `If-Match`. */
  readonly isConditional: boolean;
}

/** The error answers of one operation: a shared one where it has no codes of its own. */
export function errorAnswers(nature: OperationNature, known: KnownErrors | undefined): Answers {
  const general = new Set<GeneralStatus>([400, 421, 429, 431, 500]);
  if (!nature.isPublic) for (const status of [401, 403, 404, 503] as const) general.add(status);
  if (nature.hasBody) for (const status of [413, 415] as const) general.add(status);
  const own = ownCodes(nature, known);
  const statuses = new Set([...general, ...own.keys()]);
  const answers = [...statuses]
    .toSorted((one, other) => one - other)
    .map((status) => {
      const shared = general.has(status as GeneralStatus)
        ? GENERAL[status as GeneralStatus]
        : undefined;
      const codes = (own.get(status) ?? []).filter((code) => !isIn(shared?.codes, code));
      if (shared !== undefined && codes.length === 0)
        return [status, { $ref: `#/components/responses/${shared.name}` }];
      const all = [...(shared?.codes ?? []), ...codes].toSorted();
      return [status, problemAnswer(status, WHAT[status] ?? 'Not done', all)];
    });
  return Object.fromEntries(answers) as Answers;
}

const isIn = (codes: readonly string[] | undefined, code: string): boolean =>
  codes?.includes(code) === true;

function ownCodes(
  { method, isAdminOnly, isConfirmedOnly, isKeyed, isConditional }: OperationNature,
  known: KnownErrors | undefined,
): Map<number, readonly string[]> {
  const own = new Map<number, readonly string[]>();
  const add = (status: number, codes: readonly string[]) =>
    own.set(status, [...new Set([...(own.get(status) ?? []), ...codes])]);
  if (isAdminOnly) add(403, [ADMINS_ONLY]);
  if (isConfirmedOnly) add(403, [CONFIRMATION_NEEDED]);
  if (isKeyed) for (const [status, codes] of Object.entries(OF_KEYS)) add(Number(status), codes);
  if (isConditional)
    for (const [status, codes] of Object.entries(OF_CONDITIONS)) add(Number(status), codes);
  for (const code of known?.methods[method] ?? [])
    for (const kind of known?.kinds[code] ?? []) add(statusOfKind(kind), [code]);
  return own;
}

const problemAnswer = (status: number, description: string, codes: readonly string[]) => ({
  description,
  ...errorHeaders(status),
  content: {
    'application/problem+json': {
      schema: {
        allOf: [
          { $ref: '#/components/schemas/Problem' },
          { type: 'object', properties: { code: { type: 'string', enum: codes } } },
        ],
      },
    },
  },
});

/** For `components.responses`. */
export const generalAnswers = (): Responses =>
  Object.fromEntries(
    Object.entries(GENERAL).map(([status, { name, description, codes }]) => [
      name,
      problemAnswer(Number(status), description, codes),
    ]),
  ) as Responses;
