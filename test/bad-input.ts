import fc from 'fast-check';
import { resolved, type JsonSchema, type Operation, type Parameter } from './operations.js';

/** A request that probably does not fit: made from the description of its operation, then broken somewhere. */
export interface BadRequest {
  readonly address: string;
  readonly method: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string | undefined;
}

const ODD_TEXTS = [
  ...['', ' ', '\0', 'null', '-1', '0', '1e309', 'NaN', '..', '%', "'; --", '\u{1F4C4}', '\uD800'],
  ...[
    '../../etc/passwd',
    'x'.repeat(300),
    'é'.repeat(5000),
    '__proto__',
    'constructor',
    '[object]',
  ],
];
const ODD_NUMBERS = [-1, 0, 0.5, 1e21, 2 ** 31, 2 ** 53, Number.MAX_VALUE, -Number.MAX_VALUE];

const oddText = fc.oneof(
  fc.constantFrom(...ODD_TEXTS),
  fc.string({ unit: 'binary', maxLength: 40 }),
);
/** fast-check's JSON values include lone surrogates, odd numbers and members named like those of `Object`. */
const oddValue: fc.Arbitrary<unknown> = fc.oneof(
  oddText,
  fc.constantFrom(...ODD_NUMBERS, null, true, [], {}),
  fc.jsonValue({ maxDepth: 3 }),
);

const FITTING_FORMATS: Readonly<Record<string, string>> = {
  'date-time': '2030-01-01T00:00:00Z',
  date: '2030-01-01',
  uri: 'http://127.0.0.1:9/x',
};

/** A value that a schema accepts, mostly: patterns are not followed, they get texts that break them. */
function fitting(given: JsonSchema): fc.Arbitrary<unknown> {
  const schema = resolved(given);
  const fixed = schema.enum ?? (schema.const === undefined ? undefined : [schema.const]);
  if (fixed !== undefined) return fc.constantFrom(...fixed);
  const options = schema.anyOf ?? schema.oneOf;
  if (options !== undefined) return fc.oneof(...options.map(fitting));
  const type = typeof schema.type === 'object' ? schema.type[0] : schema.type;
  return FITTING[type ?? 'anything']?.(schema) ?? oddValue;
}

const wholeNumber = ({ minimum = -5, maximum = 500 }: JsonSchema) =>
  fc.integer({ min: minimum, max: Math.min(maximum, 2 ** 31) });

const listOf = ({ items = {}, maxItems = 3 }: JsonSchema) =>
  fc.array(fitting(items), { maxLength: Math.min(maxItems, 3) });

const FITTING: Readonly<Record<string, (schema: JsonSchema) => fc.Arbitrary<unknown>>> = {
  object: objectOf,
  array: listOf,
  boolean: () => fc.boolean(),
  integer: wholeNumber,
  number: wholeNumber,
  string: textOf,
};

function textOf({ format, minLength = 0, maxLength = 50 }: JsonSchema): fc.Arbitrary<string> {
  const fixed = FITTING_FORMATS[format ?? ''];
  if (fixed !== undefined) return fc.constant(fixed);
  return fc.string({ minLength, maxLength: Math.max(minLength, Math.min(maxLength, 50)) });
}

function objectOf({ properties = {}, required = [], additionalProperties }: JsonSchema) {
  const members = Object.entries(properties).map(([name, schema]) => [name, fitting(schema)]);
  const known = fc.record(Object.fromEntries(members) as Record<string, fc.Arbitrary<unknown>>, {
    requiredKeys: [...required],
  });
  if (typeof additionalProperties !== 'object') return known;
  return fc.dictionary(oddText, fitting(additionalProperties), { maxKeys: 3 });
}

/** The same with one place changed, left out or added. */
const broken = (value: unknown): fc.Arbitrary<unknown> => {
  if (typeof value !== 'object' || value === null) return oddValue;
  const names = Object.keys(value);
  const change = fc
    .tuple(fc.constantFrom(...names, 'no_such_member', '__proto__'), oddValue)
    .map(([name, odd]) => ({ ...value, [name]: odd }));
  if (names.length === 0) return change;
  const inside = fc
    .constantFrom(...names)
    .chain((name) =>
      broken((value as Record<string, unknown>)[name]).map((odd) => ({ ...value, [name]: odd })),
    );
  const left = fc
    .constantFrom(...names)
    .map((name) => Object.fromEntries(Object.entries(value).filter(([other]) => other !== name)));
  return fc.oneof(change, inside, left);
};

const NOT_JSON = ['', '{', '[1,', '"\\uD8', '{"a":1}{', '\u0000', '[['.repeat(5000)];

const jsonBody = (schema: JsonSchema): fc.Arbitrary<string> => {
  const whole = fitting(schema);
  return fc.oneof(
    { weight: 5, arbitrary: whole.chain(broken).map((value) => JSON.stringify(value)) },
    { weight: 2, arbitrary: whole.map((value) => JSON.stringify(value)) },
    { weight: 1, arbitrary: oddValue.map((value) => JSON.stringify(value)) },
    { weight: 1, arbitrary: fc.constantFrom(...NOT_JSON) },
  );
};

/** `ids` are things that exist, so that more than "not found" is tried. */
export function badRequests(
  operation: Operation,
  ids: readonly string[],
): fc.Arbitrary<BadRequest> {
  const byPlace = (place: Parameter['in']) =>
    operation.parameters.filter((each) => each.in === place);
  const inPath = fc.oneof(fc.constantFrom(...ids, 'alice', '1'), oddText);
  const names = [...operation.path.matchAll(/\{(\w+)\}/g)].map(([name]) => name);
  const values = fc.record(Object.fromEntries(names.map((name) => [name, inPath])));
  const path = values.map((chosen) =>
    operation.path.replaceAll(/\{\w+\}/g, (name) => encoded(chosen[name] ?? '')),
  );
  return fc
    .record({
      path,
      query: queryOf(byPlace('query')),
      headers: headersOf(byPlace('header')),
      content: contentOf(operation),
    })
    .map(({ path: at, query, headers, content: [type, body] }) => ({
      method: operation.method,
      address: query === '' ? at : `${at}?${query}`,
      headers: { ...headers, ...(type === undefined ? {} : { 'content-type': type }) },
      body,
    }));
}

/** A segment that a client would not resolve itself. */
const encoded = (text: string): string =>
  /^\.{0,2}$/.test(text) ? 'x' : encodeURIComponent(text.toWellFormed());

function queryOf(parameters: readonly Parameter[]): fc.Arbitrary<string> {
  const pairs = parameters.map(({ name, schema }) =>
    fc.oneof(
      fc.constant([]),
      fitting(schema).map((value) => [[name, value]]),
      oddText.map((text) => [[name, text]]),
      fc.tuple(oddText, oddText).map((texts) => texts.map((text) => [name, text])),
    ),
  );
  const unknown = fc.oneof(
    { weight: 4, arbitrary: fc.constant([]) },
    { weight: 1, arbitrary: oddText.map((name) => [[name, '1']]) },
  );
  return fc.tuple(unknown, ...pairs).map((all) =>
    all
      .flat()
      .map((pair) => pair.map((part) => encodeURIComponent(textIn(part))).join('='))
      .join('&'),
  );
}

const textIn = (value: unknown): string =>
  (typeof value === 'string' ? value : (JSON.stringify(value) ?? '')).toWellFormed();

/** What a header may carry at all; the server's own parser refuses the rest. */
const headerText = fc.oneof(
  fc.constantFrom('*', '"x"', 'W/"x"', 'bytes=5-1', 'bytes=0-', '"', 'bytes=-0', ', ,', '0'),
  fc.string({ maxLength: 300 }).map((text) => text.replaceAll(/[^\x20-\x7e]/g, '').trim()),
);

const headersOf = (parameters: readonly Parameter[]): fc.Arbitrary<Record<string, string>> =>
  fc.record(Object.fromEntries(parameters.map(({ name }) => [name.toLowerCase(), headerText])), {
    requiredKeys: [],
  }) as fc.Arbitrary<Record<string, string>>;

type Content = readonly [type: string | undefined, body: string | undefined];

function contentOf({ method, bodies }: Operation): fc.Arbitrary<Content> {
  if (['GET', 'HEAD'].includes(method)) return fc.constant([undefined, undefined] as const);
  const schema = bodies['application/json'];
  const json =
    schema === undefined ? oddValue.map((value) => JSON.stringify(value)) : jsonBody(schema);
  const types = ['application/json', 'text/plain', 'multipart/form-data', 'image/png', ''];
  return fc.oneof(
    { weight: 8, arbitrary: json.map((body): Content => ['application/json', body]) },
    { weight: 1, arbitrary: fc.constant<Content>([undefined, undefined]) },
    {
      weight: 1,
      arbitrary: fc
        .tuple(fc.constantFrom(...types, 'multipart/form-data; boundary=x'), oddText)
        .map(([type, body]): Content => [type === '' ? undefined : type, body]),
    },
  );
}
