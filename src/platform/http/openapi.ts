import type { INestApplication } from '@nestjs/common';
import { DocumentBuilder, SwaggerModule, type OpenAPIObject } from '@nestjs/swagger';
import { X_PUBLIC } from './public.js';

type PathItem = OpenAPIObject['paths'][string];
type Operation = NonNullable<PathItem['get']>;

const METHODS = ['get', 'put', 'post', 'delete', 'options', 'head', 'patch', 'trace'] as const;

/** Describes every route of the application; the same code gives the same document, byte for byte. */
export function describeApi(app: INestApplication): OpenAPIObject {
  const document = SwaggerModule.createDocument(app, frame(), {
    operationIdFactory: (controller, method) =>
      `${controller.replace(/Controller$/, '')}_${method}`,
  });
  const schemas = { ...document.components?.schemas, Problem: PROBLEM };
  return {
    ...document,
    paths: sorted(document.paths, withAnswers),
    components: {
      ...document.components,
      schemas: sorted(schemas, (schema) => schema),
      responses: {
        Invalid: problem('400: does not fit its schema, or has names that no schema knows'),
        NotSignedIn: problem('401: not signed in'),
        NotFound: problem(NOT_FOUND),
        Running: problem('409: in conflict with the present state, or the same request is running'),
        AnotherRequest: problem('422: cannot be done, or the key came with another request before'),
        TooMany: problem('429: more requests than the limit; `Retry-After` says when to come back'),
      },
      parameters: { IdempotencyKey: IDEMPOTENCY_KEY },
    },
  };
}

const frame = () =>
  new DocumentBuilder()
    .setTitle('Kontor')
    .setDescription(DESCRIPTION)
    .setVersion('1')
    .addBearerAuth(undefined, 'bearer')
    .addCookieAuth('kontor_session', undefined, 'cookie')
    .addSecurityRequirements('bearer')
    .addSecurityRequirements('cookie')
    .build();

const DESCRIPTION =
  'JSON in and out, snake_case names, times in RFC 3339 (UTC), sizes in bytes. Errors are ' +
  'application/problem+json. What does not exist and what one has no access to both answer 404. ' +
  'Input that does not fit its schema answers 400. Under https the cookie is named __Host-kontor_session.';

const NOT_FOUND = '404: no such thing, or no access to it';

const PROBLEM = {
  type: 'object',
  description: 'RFC 9457 problem details',
  required: ['type', 'title', 'status', 'code', 'detail', 'correlation_id'],
  properties: {
    type: { type: 'string' },
    title: { type: 'string' },
    status: { type: 'integer' },
    code: { type: 'string', example: 'access/not-signed-in' },
    detail: { type: 'string', description: 'What failed, with which id, and what to do' },
    correlation_id: { type: 'string', description: 'The same as in the log' },
  },
};

const problem = (description: string) => ({
  description,
  content: { 'application/problem+json': { schema: { $ref: '#/components/schemas/Problem' } } },
});

function withAnswers(item: PathItem, path: string): PathItem {
  const known = METHODS.filter((method) => item[method] !== undefined);
  const operations = known.map((method) => {
    const operation = withProblems(item[method]!);
    const isOurs = path.startsWith('/api/') && operation.security === undefined;
    return [method, method === 'post' && isOurs ? withIdempotencyKey(operation) : operation];
  });
  return { ...item, ...Object.fromEntries(operations) } as PathItem;
}

const ref = (name: string) => ({ $ref: `#/components/${name}` });

const IDEMPOTENCY_KEY = {
  name: 'Idempotency-Key',
  in: 'header',
  required: false,
  description:
    'Any text of the client, new for each request: sent again within 24 hours, the request is not carried out ' +
    'again, and gets its first answer with `Idempotency-Replayed: true`',
  schema: { type: 'string', minLength: 1, maxLength: 200 },
} as const;

const withIdempotencyKey = (operation: Operation): Operation => ({
  ...operation,
  parameters: [...(operation.parameters ?? []), ref('parameters/IdempotencyKey')],
  responses: {
    '409': ref('responses/Running'),
    '422': ref('responses/AnotherRequest'),
    ...operation.responses,
  },
});

/** Public routes need no credentials; all others answer 401 and 404 the same way. */
function withProblems(operation: Operation): Operation {
  const { [X_PUBLIC]: isPublic, ...rest } = operation as Operation & { [X_PUBLIC]?: boolean };
  const general = { '400': ref('responses/Invalid'), '429': ref('responses/TooMany') };
  if (isPublic === true)
    return { ...rest, security: [], responses: { ...general, ...rest.responses } };
  return {
    ...rest,
    responses: {
      ...general,
      ...rest.responses,
      '401': { $ref: '#/components/responses/NotSignedIn' },
      '404': { $ref: '#/components/responses/NotFound' },
    },
  };
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
