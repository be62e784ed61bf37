import {
  applyDecorators,
  SetMetadata,
  StandardSchemaValidationPipe,
  type ArgumentMetadata,
  type ExecutionContext,
  type Type,
} from '@nestjs/common';
import { ModulesContainer } from '@nestjs/core';
import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import { ApiExtension } from '@nestjs/swagger';
import type { FastifyRequest } from 'fastify';
import type { z } from 'zod';
import { AppError } from '../errors/app-error.js';
import { type Sentence, sentence } from '../errors/sentence.js';
import { BeforeHandler } from './before-handler.js';
import { nearestOf } from '../config/nearest-name.js';
import { faultsOf, TOLD } from '../language/schema-faults.js';
import { dropsUnknownAt, membersAt } from './input-schema.js';

/** What Nest keeps of a handler's parameters: `type:index` to what the decorator was given. */
const PARAMETERS = '__routeArguments__';
const HANDLER_PATH = 'path';
const BODY = 3;
const QUERY = 4;
const TAKES_UNKNOWN = 'kontor:takes-unknown';
export const X_TAKES_UNKNOWN = 'x-takes-unknown';

type Issues = readonly z.core.$ZodIssue[];

/** Names are for people who made a slip; a longer one is not repeated to them. */
const MAX_NAME = 100;

type Part = 'body' | 'query';

/**
 * The route takes names that its schemas do not have: another specification (Document Server, Office Connector, tus)
 * says what may be sent, or people follow an address that others added something to. Everywhere else an unknown name
 * is refused: whoever sends it believes that it does something.
 */
export const TakesUnknown = (...parts: Part[]) =>
  applyDecorators(SetMetadata(TAKES_UNKNOWN, parts), ApiExtension(X_TAKES_UNKNOWN, parts));

interface Parameters {
  readonly body?: z.ZodType | undefined;
  readonly query?: z.ZodType | undefined;
  readonly takesUnknown: readonly Part[];
}

function parametersOf(controller: Type, method: string): Parameters {
  const all = (Reflect.getMetadata(PARAMETERS, controller, method) ?? {}) as Record<
    string,
    { readonly schema?: z.ZodType }
  >;
  const schemaOf = (type: number) =>
    Object.entries(all).find(([key]) => key.startsWith(`${type}:`))?.[1].schema;
  const handler = (controller.prototype as Record<string, object>)[method]!;
  const takesUnknown = (Reflect.getMetadata(TAKES_UNKNOWN, handler) ??
    Reflect.getMetadata(TAKES_UNKNOWN, controller) ??
    []) as readonly Part[];
  return { body: schemaOf(BODY), query: schemaOf(QUERY), takesUnknown };
}

/** Refuses to start with a schema that drops what it does not know. */
export function requireStrictInput(app: NestFastifyApplication): void {
  const controllers = [...app.get(ModulesContainer).values()]
    .flatMap((module) => [...module.controllers.values()])
    .map(({ metatype }) => metatype as Type);
  for (const controller of controllers) {
    for (const method of handlersOf(controller)) {
      requireStrict(controller, method, 'body');
      requireStrict(controller, method, 'query');
    }
  }
}

function requireStrict(controller: Type, method: string, part: Part): void {
  const { takesUnknown, ...schemas } = parametersOf(controller, method);
  const schema = schemas[part];
  const place = schema && !takesUnknown.includes(part) ? dropsUnknownAt(schema) : undefined;
  if (place === undefined) return;
  const where = `${controller.name}.${method}: the schema of its ${part}`;
  throw new Error(`${where} drops unknown names at ${place}; use z.strictObject`);
}

const handlersOf = ({ prototype }: Type): string[] =>
  Object.getOwnPropertyNames(prototype).filter((name) => {
    const { value } = Object.getOwnPropertyDescriptor(prototype, name)! as { value?: object };
    return typeof value === 'function' && Reflect.hasMetadata(HANDLER_PATH, value);
  });

/** Checks by the schemas of the route, and says of an unknown name which ones exist. */
export class StrictInputPipe extends StandardSchemaValidationPipe {
  override async transform<T>(value: T, metadata: ArgumentMetadata): Promise<T> {
    const schema = metadata.schema as z.ZodType | undefined;
    if (schema === undefined || metadata.type === 'custom') return value;
    this.stripProtoKeys(value);
    const result = await this.validate<T>(value, metadata.schema!);
    if (result.issues === undefined) return result.value;
    const issues = result.issues as Issues;
    const unknown = issues.find((issue) => issue.code === 'unrecognized_keys');
    if (unknown === undefined) throw await misfit(schema, value, issues);
    const [name = ''] = unknown.keys;
    const known = membersAt(schema, unknown.path);
    throw unknownMember([...unknown.path.map(String), name].join('.'), known);
  }
}

interface Declared extends Parameters {
  readonly names: readonly string[];
}

/** What the pipe does not see, or sees too late: query names, and a body of a route that declares none. */
export class RefuseUndeclaredInput extends BeforeHandler {
  readonly #declared = new WeakMap<object, Declared>();

  override before(context: ExecutionContext): void {
    const { body, names, takesUnknown } = this.#declaredBy(context);
    const request = context.switchToHttp().getRequest<FastifyRequest>();
    const unknown = Object.keys(request.query as object).find((name) => !names.includes(name));
    if (unknown !== undefined && !takesUnknown.includes('query'))
      throw unknownQuery(unknown, names);
    if (body === undefined && !takesUnknown.includes('body')) refuseBody(request.body);
  }

  #declaredBy(context: ExecutionContext): Declared {
    const handler = context.getHandler();
    const known = this.#declared.get(handler);
    if (known !== undefined) return known;
    const parameters = parametersOf(context.getClass(), handler.name);
    const names = parameters.query === undefined ? [] : membersAt(parameters.query, []);
    const declared = { ...parameters, names };
    this.#declared.set(handler, declared);
    return declared;
  }
}

/** An empty object is what some clients send for nothing. A stream is read by its route. */
function refuseBody(body: unknown): void {
  if (typeof body !== 'object' || body === null || !isPlain(body)) return;
  const [name] = Object.keys(body);
  if (name !== undefined) throw unknownMember(name, []);
}

const isPlain = (value: object): boolean =>
  Array.isArray(value) || [Object.prototype, null].includes(Object.getPrototypeOf(value) as null);

async function misfit(schema: z.ZodType, value: unknown, found: Issues): Promise<AppError> {
  const { error } = await schema.safeParseAsync(value, TOLD);
  return new AppError('platform/invalid', 'invalid', faultsOf(error?.issues ?? found));
}

const unknownMember = (name: string, known: readonly string[]) =>
  new AppError(
    'platform/unknown-member',
    'invalid',
    sentence`The body has a member "${cut(name)}", which this route does not know. ${exist(name, known, sentence`It takes no members.`)}`,
    { shown: { member: cut(name), known } },
  );

const unknownQuery = (name: string, known: readonly string[]) =>
  new AppError(
    'platform/unknown-query',
    'invalid',
    sentence`The address has a query name "${cut(name)}", which this route does not know. ${exist(name, known, sentence`It takes no query.`)}`,
    { shown: { name: cut(name), known } },
  );

function exist(name: string, known: readonly string[], none: Sentence): Sentence {
  if (known.length === 0) return none;
  const last = cut(name.split('.').at(-1) ?? '');
  // Half the letters wrong is another word.
  const nearest = nearestOf(last, known, Math.min(3, Math.floor(last.length / 2)));
  const all = known.join(', ');
  return nearest === undefined
    ? sentence`It takes ${all}.`
    : sentence`Did you mean "${nearest}"? (it takes ${all})`;
}

const cut = (name: string): string => name.slice(0, MAX_NAME).toWellFormed();
