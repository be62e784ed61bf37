/** As much of a description of the API as a comparison looks at. */
export interface Described {
  readonly paths: Record<string, Record<string, OperationOf>>;
  readonly components?: { readonly schemas?: Record<string, Schema> };
}

interface OperationOf {
  readonly parameters?: readonly {
    name?: string;
    in?: string;
    required?: boolean;
    schema?: Schema;
  }[];
  readonly requestBody?: { content?: Media; required?: boolean };
  readonly responses?: Record<string, { content?: Media }>;
}

type Media = Record<string, { schema?: Schema }>;

interface Schema {
  readonly $ref?: string;
  readonly type?: string | readonly string[];
  readonly nullable?: boolean;
  readonly enum?: readonly unknown[];
  readonly items?: Schema;
  readonly properties?: Record<string, Schema>;
  readonly required?: readonly string[];
  readonly anyOf?: readonly Schema[];
  readonly oneOf?: readonly Schema[];
}

const METHODS = new Set(['get', 'put', 'post', 'delete', 'patch', 'head']);
const DEEPEST = 12;

/**
 * What somebody who programmed against `before` would notice in `now`: a route, a member of an answer or a parameter
 * that is gone; a member that has to be sent now; a value that is no longer taken, or that nobody knew. Additions
 * break nothing: clients ignore members that they do not know (docs/integrating.md).
 */
export function breakingChanges(before: Described, now: Described): string[] {
  return Object.entries(before.paths).flatMap(([path, item]) =>
    Object.entries(item)
      .filter(([method]) => METHODS.has(method))
      .flatMap(([method, old]) => {
        const name = `${method.toUpperCase()} ${path}`;
        const present = now.paths[path]?.[method];
        if (present === undefined) return [`${name} is gone`];
        return new Comparison(before, now, name).operation(old, present);
      }),
  );
}

class Comparison {
  readonly #found: string[] = [];

  constructor(
    private readonly before: Described,
    private readonly now: Described,
    private readonly name: string,
  ) {}

  operation(old: OperationOf, present: OperationOf): string[] {
    this.#parameters(old, present);
    this.#body(old.requestBody, present.requestBody);
    for (const [status, answer] of Object.entries(old.responses ?? {}))
      if (status.startsWith('2')) this.#answer(status, answer.content, present.responses?.[status]);
    return this.#found;
  }

  #body(old: OperationOf['requestBody'], present: OperationOf['requestBody']): void {
    if (present?.required === true && old === undefined) this.#say('needs a body');
    for (const [type, { schema = {} }] of Object.entries(old?.content ?? {})) {
      const other = present?.content?.[type];
      if (other === undefined) this.#say(`takes no ${type} any more`);
      else this.#sent(schema, other.schema ?? {}, type);
    }
  }

  #answer(status: string, old: Media = {}, present: { content?: Media } | undefined): void {
    if (present === undefined) return this.#say(`answers no ${status} any more`);
    for (const [type, { schema = {} }] of Object.entries(old))
      this.#answered(schema, present.content?.[type]?.schema ?? {}, status);
  }

  #parameters(old: OperationOf, present: OperationOf): void {
    const known = (of: OperationOf) =>
      new Map((of.parameters ?? []).map((each) => [`${each.in} ${each.name}`, each]));
    const [olds, news] = [known(old), known(present)];
    for (const name of olds.keys()) if (!news.has(name)) this.#say(`takes no ${name} any more`);
    for (const [name, each] of news)
      if (each.required === true && each.in !== 'path' && olds.get(name)?.required !== true)
        this.#say(`needs ${name}`);
  }

  /** What was accepted has to be accepted. */
  #sent(old: Schema, present: Schema, at: string, depth = 0): void {
    if (depth > DEEPEST) return;
    const [was, is] = [this.#resolved(old, this.before), this.#resolved(present, this.now)];
    this.#sameTypes(was, is, at);
    for (const value of newIn(was, is)) this.#say(`${at} may not be ${value}`);
    for (const name of requiredIn(is).filter((each) => !requiredIn(was).includes(each)))
      this.#say(`${at}.${name} is needed`);
    for (const [name, each, other] of membersOf(was, is)) {
      if (other !== undefined) this.#sent(each, other, `${at}.${name}`, depth + 1);
      else if (is.properties !== undefined) this.#say(`${at}.${name} is not taken any more`);
    }
    if (was.items && is.items) this.#sent(was.items, is.items, `${at}[]`, depth + 1);
  }

  /** What was answered has to be answered, and nothing of another kind. */
  #answered(old: Schema, present: Schema, at: string, depth = 0): void {
    if (depth > DEEPEST) return;
    const [was, is] = [this.#resolved(old, this.before), this.#resolved(present, this.now)];
    this.#sameTypes(is, was, at);
    for (const value of newIn(is, was)) this.#say(`${at} can be ${value}`);
    for (const [name, each, other] of membersOf(was, is)) {
      if (other === undefined) this.#say(`${at}.${name} is gone`);
      else this.#answered(each, other, `${at}.${name}`, depth + 1);
    }
    for (const name of requiredIn(was))
      if (is.properties?.[name] !== undefined && !requiredIn(is).includes(name))
        this.#say(`${at}.${name} may be missing`);
    if (was.items && is.items) this.#answered(was.items, is.items, `${at}[]`, depth + 1);
  }

  /** Every type of `one` is one of `other`, as far as both say any. */
  #sameTypes(one: Schema, other: Schema, at: string): void {
    const [few, many] = [typesOf(one), typesOf(other)];
    if (few.length === 0 || many.length === 0) return;
    for (const type of few)
      if (!many.includes(type)) this.#say(`${at} is ${type} on one side only`);
  }

  #resolved(schema: Schema, document: Described, depth = 0): Schema {
    const choices = schema.anyOf ?? schema.oneOf;
    // One that may be null as well, as OpenAPI 3.1 writes it.
    const [only, ...more] = choices?.filter(({ type }) => type !== 'null') ?? [];
    if (only !== undefined && more.length === 0 && depth < DEEPEST) {
      const inner = this.#resolved(only, document, depth + 1);
      return choices!.length === 1 ? inner : { ...inner, type: [...typesOf(inner), 'null'] };
    }
    if (schema.$ref === undefined) return schema;
    const named = document.components?.schemas?.[schema.$ref.split('/').at(-1)!] ?? {};
    const found = this.#resolved(named, document, depth + 1);
    return schema.nullable === true ? { ...found, nullable: true } : found;
  }

  #say(what: string): void {
    this.#found.push(`${this.name}: ${what}`);
  }
}

function typesOf({ type, nullable }: Schema): readonly string[] {
  if (type === undefined) return [];
  const all = typeof type === 'string' ? [type] : type;
  return nullable === true ? [...all, 'null'] : all;
}

const requiredIn = ({ required = [] }: Schema): readonly string[] => required;

const membersOf = (was: Schema, is: Schema) =>
  Object.entries(was.properties ?? {}).map(
    ([name, each]) => [name, each, is.properties?.[name]] as const,
  );

/** Values that the one has and the other has not. Whether it can be null, its types say. */
const newIn = ({ enum: some = [] }: Schema, { enum: others }: Schema): readonly string[] =>
  some
    .filter((value) => value !== null && others?.includes(value) === false)
    .map((value) => JSON.stringify(value).replaceAll('"', ''));
