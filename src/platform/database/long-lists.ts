import {
  BinaryOperationNode,
  OperationNodeTransformer,
  OperatorNode,
  PrimitiveValueListNode,
  RawNode,
  ValueListNode,
  ValueNode,
  type KyselyPlugin,
  type OperationNode,
  type PluginTransformQueryArgs,
  type PluginTransformResultArgs,
  type QueryResult,
  type RootOperationNode,
  type UnknownRow,
} from 'kysely';
import type { Engine } from './database.js';

/** Below it a list is written out as ever: the engines plan short ones best. */
const LONG = 500;
/** SQLite takes 32,766 values in a statement, PostgreSQL 65,535. */
const MAX_VALUES = 10_000;

/**
 * Hands the values of a long `in (…)` over as one: each engine takes only so many in a statement, and how many
 * people or documents there are is nobody's to limit here.
 */
export class LongListPlugin implements KyselyPlugin {
  readonly #transformer: LongLists;

  constructor(engine: Engine) {
    this.#transformer = new LongLists(engine);
  }

  transformQuery({ node, queryId }: PluginTransformQueryArgs): RootOperationNode {
    return this.#transformer.transformNode(node, queryId);
  }

  transformResult({ result }: PluginTransformResultArgs): Promise<QueryResult<UnknownRow>> {
    return Promise.resolve(result);
  }
}

class LongLists extends OperationNodeTransformer {
  constructor(private readonly engine: Engine) {
    super();
  }

  protected override transformBinaryOperation(
    ...args: Parameters<OperationNodeTransformer['transformBinaryOperation']>
  ): BinaryOperationNode {
    const node = super.transformBinaryOperation(...args);
    const { operator, rightOperand } = node;
    if (!OperatorNode.is(operator)) return node;
    const isIn = operator.operator === 'in';
    if (!isIn && operator.operator !== 'not in') return node;
    const values = valuesOf(rightOperand);
    if (values === undefined || values.length <= LONG) return node;
    return this.engine === 'sqlite'
      ? { ...node, rightOperand: fromJson(values) }
      : {
          ...node,
          operator: OperatorNode.create(isIn ? '=' : '!='),
          rightOperand: fromArray(isIn ? 'any' : 'all', values),
        };
  }
}

function valuesOf(node: OperationNode): readonly unknown[] | undefined {
  if (PrimitiveValueListNode.is(node)) return node.values;
  if (!ValueListNode.is(node) || !node.values.every((each) => ValueNode.is(each))) return undefined;
  return node.values.map(({ value }) => value);
}

const fromJson = (values: readonly unknown[]): RawNode =>
  RawNode.create(
    ['(select value from json_each(', '))'],
    [ValueNode.create(JSON.stringify(values))],
  );

const fromArray = (quantifier: 'any' | 'all', values: readonly unknown[]): RawNode =>
  RawNode.create([`${quantifier}(`, ')'], [ValueNode.create(values)]);

/** Rows in portions that fit into one statement each; run them in one transaction. */
export function* inPortions<Row extends object>(rows: readonly Row[]): Generator<readonly Row[]> {
  const columns = Object.keys(rows[0] ?? {}).length;
  const size = Math.max(1, Math.floor(MAX_VALUES / Math.max(1, columns)));
  for (let at = 0; at < rows.length; at += size) yield rows.slice(at, at + size);
}
