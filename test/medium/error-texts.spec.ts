import { globSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from '@jest/globals';
import ts from 'typescript';
import { CAUSES } from '../../src/connections/causes.js';
import { AppError, type ErrorKind } from '../../src/platform/errors/app-error.js';
import { problemOf } from '../../src/platform/http/problem.js';

const root = join(import.meta.dirname, '../..');
const MAX_TITLE = 60;
const MAX_SENTENCES = 2;

/** Errors that name no action, and why. */
const NO_ACTION = new Set([
  // Only the Document Server receives them, and it acts on the status code.
  'editor-connector/save-refused',
  'editor-connector/save-interrupted',
  'editor-connector/unknown-document-key',
  // The reason, which names the rule, comes from the caller of the factory.
  'documents/bad-title',
  // The name of the field, or of the missing entries, is what to correct.
  'oneoffixx/credentials-incomplete',
  'oneoffixx/unknown-template',
  // Signing in as somebody else is no advice.
  'oneoffixx/admins-only',
]);

/** One sentence for each of the two remedies, and where both are described. */
const LONGER = new Set(['storage/key-needed']);

const KINDS: Record<ErrorKind, true> = {
  invalid: true,
  unauthenticated: true,
  forbidden: true,
  'not-found': true,
  'too-slow': true,
  conflict: true,
  'precondition-failed': true,
  'too-large': true,
  unsupported: true,
  misdirected: true,
  unprocessable: true,
  'too-many': true,
  'headers-too-large': true,
  internal: true,
  'bad-gateway': true,
  unavailable: true,
};

interface Text {
  readonly file: string;
  readonly code: string;
  readonly text: string;
}

/** The texts of an expression, one for each branch of a condition; `X` stands for every value filled in. */
function textsOf(node: ts.Expression): readonly string[] {
  if (ts.isStringLiteralLike(node)) return [node.text];
  if (ts.isTaggedTemplateExpression(node)) return textsOf(node.template);
  if (ts.isParenthesizedExpression(node)) return textsOf(node.expression);
  if (ts.isConditionalExpression(node))
    return [...textsOf(node.whenTrue), ...textsOf(node.whenFalse)];
  if (ts.isTemplateExpression(node))
    return [node.head.text + node.templateSpans.map(({ literal }) => `X${literal.text}`).join('')];
  if (ts.isBinaryExpression(node) && node.operatorToken.kind === ts.SyntaxKind.PlusToken)
    return textsOf(node.left).flatMap((left) => textsOf(node.right).map((right) => left + right));
  return ['X'];
}

/** The code and the detail of each `new AppError(code, kind, detail)` and each helper call `(code, detail)`. */
function textsIn(file: string): readonly Text[] {
  const source = ts.createSourceFile(
    file,
    readFileSync(join(root, file), 'utf8'),
    ts.ScriptTarget.Latest,
  );
  const texts: Text[] = [];
  const visit = (node: ts.Node): void => {
    if (ts.isNewExpression(node) || ts.isCallExpression(node)) {
      const [code, ...others] = node.arguments ?? [];
      const detail = others[ts.isNewExpression(node) ? 1 : 0];
      if (code !== undefined && detail !== undefined && ts.isStringLiteral(code))
        texts.push(...textsOf(detail).map((text) => ({ file, code: code.text, text })));
    }
    ts.forEachChild(node, visit);
  };
  visit(source);
  return texts.filter(({ code, text }) => code.includes('/') && text !== 'X');
}

const texts = globSync('src/**/*.errors.ts', { cwd: root }).flatMap(textsIn);
const sentencesIn = (text: string): number =>
  text.split(/[.!?](?:\s+|$)/).filter((part) => part.trim() !== '').length;

/** An instruction begins with one of these verbs, at the start of a clause. */
const INSTRUCTION =
  /(?:^|[.;:,] |\b(?:and|or|then|please) )(?:please )?(?:add|ask|bring|change|check|choose|complete|convert|correct|create|download|finish|give|load|lock|make|name|open|put|reduce|release|reload|remove|repeat|report|request|restore|run|save|seal|search|send|set|share|shorten|sign in|start|stop|take|try|use|wait)\b/i;

describe('the texts of errors', () => {
  it.each(Object.keys(KINDS) as ErrorKind[])('should have a short title for %s', (kind) => {
    const { title } = problemOf(new AppError('a/b', kind, 'x'), 'id');
    expect(title.length).toBeLessThanOrEqual(MAX_TITLE);
  });

  it('should be found', () => {
    expect(texts.length).toBeGreaterThan(200);
  });

  it('should have at most two sentences', () => {
    const long = texts.filter(({ text }) => sentencesIn(text) > MAX_SENTENCES);
    expect(long.filter(({ code }) => !LONGER.has(code))).toEqual([]);
  });

  it('should name what to do', () => {
    const silent = texts.filter(
      ({ code, text }) => !NO_ACTION.has(code) && !INSTRUCTION.test(text),
    );
    expect(silent).toEqual([]);
  });

  it.each(Object.entries(CAUSES))('should explain the cause %s', (_, { cause, fix }) => {
    expect(sentencesIn(cause)).toBe(1);
    expect(sentencesIn(fix)).toBeLessThanOrEqual(MAX_SENTENCES);
  });
});
