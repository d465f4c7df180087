import type { Family } from '../families/family.js';
import { checkFunctionUse } from './check-function-use.js';
import { checkMatcher } from './check-matcher.js';
import type { PlainExpression } from './grafana-variables.js';
import { labelMatchers, stringOf } from './label-matcher.js';
import { didYouMean, nearestName } from './nearest-name.js';
import { childrenOf, type QueryNode } from './query-node.js';
import type { QueryProblem } from './query-problem.js';
import type { QueryScope } from './query-scope.js';

/** The labels that a part of an expression can answer with; `any` when nobody can know; `number` for what is no vector. */
export type Answer = ReadonlySet<string> | 'any' | 'number';

const NONE: ReadonlySet<string> = new Set();

/** Aggregations that pick series, and so leave them their labels. */
const PICKING = ['Topk', 'Bottomk', 'LimitK', 'LimitRatio'];

/** Goes through an expression from the inside out, as Prometheus does, and knows of each part which labels are left. */
export class QueryWalk {
  readonly problems: QueryProblem[] = [];
  readonly families = new Set<Family>();
  readonly #plain: PlainExpression;
  readonly #scope: QueryScope;

  constructor(plain: PlainExpression, scope: QueryScope) {
    this.#plain = plain;
    this.#scope = scope;
  }

  answerOf(node: QueryNode): Answer {
    switch (node.name) {
      case 'VectorSelector':
        return this.#selector(node);
      case 'AggregateExpr':
        return this.#aggregation(node);
      case 'BinaryExpr':
        return this.#operation(node);
      case 'FunctionCall':
        return this.#call(node);
      default:
        return union(this.#answers(node));
    }
  }

  #answers(node: QueryNode): readonly Answer[] {
    return childrenOf(node).map((child) => this.answerOf(child));
  }

  #selector(node: QueryNode): Answer {
    const { text, isVariable } = this.#plain;
    const identifier = node.getChild('Identifier');
    if (identifier !== null && isVariable(identifier.from)) return 'any';
    const matchers = labelMatchers(node, text);
    const byName = matchers.find(({ label }) => label === '__name__');
    if (identifier === null && byName?.operator !== '=') return 'any'; // any number of metrics
    const place = identifier ?? (byName && { from: byName.valueFrom, to: byName.valueTo }) ?? node;
    const name = stringOf(place, text);
    const selected = this.#scope.select(name);
    if (selected === undefined) {
      this.#unknownMetric(place, name);
      return 'any';
    }
    this.families.add(selected.family);
    for (const matcher of matchers)
      if (matcher !== byName && !isVariable(matcher.labelFrom))
        this.problems.push(...checkMatcher(matcher, selected, name));
    return selected.family.hasOtherLabels ? 'any' : new Set(selected.labels.keys());
  }

  #aggregation(node: QueryNode): Answer {
    const { text } = this.#plain;
    const inner = union(this.#answers(node));
    const operator = node.getChild('AggregateOp')?.firstChild?.name ?? '';
    if (PICKING.includes(operator)) return inner;
    const modifier = node.getChild('AggregateModifier');
    const named = this.#labelsIn(modifier?.getChild('GroupingLabels'));
    this.#checkLabels(named, inner);
    if (named.some(({ from }) => this.#plain.isVariable(from))) return 'any';
    const kept = modifier?.getChild('Without')
      ? without(inner, this.#names(named))
      : new Set(this.#names(named));
    if (operator !== 'CountValues') return kept;
    const label = node.getChild('FunctionCallBody')?.getChild('StringLiteral');
    return label ? union([kept, new Set([stringOf(label, text)])]) : kept;
  }

  #call(node: QueryNode): Answer {
    const { text } = this.#plain;
    this.problems.push(...checkFunctionUse(node, text, this.#scope));
    const body = node.getChild('FunctionCallBody');
    const argument = body === null ? 'number' : union(this.#answers(body));
    switch (node.getChild('FunctionIdentifier')?.firstChild?.name) {
      case 'Vector':
        return NONE;
      case 'Scalar':
      case 'Time':
      case 'Pi':
        return 'number';
      case 'LabelReplace':
      case 'LabelJoin': {
        const made = body?.getChild('StringLiteral');
        return made ? union([argument, new Set([stringOf(made, text)])]) : argument;
      }
      case 'HistogramQuantile':
        if (body !== null && typeof argument !== 'string' && !argument.has('le'))
          this.#add('quantile', node, 'histogram_quantile needs buckets: keep "le" in by (...)');
        return without(argument, ['le']);
      case 'Info':
      case 'AbsentOverTime':
      case 'Absent':
        return 'any';
      default:
        return argument;
    }
  }

  #operation(node: QueryNode): Answer {
    const [first, ...others] = childrenOf(node);
    const last = others.at(-1);
    if (first === undefined || last === undefined) return 'any';
    const [left, right] = [this.answerOf(first), this.answerOf(last)];
    const clause = node.getChild('MatchingModifierClause');
    const [matched = [], included = []] = (clause?.getChildren('GroupingLabels') ?? []).map(
      (labels) => this.#labelsIn(labels),
    );
    const isOn = clause?.getChild('On') != null;
    if (isOn) for (const side of [left, right]) this.#checkLabels(matched, side);
    else this.#checkLabels(matched, union([left, right]));
    if (left === 'number') return right;
    if (right === 'number') return left;
    if (node.getChild('Or')) return union([left, right]);
    const many = clause?.getChild('GroupRight') ? right : left;
    const one = many === left ? right : left;
    const isGrouped =
      clause?.getChild('GroupLeft') != null || clause?.getChild('GroupRight') != null;
    this.#checkLabels(included, one);
    this.#checkMeeting(node, left, right, { isMatched: clause !== null });
    if (node.getChild('And') || node.getChild('Unless')) return left;
    if (isGrouped) return union([many, new Set(this.#names(included))]);
    return isOn ? new Set(this.#names(matched)) : without(left, this.#names(matched));
  }

  /** Without a clause series meet when all their labels are equal: where one side has a label more, none ever do. */
  #checkMeeting(
    node: QueryNode,
    left: Answer,
    right: Answer,
    { isMatched }: { readonly isMatched: boolean },
  ): void {
    if (isMatched || typeof left === 'string' || typeof right === 'string') return;
    const apart = [...left, ...right].filter((label) => left.has(label) !== right.has(label));
    if (apart.length > 0)
      this.#add(
        'match',
        node,
        `one side has ${apart.map((label) => JSON.stringify(label)).join(', ')} and the other has not, so no series meet: say on (...) or ignoring (...)`,
      );
  }

  #labelsIn(list: QueryNode | null | undefined): readonly QueryNode[] {
    return list ? childrenOf(list).filter(({ name }) => /^(?:Quoted)?LabelName$/.test(name)) : [];
  }

  #names(nodes: readonly QueryNode[]): readonly string[] {
    return nodes.map((node) => stringOf(node, this.#plain.text));
  }

  #checkLabels(nodes: readonly QueryNode[], answer: Answer): void {
    if (typeof answer === 'string') return;
    for (const node of nodes) {
      const label = stringOf(node, this.#plain.text);
      if (!answer.has(label) && !this.#plain.isVariable(node.from))
        this.#unknown('label', node, label, answer);
    }
  }

  #unknownMetric(place: { readonly from: number; readonly to: number }, found: string): void {
    const histogram = this.#scope.histogram(found);
    if (histogram === undefined) {
      this.#unknown('metric', place, found, this.#scope.samples);
      return;
    }
    const { from, to } = place;
    const [nearest] = histogram.samples;
    const message = `${found} is a histogram: ask for ${histogram.samples.join(', ')} at ${from}`;
    this.problems.push({ kind: 'metric', from, to, found, nearest, message });
  }

  #unknown(
    kind: 'metric' | 'label',
    { from, to }: { readonly from: number; readonly to: number },
    found: string,
    known: Iterable<string>,
  ): void {
    const nearest = nearestName(found, known);
    const message = `unknown ${kind} "${found}" at ${from}${didYouMean(nearest)}`;
    this.problems.push({ kind, from, to, found, nearest, message });
  }

  #add(kind: QueryProblem['kind'], { from, to }: QueryNode, message: string): void {
    const found = this.#plain.text.slice(from, to);
    this.problems.push({
      kind,
      from,
      to,
      found,
      nearest: undefined,
      message: `${message} at ${from}`,
    });
  }
}

function union(answers: readonly Answer[]): Answer {
  if (answers.includes('any')) return 'any';
  const sets = answers.filter((answer) => typeof answer !== 'string');
  return sets.length === 0 ? 'number' : new Set(sets.flatMap((labels) => [...labels]));
}

function without(answer: Answer, labels: readonly string[]): Answer {
  if (typeof answer === 'string') return answer;
  return new Set([...answer].filter((label) => !labels.includes(label)));
}
