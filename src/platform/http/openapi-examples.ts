import type { OpenAPIObject } from '@nestjs/swagger';

/** As much of a schema as an example needs. */
interface Schema {
  readonly $ref?: string;
  readonly type?: string | readonly string[];
  readonly enum?: readonly unknown[];
  readonly const?: unknown;
  readonly default?: unknown;
  readonly example?: unknown;
  readonly format?: string;
  readonly pattern?: string;
  readonly minimum?: number;
  readonly maximum?: number;
  readonly minLength?: number;
  readonly minItems?: number;
  readonly items?: Schema;
  readonly properties?: Readonly<Record<string, Schema>>;
  readonly additionalProperties?: boolean | Schema;
  readonly anyOf?: readonly Schema[];
  readonly oneOf?: readonly Schema[];
  readonly allOf?: readonly Schema[];
}

type Resolve = (ref: string) => Schema;

const ID = '019ac0de-7d1e-7b6a-9f3e-2f6a1c5b8d10';
const TIME = '2026-11-29T08:30:00.000Z';
/** In the manner of what is really there, by the name of the member; the first that fits wins. */
const TEXTS: readonly (readonly [RegExp, string])[] = [
  [/^title$/, 'Report.docx'],
  [/display_name|^name$/, 'Alice Aebi'],
  [/username|owner|author|_by$|^from$|^to$|^actor$/, 'alice'],
  [/^(?:q|text|detail|description|summary|cause|fix)$/, 'Report'],
  [/password|secret|token|passphrase/, 'only an example'],
  [/mail/, 'alice@example.ch'],
  [/file_type|extension/, 'docx'],
  [/origin/, 'https://app.example.ch'],
  [/url|uri|link|issuer/, 'https://kontor.example.ch/'],
  [/^(?:lang|language|locale)$/, 'de'],
  [/time_zone/, 'Europe/Zurich'],
  [/etag/, '"019ac0de7d1e"'],
  [/recipient/, `age1${'q'.repeat(58)}`],
  [/address/, '192.0.2.1'],
  [/^id$|_id$|_key$/, ID],
];
/** For a pattern that none of those fits. */
const OTHERS = ['1', 'a', 'docx', 'alice', ID, '0'.repeat(64), 'A'.repeat(43), 'AAAA', '00'];
const DEEPEST = 8;

/** A value that fits the schema; undefined when none is found. The same schema gives the same value. */
function exampleOf(schema: Schema, resolve: Resolve, name = '', depth = 0): unknown {
  if (depth > DEEPEST) return undefined;
  const of = (each: Schema, at = name) => exampleOf(each, resolve, at, depth + 1);
  if (schema.$ref !== undefined) return of(resolve(schema.$ref));
  for (const given of [schema.example, schema.const, schema.default, schema.enum?.[0]])
    if (given !== undefined && given !== null) return given;
  const [choice] = schema.oneOf ?? schema.anyOf ?? [];
  if (choice !== undefined) return of(choice);
  if (schema.allOf !== undefined)
    return schema.allOf.reduce((all, each) => ({ ...all, ...(of(each) as object) }), {});
  return typedExample(schema, of, name);
}

function typedExample(
  schema: Schema,
  of: (each: Schema, at?: string) => unknown,
  name: string,
): unknown {
  const type = typeof schema.type === 'object' ? schema.type[0] : schema.type;
  if (type === 'object' || schema.properties !== undefined) return members(schema, of);
  if (type === 'array') {
    const item = schema.items && of(schema.items, name);
    return item === undefined ? [] : [item];
  }
  if (type === 'string') return text(schema, name);
  if (type === 'integer' || type === 'number') return numberIn(schema);
  return type === 'boolean' ? true : undefined;
}

function members(
  { properties = {}, additionalProperties }: Schema,
  of: (each: Schema, at?: string) => unknown,
) {
  const known = Object.entries(properties)
    .map(([name, each]) => [name, of(each, name)])
    .filter(([, value]) => value !== undefined);
  if (known.length > 0 || typeof additionalProperties !== 'object')
    return Object.fromEntries(known) as object;
  const value = of(additionalProperties);
  return value === undefined ? {} : { example: value };
}

function text({ format, pattern, minLength = 0 }: Schema, name: string): string | undefined {
  if (format === 'date-time') return TIME;
  if (format === 'date') return TIME.slice(0, 10);
  if (format === 'uuid') return ID;
  if (format === 'uri') return 'https://kontor.example.ch/';
  if (format === 'binary') return undefined;
  const usual = TEXTS.filter(([names]) => names.test(name)).map(([, value]) => value);
  const fits = pattern === undefined ? /^/ : new RegExp(pattern, 'u');
  const isRight = (each: string) => fits.test(each) && each.length >= minLength;
  return [...usual, ...(pattern === undefined ? ['example'] : []), ...OTHERS].find(isRight);
}

function numberIn({ minimum = 0, maximum = Infinity }: Schema): number {
  return Math.min(Math.max(minimum, 1), maximum);
}

type Media = Record<string, { schema?: Schema; example?: unknown }>;

/** Gives every JSON that is sent or answered an example. */
export function withExamples(document: OpenAPIObject): OpenAPIObject {
  const schemas = (document.components?.schemas ?? {}) as Record<string, Schema>;
  const resolve: Resolve = (ref) => schemas[ref.split('/').at(-1)!] ?? {};
  for (const item of Object.values(document.paths)) {
    for (const operation of Object.values(item) as Record<string, unknown>[]) {
      const { requestBody, responses = {} } = operation as {
        requestBody?: { content?: Media };
        responses?: Record<string, { content?: Media }>;
      };
      const good = Object.entries(responses).filter(([status]) => status.startsWith('2'));
      const contents = [requestBody?.content, ...good.map(([, answer]) => answer.content)];
      for (const content of contents) addTo(content, resolve);
    }
  }
  return document;
}

function addTo(content: Media | undefined, resolve: Resolve): void {
  for (const [type, media] of Object.entries(content ?? {})) {
    if (media.schema === undefined || !type.includes('json')) continue;
    const example = exampleOf(media.schema, resolve);
    if (example !== undefined) media.example = example;
  }
}
