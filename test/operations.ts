import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { projectRoot } from '../src/platform/config/project-root.js';

/** As much of a JSON schema of openapi.json as tests look at. */
export interface JsonSchema {
  readonly $ref?: string;
  /** Several: `null` is one of them. */
  readonly type?: string | readonly string[];
  readonly enum?: readonly unknown[];
  readonly const?: unknown;
  readonly format?: string;
  readonly pattern?: string;
  readonly default?: unknown;
  readonly minLength?: number;
  readonly maxLength?: number;
  readonly minimum?: number;
  readonly maximum?: number;
  readonly maxItems?: number;
  readonly items?: JsonSchema;
  readonly properties?: Readonly<Record<string, JsonSchema>>;
  readonly required?: readonly string[];
  readonly additionalProperties?: boolean | JsonSchema;
  readonly anyOf?: readonly JsonSchema[];
  readonly oneOf?: readonly JsonSchema[];
  readonly allOf?: readonly JsonSchema[];
}

export interface Parameter {
  readonly in: 'path' | 'query' | 'header';
  readonly name: string;
  readonly required?: boolean;
  readonly schema: JsonSchema;
}

type Contents = Readonly<
  Record<string, { readonly schema?: JsonSchema; readonly example?: unknown }>
>;

interface DescribedOperation {
  /** Empty where everybody is let in. */
  readonly security?: readonly unknown[];
  readonly requestBody?: { readonly content?: Contents };
  readonly responses?: Readonly<Record<string, { readonly content?: Contents }>>;
}

export interface Answer {
  readonly $ref?: string;
  readonly description?: string;
  readonly content?: Readonly<Record<string, { readonly schema?: JsonSchema }>>;
}

/** One operation of openapi.json. */
export interface Operation {
  readonly method: string;
  readonly path: string;
  readonly id: string;
  readonly summary: string | undefined;
  readonly parameters: readonly Parameter[];
  /** Schemas of its body, by media type. */
  readonly bodies: Readonly<Record<string, JsonSchema>>;
  readonly answers: Readonly<Record<string, Answer>>;
  /** Codes of its errors, by status. */
  readonly codes: Readonly<Record<string, readonly string[]>>;
  /** As it stands there. */
  readonly described: DescribedOperation;
  /** What another specification, not ours, decides about. */
  readonly takesUnknown: readonly string[];
}

interface Described {
  readonly paths: Record<string, Record<string, Record<string, unknown>>>;
  readonly components: {
    readonly schemas: Record<string, JsonSchema>;
    readonly responses: Record<string, Answer>;
    readonly parameters: Record<string, Parameter>;
  };
}

export const describedApi = JSON.parse(
  readFileSync(join(projectRoot, 'openapi.json'), 'utf8'),
) as Described;

/** Every operation of the committed description. */
export const operations: readonly Operation[] = Object.entries(describedApi.paths).flatMap(
  ([path, item]) => Object.entries(item).map(([method, each]) => operationOf(method, path, each)),
);

function operationOf(method: string, path: string, each: Record<string, unknown>): Operation {
  const { content = {} } = (each.requestBody ?? {}) as {
    content?: Record<string, { schema: JsonSchema }>;
  };
  return {
    method: method.toUpperCase(),
    path,
    id: each.operationId as string,
    summary: each.summary as string | undefined,
    parameters: ((each.parameters ?? []) as (Parameter & Answer)[]).map(parameterOf),
    bodies: Object.fromEntries(Object.entries(content).map(([type, { schema }]) => [type, schema])),
    answers: each.responses as Record<string, Answer>,
    codes: codesOf(each.responses as Record<string, Answer>),
    described: each,
    takesUnknown: (each['x-takes-unknown'] ?? []) as string[],
  };
}

function codesOf(answers: Record<string, Answer>): Record<string, readonly string[]> {
  const entries = Object.entries(answers).map(([status, answer]) => {
    const { $ref, content } = answer;
    const there =
      $ref === undefined
        ? content
        : describedApi.components.responses[$ref.split('/').at(-1)!]?.content;
    const codes = there?.['application/problem+json']?.schema?.allOf?.[1]?.properties?.code?.enum;
    return [status, codes] as const;
  });
  return Object.fromEntries(entries.filter(([, codes]) => codes !== undefined)) as Record<
    string,
    readonly string[]
  >;
}

function parameterOf(given: Parameter & Answer): Parameter {
  if (given.$ref === undefined) return given;
  return describedApi.components.parameters[given.$ref.split('/').at(-1)!]!;
}

export const nameOf = ({ method, path }: Operation): string => `${method} ${path}`;

/** The schema that a reference leads to, or the schema itself. */
export function resolved(schema: JsonSchema): JsonSchema {
  if (schema.$ref === undefined) return schema;
  return resolved(describedApi.components.schemas[schema.$ref.split('/').at(-1)!]!);
}
