import { alert } from '../rules/alert.js';
import type { Rule, RuleGroup } from '../rules/rule.js';
import { burnFactors, sloWindows } from './burn-rates.js';
import type { Slo } from './slo.js';
import { type ErrorRatio, errorRatio, type SloContext } from './slo-indicator.js';

/** An objective in a mixin, and where its numbers are recorded. Each series has the labels of the service, and `slo`. */
export interface SloRules {
  readonly name: string;
  readonly description: string;
  readonly objective: number;
  /** The share that may be bad: 0.01 of 0.99. */
  readonly allowed: number;
  /** `30d` */
  readonly window: string;
  /** Finds its series among those of other objectives: `slo="orders/checkout-latency"`. */
  readonly selector: string;
  /** The recorded share of errors, by window: `5m`, ..., `3d`, and the window of the objective. */
  readonly errorRatios: ReadonlyMap<string, string>;
  /** The recorded share of the error budget that is left: 1 for all of it, below 0 when it is overdrawn. */
  readonly budgetRemaining: string;
}

export interface SloPlan {
  readonly slos: readonly SloRules[];
  readonly groups: readonly RuleGroup[];
  readonly problems: readonly string[];
}

/** Rules of objectives: error ratios over each window, alerts on how fast they use the budget up, and what is left of it. */
export function sloPlan(slos: readonly Slo[], context: SloContext): SloPlan {
  const problems: string[] = [];
  const planned: Planned[] = [];
  for (const [i, slo] of slos.entries()) {
    const found = errorRatio(slo, context);
    const wrong = [
      ...declarationProblems(slo),
      ...(slos.slice(0, i).filter(({ name }) => name === slo.name).length === 1 // once, however many
        ? ['name: expected another than that of every other objective']
        : []),
      ...(typeof found === 'function' ? [] : found),
    ];
    problems.push(...wrong.map((problem) => `slo ${JSON.stringify(slo.name)}: ${problem}`));
    if (typeof found === 'function' && wrong.length === 0) planned.push(plan(slo, found, context));
  }
  const groups = [
    { name: `${context.name}-slos`, rules: planned.flatMap(({ rules }) => rules) },
    // The whole window is much to read, and moves slowly.
    {
      name: `${context.name}-budgets`,
      interval: '2m',
      rules: planned.flatMap(({ budget }) => budget),
    },
  ];
  return {
    slos: planned.map(({ slo }) => slo),
    groups: planned.length === 0 ? [] : groups,
    problems,
  };
}

interface Planned {
  readonly slo: SloRules;
  readonly rules: readonly Rule[];
  readonly budget: readonly Rule[];
}

function plan(declared: Slo, ratio: ErrorRatio, context: SloContext): Planned {
  const { name, description = name, objective, window = '30d' } = declared;
  const { level, service } = context.scope;
  const allowed = Number((1 - objective).toPrecision(12)); // 1 - 0.999 is not 0.001
  const percent = Number((objective * 100).toPrecision(12));
  const labels = { slo: `${context.name}/${name}` }; // the rules of several mixins are side by side in one Prometheus
  const selector = `slo=${JSON.stringify(labels.slo)}`;
  const recordOf = (over: string) => `${level}:slo_errors:ratio_rate${over}`;
  const record = (over: string) => ({ record: recordOf(over), expr: ratio(over), labels });
  const over = (of: string, factor: number) =>
    `${recordOf(of)}{${selector}} > ${factor} * ${allowed}`;
  const budgetRemaining = `${level}:slo_budget_remaining:ratio`;
  return {
    slo: {
      ...{ name, description, objective, allowed, window, selector, budgetRemaining },
      errorRatios: new Map([...sloWindows, window].map((one) => [one, recordOf(one)])),
    },
    rules: [
      ...sloWindows.map(record),
      ...burnFactors(daysOf(window), allowed).map(({ factor, long, short, severity }) =>
        alert('ErrorBudgetBurn', {
          expr: `${over(long, factor)} and ${over(short, factor)}`,
          severity,
          labels: { ...labels, long, short },
          summary: `${service} uses up the error budget of ${name}.`,
          description: `{{ $value | humanizePercentage }} of ${service} was wrong over ${long}, and more than ${factor} times what ${name} admits (${percent} % in ${window}) over ${short}, too.`,
          runbook: `What is promised: ${description}. See what changed when the error ratio rose, and take it back.`,
        }),
      ),
    ],
    budget: [
      record(window),
      {
        record: budgetRemaining,
        expr: `1 - ${recordOf(window)}{${selector}} / ${allowed}`,
        labels,
      },
    ],
  };
}

function declarationProblems({ name, objective, window = '30d' }: Slo): readonly string[] {
  const problems: string[] = [];
  if (typeof name !== 'string' || !/^[a-z0-9]+(?:-[a-z0-9]+)*$/.test(name))
    problems.push('name: expected lower case and hyphens, such as "checkout-latency"');
  const isShare = objective > 0 && objective < 1;
  if (!isShare)
    problems.push(`objective: expected a share between 0 and 1, such as 0.99, got ${objective}`);
  const days = daysOf(window);
  if (!(days >= 7 && days <= 90))
    problems.push(`window: expected days from "7d" to "90d", got ${JSON.stringify(window)}`);
  else if (isShare && burnFactors(days, 1 - objective).length === 0)
    problems.push(
      `objective: expected a higher one for a window of ${window}, got ${objective}; no share of errors would alert`,
    );
  return problems;
}

function daysOf(window: string): number {
  return Number(/^(\d{1,3})d$/.exec(window)?.[1]);
}
