import type { INestApplication } from '@nestjs/common';
import { DocumentBuilder, SwaggerModule, type OpenAPIObject } from '@nestjs/swagger';
import {
  errorAnswers,
  generalAnswers,
  X_ADMIN_ONLY,
  X_CONFIRMED_ONLY,
  type KnownErrors,
} from './openapi-answers.js';
import { toDialectOf31 } from './openapi-dialect.js';
import { withExamples } from './openapi-examples.js';
import { sharedHeaders, withHeaders } from './openapi-headers.js';
import { X_PUBLIC } from './public.js';

type PathItem = OpenAPIObject['paths'][string];
type Operation = NonNullable<PathItem['get']>;

const METHODS = ['get', 'put', 'post', 'delete', 'options', 'head', 'patch', 'trace'] as const;

/**
 * Describes every route of the application; the same code gives the same document, byte for byte. `known` adds to each
 * operation the codes that it can answer.
 */
export function describeApi(app: INestApplication, known?: KnownErrors): OpenAPIObject {
  const document = SwaggerModule.createDocument(app, frame(), {
    operationIdFactory: (controller, method) =>
      `${controller.replace(/Controller$/, '')}_${method}`,
  });
  const schemas = { ...document.components?.schemas, Problem: PROBLEM };
  const described = toDialectOf31({
    ...document,
    paths: sorted(document.paths, (item, path) =>
      withAnswers(item, { path, known, canRead: (at) => document.paths[at]?.get !== undefined }),
    ),
    components: {
      ...document.components,
      schemas: sorted(schemas, (schema) => schema),
      responses: generalAnswers(),
      ...sharedHeaders(),
    },
  });
  return withExamples(described);
}

const frame = () =>
  new DocumentBuilder()
    .setOpenAPIVersion('3.1.1')
    .setTitle('Kontor')
    .setDescription(DESCRIPTION)
    .setVersion('1')
    .setLicense('AGPL-3.0-or-later', 'https://www.gnu.org/licenses/agpl-3.0.html')
    .addServer('{address}', 'An installation', {
      address: {
        default: 'http://127.0.0.1:3000',
        description: 'Its setting KONTOR_PUBLIC_URL',
      },
    })
    .addBearerAuth(undefined, 'bearer')
    .addCookieAuth('kontor_session', undefined, 'cookie')
    .addSecurityRequirements('bearer')
    .addSecurityRequirements('cookie')
    .build();

const DESCRIPTION =
  'JSON in and out, snake_case names, times in RFC 3339 (UTC), sizes in bytes. Errors are ' +
  'application/problem+json; docs/errors.md explains each code. What does not exist and what one has no access to ' +
  'both answer 404. Input that does not fit its schema answers 400. Under https the cookie is named ' +
  '__Host-kontor_session. Every answer to somebody who is signed in has RateLimit and RateLimit-Policy.';

const PROBLEM = {
  type: 'object',
  description: 'RFC 9457 problem details',
  required: ['type', 'title', 'status', 'code', 'detail', 'correlation_id'],
  properties: {
    type: { type: 'string' },
    title: { type: 'string' },
    status: { type: 'integer' },
    code: { type: 'string' },
    detail: {
      type: 'string',
      description:
        'What failed, with which id, and what to do; like `title` in the language that `Accept-Language` asks for',
    },
    correlation_id: { type: 'string', description: 'The same as in the log' },
    data: { type: 'object', description: 'For programs: what they need to react' },
  },
  example: {
    type: 'urn:kontor:problem:documents/no-such-document',
    title: 'Not found',
    status: 404,
    code: 'documents/no-such-document',
    detail:
      'There is no document 019ac0de-7d1e-7b6a-9f3e-2f6a1c5b8d10, or you have no access to it.',
    correlation_id: '6f0c7c2e-3f57-4c0e-8f3e-0a4c6d1b7e55',
  },
};

function withAnswers(item: PathItem, place: Omit<Place, 'method'>): PathItem {
  const present = METHODS.filter((method) => item[method] !== undefined);
  const operations = present.map((method) => [
    method,
    withErrors(item[method]!, { ...place, method }),
  ]);
  return { ...item, ...Object.fromEntries(operations) } as PathItem;
}

interface Place {
  readonly method: (typeof METHODS)[number];
  readonly path: string;
  readonly known: KnownErrors | undefined;
  /** Whether a path has a GET. */
  readonly canRead: (path: string) => boolean;
}

type Extended = Operation & {
  [X_PUBLIC]?: boolean;
  [X_ADMIN_ONLY]?: boolean;
  [X_CONFIRMED_ONLY]?: boolean;
};

/** Public routes need no credentials. */
function withErrors(operation: Operation, place: Place): Operation {
  const { method, path, known } = place;
  const {
    [X_PUBLIC]: isPublic = false,
    [X_ADMIN_ONLY]: isAdminOnly = false,
    [X_CONFIRMED_ONLY]: isConfirmedOnly = false,
    ...rest
  } = operation as Extended;
  const isOurs = path.startsWith('/api/') && !isPublic;
  const isKeyed = method === 'post' && isOurs;
  const isConditional =
    isOurs && ['put', 'patch', 'delete'].includes(method) && isReadSomewhere(place);
  const errors = errorAnswers(
    {
      method: rest.operationId?.replace('_', 'Controller.') ?? '',
      isPublic,
      isAdminOnly,
      isConfirmedOnly,
      hasBody: method !== 'get' && method !== 'head',
      isKeyed,
      isConditional,
    },
    known,
  );
  const whole = {
    ...rest,
    ...(isPublic && { security: [] }),
    parameters: [...(rest.parameters ?? []), ...undeclaredIn(path, rest)],
    responses: { ...rest.responses, ...errors },
  } as Operation;
  const isApi = path.startsWith('/api/');
  return withHeaders(whole, { method, isApi, isSignedIn: isOurs, isKeyed, isConditional });
}

/** The path itself, or the nearest one above, as `ConditionalChanges` reads it. */
function isReadSomewhere({ path, canRead }: Place): boolean {
  const parts = path.split('/');
  return (
    parts.some((_, count) => count > 2 && canRead(parts.slice(0, count).join('/'))) || canRead(path)
  );
}

/** Parts of the path that a controller reads all at once, by a schema, which the framework does not describe. */
function undeclaredIn(path: string, { parameters = [] }: Operation) {
  const names = [...path.matchAll(/\{(\w+)\}/g)].map(([, name = '']) => name);
  const isDeclared = (name: string) =>
    parameters.some((each) => 'in' in each && each.in === 'path' && each.name === name);
  return names
    .filter((name) => !isDeclared(name))
    .map((name) => ({ name, in: 'path' as const, required: true, schema: { type: 'string' } }));
}

const sorted = <A, B>(
  record: Record<string, A>,
  map: (value: A, key: string) => B,
): Record<string, B> =>
  Object.fromEntries(
    Object.keys(record)
      .sort()
      .map((key) => [key, map(record[key] as A, key)]),
  );
