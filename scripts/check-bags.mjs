// A class takes at most five parameters (the linter counts them) or one named record of at most seven members.
// A larger record of collaborators is a bag: it hides that the class does two things. This finds them.
//
// A bag is an interface, type or tuple that a constructor parameter names and that has a class of ours among its
// members. Settings and plain data have none, and may be as wide as they are.
import { dirname, join } from 'node:path';
import ts from 'typescript';

const MAX_MEMBERS = 7;
const MAX_TUPLE = 5;

/** Not a collaborator: a value that prints as `[secret]`. */
const VALUES = new Set(['Secret']);

/** One sentence for each bag. `textOf` reads a file, by its path from the root; undefined for one that is gone. */
export function bagFaults(files, textOf) {
  const texts = files.filter(isProduct).map((file) => [file, textOf(file) ?? '']);
  return bagsIn(new Map(texts)).map(
    ({ name, file, count, max }) =>
      `${file}: ${name} has ${count} members, at most ${max} are allowed: split the class`,
  );
}

const isProduct = (file) =>
  /^src\/.*\.tsx?$/.test(file) &&
  !/\.(spec|conformance)\.tsx?$/.test(file) &&
  !/\/client\//.test(file);

const parse = (file, text) => ts.createSourceFile(file, text, ts.ScriptTarget.Latest, false);

/** `texts`: path → source text. */
export function bagsIn(texts) {
  const modules = new Map(
    [...texts].map(([file, text]) => [file, declarationsIn(parse(file, text))]),
  );
  const classes = new Set(
    [...modules.values()].flatMap((module) => module.classes.map(({ name }) => name?.text)),
  );
  const isCollaborator = (type) =>
    mentions(type).some(
      (name) => classes.has(name) && !VALUES.has(name) && !name.endsWith('Settings'),
    );

  const found = new Map();
  for (const [file, { classes: own }] of modules) {
    for (const type of own.flatMap(constructorTypes)) {
      const { name, members, declaredIn, max } = membersOf(type, file, modules);
      if (members.length <= max || !members.some(isCollaborator)) continue;
      found.set(name, { name, file: declaredIn, count: members.length, max });
    }
  }
  return [...found.values()];
}

/** The types of the members that a parameter's type has, wherever they are declared. */
function membersOf(type, file, modules) {
  if (ts.isTupleTypeNode(type))
    return {
      name: `a tuple in ${file}`,
      members: [...type.elements],
      declaredIn: file,
      max: MAX_TUPLE,
    };
  const name =
    ts.isTypeReferenceNode(type) && ts.isIdentifier(type.typeName) ? type.typeName.text : 'a type';
  const { members, declaredIn, isTuple } = expand(type, file, modules, 0);
  return { name, members, declaredIn, max: isTuple ? MAX_TUPLE : MAX_MEMBERS };
}

function expand(type, file, modules, depth) {
  const none = { members: [], declaredIn: file, isTuple: false };
  if (depth > 5) return none;
  const all = (types) => ({
    ...none,
    members: types.flatMap((each) => expand(each, file, modules, depth + 1).members),
  });
  if (ts.isTypeLiteralNode(type)) return { ...none, members: typesOfMembers(type) };
  if (ts.isIntersectionTypeNode(type)) return all(type.types);
  if (ts.isTupleTypeNode(type))
    return { members: [...type.elements], declaredIn: file, isTuple: true };
  if (!ts.isTypeReferenceNode(type) || !ts.isIdentifier(type.typeName)) return none;
  const { text } = type.typeName;
  if (text === 'Readonly' && type.typeArguments)
    return expand(type.typeArguments[0], file, modules, depth + 1);
  return declared(text, file, modules, depth);
}

function declared(name, file, modules, depth) {
  const module = modules.get(file);
  const alias = module?.aliases.get(name);
  if (alias) return { ...expand(alias, file, modules, depth + 1), declaredIn: file };
  const own = module?.interfaces.get(name);
  if (own) {
    const parents = (own.heritageClauses ?? []).flatMap(({ types }) =>
      types.flatMap(({ expression }) =>
        ts.isIdentifier(expression)
          ? declared(expression.text, file, modules, depth + 1).members
          : [],
      ),
    );
    return { members: [...typesOfMembers(own), ...parents], declaredIn: file, isTuple: false };
  }
  const from = module?.imports.get(name);
  if (from && modules.has(from) && depth < 5) return declared(name, from, modules, depth + 1);
  return { members: [], declaredIn: file, isTuple: false };
}

const typesOfMembers = ({ members }) =>
  members.map((member) => member.type ?? member).filter((type) => type !== undefined);

/** The names of types that a type mentions, at any depth. */
function mentions(node) {
  const names = [];
  const visit = (each) => {
    if (ts.isTypeReferenceNode(each) && ts.isIdentifier(each.typeName))
      names.push(each.typeName.text);
    ts.forEachChild(each, visit);
  };
  visit(node);
  return names;
}

const constructorTypes = (declaration) =>
  declaration.members
    .filter(ts.isConstructorDeclaration)
    .flatMap(({ parameters }) =>
      parameters.map(({ type }) => type).filter((type) => type !== undefined),
    );

function declarationsIn(source) {
  const module = { classes: [], interfaces: new Map(), aliases: new Map(), imports: new Map() };
  for (const statement of source.statements) {
    if (ts.isClassDeclaration(statement)) module.classes.push(statement);
    else if (ts.isInterfaceDeclaration(statement))
      module.interfaces.set(statement.name.text, statement);
    else if (ts.isTypeAliasDeclaration(statement))
      module.aliases.set(statement.name.text, statement.type);
    else if (ts.isImportDeclaration(statement))
      noteImports(source.fileName, statement, module.imports);
  }
  return module;
}

function noteImports(file, { moduleSpecifier, importClause }, imports) {
  if (!moduleSpecifier.text.startsWith('.') || !importClause?.namedBindings?.elements) return;
  const path = join(dirname(file), moduleSpecifier.text).replace(/\.js$/, '.ts');
  for (const { name } of importClause.namedBindings.elements) imports.set(name.text, path);
}
