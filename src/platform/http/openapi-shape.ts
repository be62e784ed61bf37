/** The parts of an OpenAPI schema that the documentation shows. */
export interface Schema {
  readonly $ref?: string;
  readonly type?: string;
  readonly format?: string;
  readonly enum?: readonly unknown[];
  readonly nullable?: boolean;
  readonly items?: Schema;
  readonly properties?: Readonly<Record<string, Schema>>;
  readonly required?: readonly string[];
  readonly additionalProperties?: Schema | boolean;
  readonly anyOf?: readonly Schema[];
  readonly oneOf?: readonly Schema[];
  readonly allOf?: readonly Schema[];
}

/** A schema as one reads it, close to TypeScript: `{ title: string, size?: integer }`. */
export function shapeOf(schema: Schema, indent = ''): string {
  const shape = bareShape(schema, indent);
  return schema.nullable === true ? `${shape} | null` : shape;
}

function bareShape(schema: Schema, indent: string): string {
  if (schema.$ref !== undefined) return schema.$ref.split('/').at(-1) ?? '';
  if (schema.enum !== undefined) return either(schema.enum.map((value) => JSON.stringify(value)));
  if (schema.type === 'array') return `${shapeOf(schema.items ?? {}, indent)}[]`;
  if (schema.properties !== undefined) return objectShape(schema, indent);
  if (typeof schema.additionalProperties === 'object') {
    return `{ [name]: ${shapeOf(schema.additionalProperties, indent)} }`;
  }
  return combined(schema, indent) ?? schema.format ?? schema.type ?? 'anything';
}

function combined({ anyOf, oneOf, allOf }: Schema, indent: string): string | undefined {
  const alternatives = anyOf ?? oneOf;
  if (alternatives !== undefined) return either(alternatives.map((each) => shapeOf(each, indent)));
  return allOf?.map((each) => shapeOf(each, indent)).join(' & ');
}

const either = (shapes: readonly string[]): string => [...new Set(shapes)].join(' | ');

function objectShape({ properties = {}, required = [] }: Schema, indent: string): string {
  const deeper = `${indent}  `;
  const lines = Object.entries(properties).map(
    ([name, schema]) =>
      `${deeper}${name}${required.includes(name) ? '' : '?'}: ${shapeOf(schema, deeper)}`,
  );
  return lines.length === 0 ? '{}' : `{\n${lines.join('\n')}\n${indent}}`;
}
