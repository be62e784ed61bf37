// Which errors the code can answer, read from the code itself: every `new AppError(code, kind, text)`, and for each
// method of a controller those that lie on some way from it. Calls of a port lead to all its adapters. An error that is
// caught on the way is listed too: better one too many than one that nobody expected.
import { join, relative, sep } from 'node:path';
import ts from 'typescript';
import { root } from './project.mjs';

/** What makes an error: the name of the class, and where its code and kind stand. */
const ERROR_CLASS = 'AppError';

/** What every route is behind. Others are behind a route's decorators. */
const GLOBAL_GUARD = 'AccessGuard';

/** The tag of texts with something filled in. */
const TAG = 'sentence';

/**
 * `sentences`: every text that people can be told, and every part of one, as its translations know it, with `{0}` for
 * what is filled in. `errors`: code → `{kinds, texts, file}`. `methods`: `Controller.method` → codes, also of the guards
 * that the route names. `guard`: codes of the guard of all routes. `unnamed`: places that make an error whose code could
 * not be read.
 */
export function readErrorCodes() {
  const { options, fileNames } = configured();
  const program = ts.createProgram(fileNames, options);
  const reader = new Reader(program.getTypeChecker(), sourcesOf(program));
  return reader.read();
}

function configured() {
  const file = join(root, 'tsconfig.json');
  const { config } = ts.readConfigFile(file, (name) => ts.sys.readFile(name));
  const parsed = ts.parseJsonConfigFileContent(config, ts.sys, root);
  const fileNames = parsed.fileNames.filter((name) => isOfProduct(name));
  return { options: { ...parsed.options, noEmit: true, incremental: false }, fileNames };
}

const pathOf = (fileName) => relative(root, fileName).split(sep).join('/');
const isOfProduct = (fileName) =>
  pathOf(fileName).startsWith('src/') && !/\.spec\.tsx?$/.test(fileName);
const sourcesOf = (program) =>
  program.getSourceFiles().filter(({ fileName }) => isOfProduct(fileName));

const byText = (one, other) => (one < other ? -1 : 1);

class Reader {
  #checker;
  #sources;
  /** Names that may stand for a function: to ask the compiler about every other one, too, takes twice as long. */
  #functionNames = new Set();
  /** Names of what our classes and ports have. */
  #memberNames = new Set();
  /** Declaration of a function → the declarations that it mentions. */
  #edges = new Map();
  /** Declaration of a function → codes that it makes itself. */
  #codes = new Map();
  /** Declaration of a function → where its parameters for code, kind and text stand, if it makes an error of them. */
  #factories = new Map();
  /** Method or class without a body → those that stand in its place. */
  #overrides = new Map();
  /** Class of a guard → its `canActivate`. */
  #guards = new Map();
  #errors = new Map();
  #sentences = new Set();
  #unnamed = new Set();

  constructor(checker, sources) {
    this.#checker = checker;
    this.#sources = sources;
  }

  read() {
    for (const source of this.#sources) this.#visitNames(source);
    for (const source of this.#sources) this.#visitClasses(source);
    // The first round finds the factories of errors, the second who calls them.
    for (let round = 0; round < 2; round++) {
      this.#edges.clear();
      this.#codes.clear();
      this.#unnamed.clear();
      for (const source of this.#sources) this.#visit(source, source);
    }
    const methods = new Map();
    for (const [name, declaration] of this.#controllerMethods())
      methods.set(name, [...this.#codesOfRoute(declaration)].toSorted(byText));
    const globalGuard = this.#guards.get(GLOBAL_GUARD);
    const guard = [...this.#reachable(globalGuard)].toSorted(byText);
    const unnamed = [...this.#unnamed].toSorted(byText);
    return { errors: this.#errors, methods, guard, unnamed, sentences: this.#sentences };
  }

  #visitNames(node) {
    const { name } = node;
    if (name !== undefined && ts.isMemberName(name)) {
      if (mayBeFunction(node)) this.#functionNames.add(name.text);
      if (ts.isClassElement(node) || ts.isTypeElement(node)) this.#memberNames.add(name.text);
    }
    ts.forEachChild(node, (child) => this.#visitNames(child));
  }

  #visitClasses(node) {
    if (ts.isClassDeclaration(node)) this.#overridesOf(node);
    if (ts.isClassDeclaration(node) && node.name?.text.endsWith('Guard')) {
      const method = node.members.find((each) => each.name?.getText() === 'canActivate');
      this.#guards.set(node.name.text, method);
    }
    if (ts.isObjectLiteralExpression(node)) this.#standsInFor(node);
    ts.forEachChild(node, (child) => this.#visitClasses(child));
  }

  #overridesOf({ heritageClauses = [], members }) {
    const bases = heritageClauses
      .flatMap(({ types }) => types)
      .flatMap((type) => this.#checker.getTypeAtLocation(type).getProperties());
    for (const { name, declarations = [] } of bases) {
      const own = members.find((each) => each.name?.getText() === name);
      if (own === undefined) continue;
      for (const base of declarations) if (base !== own) this.#put(this.#overrides, base, own);
    }
  }

  /** An object that a factory makes for a port has functions in the place of its methods. */
  #standsInFor(node) {
    const members = node.properties.filter(
      (each) =>
        each.initializer &&
        isFunction(each.initializer) &&
        this.#memberNames.has(each.name.getText()),
    );
    if (members.length === 0) return;
    const port = this.#checker.getContextualType(node);
    for (const { name, initializer } of members)
      for (const base of port?.getProperty(name.getText())?.declarations ?? [])
        if (isOfProduct(base.getSourceFile().fileName))
          this.#put(this.#overrides, base, initializer);
  }

  /** `owner` is the function whose body this is. */
  #visit(node, owner) {
    const inside = isFunction(node) && isNamed(node) ? node : owner;
    if (inside !== owner && ts.isPropertyAssignment(node.parent))
      this.#put(this.#edges, owner, inside);
    if (ts.isNewExpression(node) || ts.isCallExpression(node)) this.#makes(node, inside);
    if (isSentence(node)) this.#sentences.add(patternOf(node));
    for (const text of ofSchema(node)) this.#sentences.add(text);
    if (ts.isIdentifier(node) || ts.isPrivateIdentifier(node)) this.#mentions(node, inside);
    ts.forEachChild(node, (child) => this.#visit(child, inside));
  }

  #mentions(name, owner) {
    const { parent } = name;
    if (parent.name === name && !ts.isPropertyAccessExpression(parent)) {
      if (!ts.isShorthandPropertyAssignment(parent)) return;
    }
    for (const declaration of this.#declarationsOf(name))
      if (declaration !== owner) this.#put(this.#edges, owner, declaration);
  }

  /** Functions that a name stands for, also the ones of a constant or of what was imported. */
  #declarationsOf(name) {
    // A route that mentions a guard is behind it.
    if (this.#guards.has(name.text)) return [this.#guards.get(name.text)];
    if (!this.#functionNames.has(name.text)) return [];
    let symbol = ts.isShorthandPropertyAssignment(name.parent)
      ? this.#checker.getShorthandAssignmentValueSymbol(name.parent)
      : this.#checker.getSymbolAtLocation(name);
    if (symbol === undefined) return [];
    if (symbol.flags & ts.SymbolFlags.Alias) symbol = this.#checker.getAliasedSymbol(symbol);
    return (symbol.declarations ?? [])
      .filter((declaration) => isOfProduct(declaration.getSourceFile().fileName))
      .flatMap((declaration) => functionOf(declaration));
  }

  #makes(node, owner) {
    const places = this.#placesOf(node);
    if (places === undefined) return;
    const args = node.arguments ?? [];
    const codes = this.#literalsOf(args[places.code]);
    if (codes === undefined) {
      const code = parameterOf(args[places.code], owner);
      if (code === undefined)
        this.#unnamed.add(
          `${pathOf(node.getSourceFile().fileName)}: ${node.getText().slice(0, 60)}`,
        );
      else
        this.#factories.set(owner, {
          code,
          kind: parameterOf(args[places.kind], owner),
          kinds: this.#literalsOf(args[places.kind]) ?? places.kinds,
          text: parameterOf(args[places.text], owner),
        });
      return;
    }
    const kinds = places.kind === undefined ? places.kinds : this.#literalsOf(args[places.kind]);
    for (const code of codes.filter((each) => /^[\w-]+\/[\w-]+$/.test(each))) {
      this.#put(this.#codes, owner, code);
      const known = this.#errors.get(code) ?? {
        kinds: new Set(),
        texts: new Set(),
        file: pathOf(node.getSourceFile().fileName),
      };
      for (const kind of kinds ?? []) known.kinds.add(kind);
      for (const text of places.text === undefined ? [] : textsOf(args[places.text])) {
        known.texts.add(text.replaceAll(/\{\d+\}/g, '…'));
        if (text !== '…') this.#sentences.add(text);
      }
      this.#errors.set(code, known);
    }
  }

  #placesOf(node) {
    const callee = node.expression;
    if (ts.isNewExpression(node) && callee.getText() === ERROR_CLASS)
      return { code: 0, kind: 1, text: 2 };
    if (!ts.isIdentifier(callee) && !ts.isPropertyAccessExpression(callee)) return undefined;
    const name = ts.isIdentifier(callee) ? callee : callee.name;
    const [factory] = this.#declarationsOf(name).filter((each) => this.#factories.has(each));
    return this.#factories.get(factory);
  }

  /** The texts that an expression can be, when its type says so. */
  #literalsOf(node) {
    if (node === undefined) return undefined;
    if (ts.isTemplateExpression(node)) return this.#filledIn(node);
    const type = this.#checker.getTypeAtLocation(node);
    const all = type.isUnion() ? type.types : [type];
    return all.every((each) => each.isStringLiteral()) ? all.map(({ value }) => value) : undefined;
  }

  #filledIn({ head, templateSpans }) {
    let all = [head.text];
    for (const { expression, literal } of templateSpans) {
      const words = this.#literalsOf(expression);
      if (words === undefined) return undefined;
      all = all.flatMap((text) => words.map((word) => text + word + literal.text));
    }
    return all;
  }

  #reachable(start) {
    const codes = new Set();
    const seen = new Set([start]);
    for (const declaration of seen) {
      for (const code of this.#codes.get(declaration) ?? []) codes.add(code);
      for (const next of this.#edges.get(declaration) ?? []) seen.add(next);
      for (const next of this.#overrides.get(declaration) ?? []) seen.add(next);
    }
    return codes;
  }

  /** Those of a method, and of the decorators of its class. */
  #codesOfRoute(method) {
    const decorators = ts.getDecorators(method.parent) ?? [];
    const called = decorators.flatMap(({ expression }) =>
      ts.isCallExpression(expression) ? this.#declarationsOf(expression.expression) : [],
    );
    return new Set([method, ...called].flatMap((each) => [...this.#reachable(each)]));
  }

  #controllerMethods() {
    const controllers = this.#sources
      .flatMap(({ statements }) => [...statements])
      .filter((node) => ts.isClassDeclaration(node) && node.name?.text.endsWith('Controller'));
    return controllers.flatMap(({ name, members }) =>
      members
        .filter((member) => ts.isMethodDeclaration(member) && ts.isIdentifier(member.name))
        .map((member) => [`${name.text}.${member.name.text}`, member]),
    );
  }

  #put(map, key, value) {
    const known = map.get(key) ?? new Set();
    known.add(value);
    map.set(key, known);
  }
}

const isFunction = (node) => ts.isFunctionLike(node) && !ts.isTypeNode(node);
/** Others belong to the function that they are written in. */
const isNamed = (node) =>
  ts.isFunctionDeclaration(node) ||
  ts.isMethodDeclaration(node) ||
  ts.isConstructorDeclaration(node) ||
  ts.isAccessor(node) ||
  ts.isMethodSignature(node) ||
  (ts.isVariableDeclaration(node.parent) &&
    node.parent.parent.parent.kind === ts.SyntaxKind.VariableStatement) ||
  ts.isPropertyAssignment(node.parent) ||
  ts.isPropertyDeclaration(node.parent) ||
  isOfDecorator(node);
/** What a parameter's decorator runs before the method. */
const isOfDecorator = (node) =>
  ts.isCallExpression(node.parent) && node.parent.expression.getText() === 'createParamDecorator';

/** Whether `functionOf` finds something, or may find it once the compiler has followed an alias. */
const mayBeFunction = (node) =>
  ts.isImportClause(node) ||
  ts.isImportSpecifier(node) ||
  ts.isExportSpecifier(node) ||
  (!ts.isPropertySignature(node) && functionOf(node).length > 0);

function functionOf(declaration) {
  if (isFunction(declaration)) return [declaration];
  if (ts.isClassDeclaration(declaration))
    return declaration.members.filter((member) => ts.isConstructorDeclaration(member));
  const value = declaration.initializer;
  if (ts.isPropertySignature(declaration)) return [declaration];
  if (value === undefined) return [];
  if (isFunction(value)) return [value];
  return ts.isCallExpression(value) ? value.arguments.filter(isOfDecorator) : [];
}

/** The position of the parameter that an argument is. */
function parameterOf(node, owner) {
  if (node === undefined || !ts.isIdentifier(node) || !isFunction(owner)) return undefined;
  const at = owner.parameters.findIndex((each) => each.name.getText() === node.text);
  return at === -1 ? undefined : at;
}

/** Methods of zod's schemas with a message of our own. */
const CHECKS = new Set(['refine', 'regex', 'enum', 'addIssue', 'push', 'url']);

/** What a schema says itself of a value that does not fit. Settings of the start are for who starts the server: English. */
function ofSchema(node) {
  if (!ts.isCallExpression(node) || !ts.isPropertyAccessExpression(node.expression)) return [];
  const method = node.expression.name.text;
  if (!CHECKS.has(method) || node.getSourceFile().fileName.endsWith('.config.ts')) return [];
  return node.arguments.flatMap((argument) => {
    if (ts.isStringLiteralLike(argument))
      return /^[a-z]+ /.test(argument.text) ? [argument.text] : [];
    if (!ts.isObjectLiteralExpression(argument)) return [];
    const isIssue = argument.properties.some(({ name }) => name?.getText() === 'code');
    if (method === 'push' && !isIssue) return [];
    return argument.properties
      .filter(({ name }) => ['error', 'message'].includes(name?.getText()))
      .flatMap(({ initializer }) => (initializer ? textsOf(initializer) : []))
      .filter((text) => text !== '…');
  });
}

const isSentence = (node) => ts.isTaggedTemplateExpression(node) && node.tag.getText() === TAG;

function patternOf({ template }) {
  if (ts.isNoSubstitutionTemplateLiteral(template)) return template.text;
  const { head, templateSpans } = template;
  return templateSpans.reduce((text, { literal }, i) => `${text}{${i}}${literal.text}`, head.text);
}

/** The texts of an expression, one for each branch: patterns of sentences, and `…` for what is not written here. */
function textsOf(node) {
  if (node === undefined) return [];
  if (isSentence(node)) return [patternOf(node)];
  if (ts.isStringLiteralLike(node)) return [node.text];
  if (ts.isParenthesizedExpression(node)) return textsOf(node.expression);
  if (ts.isConditionalExpression(node))
    return [...textsOf(node.whenTrue), ...textsOf(node.whenFalse)];
  if (ts.isTemplateExpression(node))
    return [node.head.text + node.templateSpans.map(({ literal }) => `…${literal.text}`).join('')];
  if (ts.isBinaryExpression(node) && node.operatorToken.kind === ts.SyntaxKind.PlusToken)
    return textsOf(node.left).flatMap((left) => textsOf(node.right).map((right) => left + right));
  return ['…'];
}
