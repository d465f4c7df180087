import { checkSelector } from './check-selector.js';
import {
  aggregationParameters,
  functionSignatures,
  type QueryType,
} from './function-signatures.js';
import type { PlainExpression } from './grafana-variables.js';
import { checkString } from './label-matcher.js';
import { childrenOf, type QueryNode } from './query-node.js';
import type { QueryProblem } from './query-problem.js';

const RANGES = ['MatrixSelector', 'SubqueryExpr'];

/** What stands behind a part of an expression. */
const SUFFIXES = [...RANGES, 'OffsetExpr', 'StepInvariantExpr'];

const COMPARISONS = ['Eql', 'Neq', 'Gtr', 'Lss', 'Gte', 'Lte'];

type Place = Pick<QueryNode, 'from' | 'to'>;

const IN_WORDS: Readonly<Record<QueryType, string>> = {
  scalar: 'a number',
  string: 'a string',
  vector: 'an instant vector',
  matrix: 'a range vector',
  any: 'anything',
};

/**
 * The problems that Prometheus finds in an expression before it asks for any series: parts of a wrong type, arguments too many or
 * too few, durations without unit, modifiers in a wrong place, selectors that could select everything (its parser's `checkAST`).
 */
export function checkTypes(query: QueryNode, plain: PlainExpression): readonly QueryProblem[] {
  const check = new TypeCheck(plain);
  check.expect(query, ['vector', 'scalar'], 'a rule or panel');
  return check.problems;
}

class TypeCheck {
  readonly problems: QueryProblem[] = [];
  readonly #plain: PlainExpression;

  constructor(plain: PlainExpression) {
    this.#plain = plain;
  }

  /** The type of a part, which has to be one of these. */
  expect(
    node: QueryNode,
    types: readonly QueryType[],
    by: string,
    suffixes: readonly QueryNode[] = [],
  ): QueryType {
    const type = this.#typeOf(node, suffixes);
    if (type === 'any' || types.includes(type)) return type;
    const expected = types.map((one) => IN_WORDS[one]).join(' or ');
    const isRangeMissing = type === 'vector' && types[0] === 'matrix' && isName(node);
    const fix = isRangeMissing ? `; write ${this.#text(node)}[5m]` : '';
    this.#add(node, `${by} needs ${expected}, got ${IN_WORDS[type]}${fix}`);
    return 'any';
  }

  /**
   * `suffixes` are ranges and modifiers behind the part. The grammar has them behind the whole of `a / b offset 1h`, and Prometheus
   * behind its last operand.
   */
  #typeOf(node: QueryNode, suffixes: readonly QueryNode[] = []): QueryType {
    const [first, second = first] = partsOf(node);
    if (first !== undefined && SUFFIXES.includes(node.name))
      return this.#typeOf(first, [node, ...suffixes]);
    if (node.name === 'BinaryExpr') return this.#operation(node, suffixes);
    if (node.name === 'UnaryExpr' && first !== undefined && second !== undefined)
      return this.expect(second, ['vector', 'scalar'], this.#text(first), suffixes);
    let type = this.#typeOfWhole(node);
    suffixes.forEach((suffix, i) => {
      type = this.#suffix(suffix, { node, type, before: suffixes.slice(0, i) });
    });
    return type;
  }

  #typeOfWhole(node: QueryNode): QueryType {
    const [inner] = partsOf(node);
    switch (node.name) {
      case 'NumberDurationLiteral':
        if (/^\d+(?:ms|[smhdwy])/.test(this.#text(node)))
          this.#add(node, `expected a number, got the duration ${this.#text(node)}`);
        return 'scalar';
      case 'StringLiteral':
        this.problems.push(...checkString(node, this.#plain.text));
        return 'string';
      case 'VectorSelector':
        if (isName(node) && this.#plain.isVariable(node.from)) return 'any'; // or a number
        this.problems.push(...checkSelector(node, this.#plain));
        return 'vector';
      case 'AggregateExpr':
        return this.#aggregation(node);
      case 'FunctionCall':
        return this.#call(node);
      default:
        return inner === undefined ? 'any' : this.#typeOf(inner);
    }
  }

  /** The type of a part with one more range or modifier. */
  #suffix(
    suffix: QueryNode,
    {
      node,
      type,
      before,
    }: {
      readonly node: QueryNode;
      readonly type: QueryType;
      readonly before: readonly QueryNode[];
    },
  ): QueryType {
    for (const name of ['DurationExpr', 'OffsetDurationExpr'])
      for (const duration of suffix.getChildren(name)) this.#duration(duration);
    const isSelector = node.name === 'VectorSelector';
    const at = { from: node.from, to: suffix.to };
    if (suffix.name === 'SubqueryExpr') {
      if (type !== 'vector' && type !== 'any')
        this.#add(at, `a subquery needs an instant vector, got ${IN_WORDS[type]}`);
      return 'matrix';
    }
    if (suffix.name === 'MatrixSelector') {
      if (!isSelector)
        this.#add(at, 'a range stands behind a selector only; [1h:1m] is a subquery');
      else if (before.length > 0) this.#add(at, 'a range stands before offset and @');
      return 'matrix';
    }
    const word = suffix.name === 'OffsetExpr' ? 'offset' : '@';
    const last = before.findLastIndex(({ name }) => RANGES.includes(name));
    if (!isSelector && last < 0)
      this.#add(at, `${word} stands behind a selector or a subquery only`);
    if (before.slice(last + 1).some(({ name }) => name === suffix.name))
      this.#add(at, `${word} is there twice`);
    return type;
  }

  #duration(node: QueryNode): void {
    if (this.#plain.isVariable(node.from)) return;
    const text = this.#text(node);
    const amount = node.name === 'OffsetDurationExpr' ? text.replace(/^-\s*/, '') : text;
    if (/^(?:\d+(?:ms|[smhdwy]))+$/.test(amount) && /[1-9]/.test(amount)) return;
    const fix = /^\d+$/.test(amount) ? `; write ${text}s if seconds are meant` : '';
    this.#add(node, `expected a duration such as 5m, got ${text}${fix}`);
  }

  #aggregation(node: QueryNode): QueryType {
    const operator = this.#text(node.getChild('AggregateOp') ?? node).toLowerCase();
    const parameter = aggregationParameters[operator];
    const takes: readonly QueryType[] =
      parameter === undefined ? ['vector'] : [parameter, 'vector'];
    this.#arguments(node, operator, { takes, least: takes.length });
    return 'vector';
  }

  #call(node: QueryNode): QueryType {
    const name = this.#text(node.getChild('FunctionIdentifier') ?? node);
    const signature = functionSignatures.get(name);
    if (signature === undefined) {
      for (const argument of argumentsOf(node)) this.#typeOf(argument);
      return 'any'; // newer than this list
    }
    this.#arguments(node, name, signature);
    return signature.gives;
  }

  #arguments(
    node: QueryNode,
    name: string,
    {
      takes,
      least,
      repeats = false,
    }: {
      readonly takes: readonly QueryType[];
      readonly least: number;
      readonly repeats?: boolean;
    },
  ): void {
    const given = argumentsOf(node);
    const isRight = given.length >= least && (repeats || given.length <= takes.length);
    if (!isRight) {
      const rest = repeats ? ' or more' : takes.length > least ? ` to ${takes.length}` : '';
      this.#add(
        node,
        `${name} takes ${least}${rest} ${rest === '' && least === 1 ? 'argument' : 'arguments'}, got ${given.length}`,
      );
    }
    given.forEach((argument, i) => {
      const type = takes[i] ?? takes.at(-1);
      if (isRight && type !== undefined) this.expect(argument, [type], name);
      else this.#typeOf(argument);
    });
  }

  #operation(node: QueryNode, suffixes: readonly QueryNode[]): QueryType {
    const parts = partsOf(node);
    const [left, operator] = parts;
    const right = parts.at(-1);
    if (left === undefined || operator === undefined || right === undefined) return 'any';
    const word = this.#text(operator);
    const isSet = ['And', 'Or', 'Unless'].includes(operator.name);
    const isComparison = COMPARISONS.includes(operator.name);
    const types = isSet ? (['vector'] as const) : (['vector', 'scalar'] as const);
    const sides = [this.expect(left, types, word), this.expect(right, types, word, suffixes)];
    const isOfNumbers = sides.every((type) => type === 'scalar');
    const hasBool = node.getChild('BoolModifier') !== null;
    if (hasBool && !isComparison) this.#add(node, `bool belongs to comparisons, not to ${word}`);
    if (isComparison && isOfNumbers && !hasBool)
      this.#add(node, `numbers are compared with bool: write ${word} bool`);
    this.#matching(node, { word, isSet, hasNumber: sides.includes('scalar') });
    return isOfNumbers ? 'scalar' : sides.includes('vector') ? 'vector' : 'any';
  }

  #matching(
    node: QueryNode,
    {
      word,
      isSet,
      hasNumber,
    }: { readonly word: string; readonly isSet: boolean; readonly hasNumber: boolean },
  ): void {
    const clause = node.getChild('MatchingModifierClause');
    if (clause === null) return;
    if (hasNumber) this.#add(clause, 'series are matched with series, not with a number');
    const group = clause.getChild('GroupLeft') ?? clause.getChild('GroupRight');
    if (group === null) return;
    if (isSet) this.#add(clause, `${word} takes no ${this.#text(group)}`);
    const [matched = [], included = []] = clause
      .getChildren('GroupingLabels')
      .map((labels) => childrenOf(labels).map((label) => this.#text(label)));
    const both =
      clause.getChild('On') === null ? [] : matched.filter((label) => included.includes(label));
    for (const label of both)
      this.#add(clause, `"${label}" is in on (...) and in ${this.#text(group)} (...)`);
  }

  #text({ from, to }: Place): string {
    return this.#plain.text.slice(from, to);
  }

  #add({ from, to }: Place, message: string): void {
    const found = this.#text({ from, to });
    this.problems.push({
      kind: 'type',
      from,
      to,
      found,
      nearest: undefined,
      message: `${message} at ${from}`,
    });
  }
}

/** The children but for comments, which may stand anywhere. */
function partsOf(node: QueryNode): readonly QueryNode[] {
  return childrenOf(node).filter(({ name }) => name !== 'LineComment');
}

function argumentsOf(call: QueryNode): readonly QueryNode[] {
  const body = call.getChild('FunctionCallBody');
  return body === null ? [] : partsOf(body);
}

/** A name alone, without braces. */
function isName(node: QueryNode): boolean {
  return node.name === 'VectorSelector' && node.getChild('LabelMatchers') === null;
}
