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
      responses: { NotSignedIn: problem('401: not signed in'), NotFound: problem(NOT_FOUND) },
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

function withAnswers(item: PathItem): PathItem {
  const known = METHODS.filter((method) => item[method] !== undefined);
  const operations = known.map((method) => [method, withProblems(item[method]!)]);
  return { ...item, ...Object.fromEntries(operations) } as PathItem;
}

/** Public routes need no credentials; all others answer 401 and 404 the same way. */
function withProblems(operation: Operation): Operation {
  const { [X_PUBLIC]: isPublic, ...rest } = operation as Operation & { [X_PUBLIC]?: boolean };
  if (isPublic === true) return { ...rest, security: [] };
  return {
    ...rest,
    responses: {
      ...rest.responses,
      '401': { $ref: '#/components/responses/NotSignedIn' },
      '404': { $ref: '#/components/responses/NotFound' },
    },
  };
}

const sorted = <A, B>(record: Record<string, A>, map: (value: A) => B): Record<string, B> =>
  Object.fromEntries(
    Object.keys(record)
      .sort()
      .map((key) => [key, map(record[key] as A)]),
  );
