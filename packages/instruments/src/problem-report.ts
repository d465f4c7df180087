import { MAX_VALUE_LENGTH, OTHER } from './label.js';
import type { LabelProblem } from './label-value.js';
import type { DropReason } from './measurement.js';
import { ProblemLog } from './problem-log.js';
import type { RenamedFrom } from './renamed-from.js';
import type { CallbackFailure, SelfMetrics } from './self-metrics.js';
import type { SeriesTable } from './series-table.js';
import { showValue } from './show-value.js';

/** Hears of everything that cannot be recorded as it was passed: counts it, and tells each kind of it once. */
export class ProblemReport {
  readonly log = new ProblemLog();
  /** Absent while the instruments that count are being made. */
  counts: SelfMetrics | undefined;

  dropped({ name }: SeriesTable, reason: DropReason, value: unknown): void {
    this.counts?.dropped(reason);
    if (reason === 'conflicting_definition') return; // told when it was defined
    this.log.tell(
      `${name}\n${reason}`,
      () =>
        `${name}: expected ${VALUE_RULES[reason]}, got ${showValue(value)}; it is dropped${orderHint(value)}`,
    );
  }

  label({ name }: SeriesTable, problem: LabelProblem, label: string, value?: string): void {
    this.counts?.labelProblem(problem);
    const [rule, effect] = LABEL_RULES[problem];
    const got = value === undefined ? '' : `, got ${showValue(value)}`;
    // names of undeclared labels may be without number: they are no part of the key
    this.log.tell(
      `${name}\n${problem === 'undeclared' ? '' : label}\n${problem}`,
      () => `${name}{${label}}: expected ${rule}${got}; ${effect}`,
    );
  }

  overflow(table: SeriesTable, storeLimit: number): void {
    this.counts?.overflow(table);
    this.log.tell(
      `${table.name}\noverflow`,
      () =>
        `${table.name}: expected at most ${table.seriesLimit} series (${storeLimit} in the store), further ones ` +
        'are recorded under otel_metric_overflow="true"; drop a label, bound its values or raise seriesLimit',
    );
  }

  callback({ name }: SeriesTable, failure: CallbackFailure, error?: unknown): void {
    this.counts?.callbackFailed(name, failure);
    this.log.tell(`${name}\ncallback\n${failure}`, () =>
      failure === 'timeout'
        ? `${name}: expected its callback to end in time; its series are not on this page`
        : `${name}: its callback failed with ${showValue(error)}; its series are not on this page`,
    );
  }

  returned({ name }: SeriesTable, value: number): void {
    this.log.tell(
      `${name}\nreturned`,
      () =>
        `${name}: expected its callback to report by result.observe(value, labels), got ${value} returned; nothing is recorded`,
    );
  }

  conflict(name: string, message: string): void {
    this.log.tell(`${name}\nconflict`, () => `${message} (until then the second records nothing)`);
  }

  ended(name: string, { name: oldName, until }: RenamedFrom): void {
    this.log.tell(
      `${name}\nrenamedFrom`,
      () =>
        `${name}.renamedFrom: expected a day to come, got ${showValue(until)}; ${oldName} is on the page no longer, ` +
        'and renamedFrom can be deleted from the definition',
    );
  }

  noTimers({ name, spec: { unit } }: SeriesTable): void {
    this.log.tell(
      `${name}\ntimers`,
      () =>
        `${name}: expected a unit of time for its timers, got ${showValue(unit)}; they record nothing`,
    );
  }

  imprecise({ name }: SeriesTable): void {
    this.log.tell(
      `${name}\nprecision`,
      () =>
        `${name}: a series has passed 2^53, the largest sum that is counted exactly; from there an addition of 1 is lost`,
    );
  }
}

/** Of labels where the amount belongs, as prom-client has them. */
function orderHint(value: unknown): string {
  return typeof value === 'object' && value !== null
    ? ' (the amount comes first, then labels)'
    : '';
}

const VALUE_RULES = {
  not_finite: 'a finite number',
  negative: 'a number that is not negative',
} as const;

const AS_OTHER = `it is recorded as ${OTHER}`;

const LABEL_RULES: Readonly<Record<LabelProblem, readonly [rule: string, effect: string]>> = {
  missing: ['a value', 'it is left out'],
  undeclared: ['only declared labels', 'it is ignored'],
  outside_closed_set: ['one of the declared values', AS_OTHER],
  value_limit: ['no more different values than its limit', AS_OTHER],
  too_long: [`at most ${MAX_VALUE_LENGTH} characters`, AS_OTHER],
  unreadable: ['a value that can be read', AS_OTHER],
};
