import { ApiParam, type OpenAPIObject } from '@nestjs/swagger';
import { X_SCOPES } from './client-scopes.js';

type Operation = NonNullable<OpenAPIObject['paths'][string]['get']>;
type Components = NonNullable<OpenAPIObject['components']>;
type Answer = Operation['responses'][string] & {
  readonly headers?: object;
  readonly content?: Readonly<Record<string, unknown>>;
};

const text = (description: string) => ({ description, schema: { type: 'string' } });

const HEADERS = {
  ETag: text('Names the present state, in quotes: for `If-Match` and `If-None-Match`'),
  Location: text('Where what was made is'),
  'Content-Disposition': text('The name of the file (RFC 6266)'),
  'Content-Range': text('Of a range of the bytes (206), or the size after a range outside (416)'),
  'Accept-Ranges': text('`bytes`'),
  'Content-Language': text('The language of `title` and `detail`: `de`, `fr` or `en`'),
  'Last-Modified': text('When this version was made'),
  'Idempotency-Replayed': {
    description: '`true` for an answer that was given before to the same `Idempotency-Key`',
    schema: { type: 'string', enum: ['true'] },
  },
  RateLimit: text('Requests left and seconds until there are more: `"default";r=…;t=…`'),
  'RateLimit-Policy': text('The limit and its seconds: `"default";q=…;w=60`'),
  'Retry-After': text('Seconds after which the same may succeed; where that is known'),
  'Tus-Resumable': text('The version of tus: `1.0.0`'),
  'Upload-Offset': text('How many bytes are there'),
  'Upload-Length': text('How many there will be'),
  'Upload-Expires': text(
    'When the upload is given up unless it goes on; or forgotten, once complete',
  ),
  'WWW-Authenticate': text(
    'What authenticates: `Bearer`, and what a token that came lacks: `error="invalid_token"`, or ' +
      '`error="insufficient_scope"` with the `scope` (RFC 6750)',
  ),
} as const;

type HeaderName = keyof typeof HEADERS;

/** `headers` of an answer, for the decorators of a route that sends them itself. */
export const answerHeaders = (...names: readonly HeaderName[]) => ({
  headers: Object.fromEntries(
    names.map((name) => [name, { $ref: `#/components/headers/${name}` }]),
  ) as Record<string, { $ref: string }>,
});

/** Of a whole number in a path, such as that of a version, which the method reads as text. */
export const NumberInPath = (name: string) =>
  ApiParam({ name, schema: { type: 'integer', minimum: 1, maximum: 999_999_999_999_999 } });

/** Of an error, by its status. */
export function errorHeaders(status: number): { readonly headers: object } {
  const more: HeaderName[] = [
    ...([401, 403].includes(status) ? ['WWW-Authenticate' as const] : []),
    ...([409, 423, 425, 429, 502, 503].includes(status) ? ['Retry-After' as const] : []),
    ...(status === 429 ? (['RateLimit', 'RateLimit-Policy'] as const) : []),
  ];
  return answerHeaders('Content-Language', ...more);
}

const PARAMETERS = {
  AcceptLanguage: {
    name: 'Accept-Language',
    in: 'header',
    required: false,
    description:
      'The language in which an error is told (RFC 9457, section 3.1): `de`, `fr` or `en`, by weight; English without it',
    schema: { type: 'string' },
    example: 'fr-CH, de;q=0.8',
  },
  IdempotencyKey: {
    name: 'Idempotency-Key',
    in: 'header',
    required: false,
    description:
      'Any text of the client, new for each request: sent again within 24 hours, the request is not carried out ' +
      'again, and gets its first answer with `Idempotency-Replayed: true`',
    schema: { type: 'string', minLength: 1, maxLength: 200 },
  },
  IfMatch: {
    name: 'If-Match',
    in: 'header',
    required: false,
    description:
      '`ETag` of a GET of the same address, or of the list that this is in: 412 when it has changed since',
    schema: { type: 'string' },
  },
  IfNoneMatch: {
    name: 'If-None-Match',
    in: 'header',
    required: false,
    description: '`ETag` of an answer that you have: 304 while it is the same',
    schema: { type: 'string' },
  },
  OnBehalfOf: {
    name: 'Kontor-On-Behalf-Of',
    in: 'header',
    required: false,
    description:
      'Of an application with the scope `act-for-people`: the username of a person, percent-encoded beyond ASCII. ' +
      'The request has the rights of that person. A person can only name themselves',
    schema: { type: 'string' },
  },
  OnBehalfOfId: {
    name: 'Kontor-On-Behalf-Of-Id',
    in: 'header',
    required: false,
    description:
      'The same by the id of the account, as GET /api/people says it: it counts, whoever has the name by now',
    schema: { type: 'string' },
  },
} as const;

/** For `components`. */
export const sharedHeaders = () =>
  ({ parameters: PARAMETERS, headers: HEADERS }) as unknown as Pick<
    Components,
    'parameters' | 'headers'
  >;

/** How a route stands to the headers that are looked at before and after every method. */
export interface HeaderNature {
  readonly method: string;
  /** Below /api/. */
  readonly isApi: boolean;
  /** For people and applications alone. */
  readonly isSignedIn: boolean;
  readonly isKeyed: boolean;
  /** Something can be read to compare it with. */
  readonly isConditional: boolean;
}

/** Adds what the method itself does not say of its headers. */
export function withHeaders(operation: Operation, nature: HeaderNature): Operation {
  const { method, isApi, isKeyed, isConditional } = nature;
  const answers = Object.entries(operation.responses) as (readonly [string, Answer])[];
  const isTagged = method === 'get' && isApi && answers.some(isJson);
  const own = (operation.parameters ?? []).flatMap((each) =>
    'name' in each ? [each.name.toLowerCase()] : [],
  );
  const names: (keyof typeof PARAMETERS)[] = [
    'AcceptLanguage',
    ...(isKeyed ? ['IdempotencyKey' as const] : []),
    ...(isConditional ? ['IfMatch' as const] : []),
    ...(isTagged ? ['IfNoneMatch' as const] : []),
    ...(X_SCOPES in operation ? (['OnBehalfOf', 'OnBehalfOfId'] as const) : []),
  ];
  const added = names
    .filter((name) => !own.includes(PARAMETERS[name].name.toLowerCase()))
    .map((name) => ({ $ref: `#/components/parameters/${name}` }));
  const known = { 304: { description: 'The same as `If-None-Match` names' } };
  return {
    ...operation,
    parameters: [...(operation.parameters ?? []), ...added],
    responses: {
      ...Object.fromEntries(answers.map((entry) => [entry[0], headed(entry, nature)])),
      ...(isTagged && known),
    },
  };
}

const isJson = ([status, { content = {} }]: readonly [string, Answer]): boolean =>
  status === '200' && 'application/json' in content;

function headed(entry: readonly [string, Answer], nature: HeaderNature): Answer {
  const [status, answer] = entry;
  if (!status.startsWith('2')) return answer;
  const { method, isApi, isSignedIn, isKeyed } = nature;
  const names: HeaderName[] = [
    ...(method === 'get' && isApi && isJson(entry) ? ['ETag' as const] : []),
    ...(isKeyed ? ['Idempotency-Replayed' as const] : []),
    ...(isSignedIn ? ['RateLimit' as const, 'RateLimit-Policy' as const] : []),
  ];
  const headers = { ...answer.headers, ...answerHeaders(...names).headers };
  return Object.keys(headers).length === 0 ? answer : { ...answer, headers };
}
