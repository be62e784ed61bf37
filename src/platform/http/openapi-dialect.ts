/** A JSON value whose shape is only known as far as it is looked at. */
type Json = Record<string, unknown>;

const isObject = (value: unknown): value is Json =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

/**
 * The framework describes schemas in the dialect of OpenAPI 3.0; 3.1 has JSON Schema 2020-12. What differs: `null` is a
 * type, and an exclusive bound is a number.
 */
export function toDialectOf31<T>(value: T): T {
  if (Array.isArray(value)) return value.map((each) => toDialectOf31<unknown>(each)) as T;
  if (!isObject(value)) return value;
  const { nullable, ...rest } = Object.fromEntries(
    Object.entries(value).map(([name, each]) => [name, toDialectOf31(each)]),
  );
  return bounded(
    nullable === true && isSchema(value) ? orNull(rest) : withNullable(rest, nullable),
  ) as T;
}

/** A property may have this name as well. */
const isSchema = ({ nullable }: Json): boolean => typeof nullable === 'boolean';
const withNullable = (rest: Json, nullable: unknown): Json =>
  nullable === undefined || typeof nullable === 'boolean' ? rest : { ...rest, nullable };

function orNull(schema: Json): Json {
  const { type, enum: values } = schema;
  if (typeof type !== 'string') return { anyOf: [schema, { type: 'null' }] };
  return {
    ...schema,
    type: [type, 'null'],
    ...(Array.isArray(values) &&
      !values.includes(null) && { enum: [...(values as unknown[]), null] }),
  };
}

function bounded({ exclusiveMinimum, exclusiveMaximum, ...rest }: Json): Json {
  const { minimum, maximum, ...others } = rest;
  const low =
    exclusiveMinimum === true ? { exclusiveMinimum: minimum } : { minimum, exclusiveMinimum };
  const high =
    exclusiveMaximum === true ? { exclusiveMaximum: maximum } : { maximum, exclusiveMaximum };
  const bounds = Object.entries({ ...low, ...high }).filter(
    ([, bound]) => bound !== undefined && bound !== false,
  );
  return { ...others, ...Object.fromEntries(bounds) };
}
