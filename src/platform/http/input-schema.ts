import type { z } from 'zod';

type Schema = z.ZodType;
type Path = readonly PropertyKey[];

/** The parts of zod's definitions that say where members of an input are. */
interface Definition {
  readonly type: string;
  readonly shape?: Readonly<Record<string, Schema>>;
  /** Of an object: undefined drops unknown members, `never` refuses them, anything else takes them. */
  readonly catchall?: Schema;
  readonly element?: Schema;
  readonly innerType?: Schema;
  readonly valueType?: Schema;
  readonly options?: readonly Schema[];
  readonly items?: readonly Schema[];
  readonly in?: Schema;
  readonly out?: Schema;
  readonly left?: Schema;
  readonly right?: Schema;
  readonly getter?: () => Schema;
}

const definitionOf = (schema: Schema): Definition => schema.def;

/** Schemas that are about the same value: what is optional, has a default, or is read before it is changed. */
function sameValue({ type, innerType, getter, in: read, out, ...more }: Definition): Schema[] {
  if (innerType !== undefined) return [innerType];
  if (getter !== undefined) return [getter()];
  // A pipe that begins with a transformation (`preprocess`) takes what its second half says.
  if (type === 'pipe')
    return [read, out].filter(
      (half) => half && definitionOf(half).type !== 'transform',
    ) as Schema[];
  if (type === 'intersection') return [more.left, more.right] as Schema[];
  return [...(more.options ?? [])];
}

/** Schemas of what the value holds, by name; `*` for all of a list or record. */
function insideOf({ shape, element, valueType, items }: Definition): [string, Schema][] {
  const of = (schema: Schema | undefined): [string, Schema][] =>
    schema === undefined ? [] : [['*', schema]];
  return [
    ...Object.entries(shape ?? {}),
    ...of(element),
    ...of(valueType),
    ...(items ?? []).map((item): [string, Schema] => ['*', item]),
  ];
}

/** Every object below a schema, with the names that lead to it. */
export function objectsIn(schema: Schema, at: Path = []): { at: Path; definition: Definition }[] {
  const definition = definitionOf(schema);
  return [
    ...(definition.type === 'object' ? [{ at, definition }] : []),
    ...sameValue(definition).flatMap((same) => objectsIn(same, at)),
    ...insideOf(definition).flatMap(([name, inside]) => objectsIn(inside, [...at, name])),
  ];
}

/** Where an input schema would silently drop members that it does not know; undefined if it does nowhere. */
export function dropsUnknownAt(schema: Schema): string | undefined {
  const found = objectsIn(schema).find(({ definition }) => definition.catchall === undefined);
  return found && (found.at.length === 0 ? 'the top' : found.at.join('.'));
}

/** The names that exist at a place of an input. */
export function membersAt(schema: Schema, path: Path): readonly string[] {
  const isHere = (at: Path) =>
    at.length === path.length && at.every((name, i) => name === '*' || name === path[i]);
  const here = objectsIn(schema).filter(({ at }) => isHere(at));
  return [...new Set(here.flatMap(({ definition }) => Object.keys(definition.shape ?? {})))];
}
