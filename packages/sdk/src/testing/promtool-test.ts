import { type Duration, durationMs } from '@meterkit/instruments/testing';
import { stringify } from 'yaml';
import type { Scenario, SeriesValues } from './scenario.js';

/** Which alert, and when. */
export interface AlertQuestion {
  readonly alert: string;
  /** Files of Prometheus rules; relative ones from where the text is stored. */
  readonly rules: readonly string[];
  /** Time since the first scrape. Default: that of the last. */
  readonly after?: Duration | undefined;
  /** Labels that the alert has to have, some of them. */
  readonly labels?: Readonly<Record<string, string>> | undefined;
  /** The groups of the rules in the order in which they are evaluated; promtool's own differs from run to run. */
  readonly groups?: readonly string[];
  /** Whether it is to fire. Default true. */
  readonly fires?: boolean;
}

/**
 * A scenario and a question as the text that `promtool test rules` reads. Throws when the scenario has not gone on for so long.
 */
export function promtoolTest(scenario: Scenario, question: AlertQuestion): string {
  const { alert, labels = {}, fires = true } = question;
  const firing = selector({ alertname: alert, alertstate: 'firing', ...labels });
  return expressionTest(scenario, question, {
    name: `${alert} ${fires ? 'fires' : 'does not fire'}`,
    // an alert_rule_test would have to know all labels and annotations
    expr: `(count(${firing}) > bool 0) or vector(0)`,
    exp_samples: [{ labels: '{}', value: fires ? 1 : 0 }],
  });
}

/** A test that says there is no alert of the name, pending neither; promtool answers with those that there are. */
export function noAlertsTest(scenario: Scenario, question: AlertQuestion): string {
  const { alert } = question;
  const expr = selector({ alertname: alert });
  return expressionTest(scenario, question, { name: alert, expr, exp_samples: [] });
}

interface Expectation {
  readonly name: string;
  readonly expr: string;
  readonly exp_samples: readonly { readonly labels: string; readonly value: number }[];
}

function expressionTest(
  scenario: Scenario,
  question: AlertQuestion,
  { name, ...expectation }: Expectation,
): string {
  const interval = prometheusDuration(scenario.intervalMs);
  const evalTime = prometheusDuration(askedMs(scenario, question));
  const series = Array.from(scenario.series, ([text, values]) => ({
    series: text,
    values: valuesText(values),
  }));
  const content = {
    rule_files: question.rules,
    ...(question.groups && { group_eval_order: question.groups }),
    evaluation_interval: interval,
    tests: [
      {
        name: `${name} after ${evalTime}`,
        interval,
        input_series: series,
        promql_expr_test: [{ ...expectation, eval_time: evalTime }],
      },
    ],
  };
  return stringify(content, { lineWidth: 0 });
}

function askedMs(scenario: Scenario, { alert, after }: AlertQuestion): number {
  const ms = after === undefined ? scenario.elapsedMs : durationMs(after);
  if (ms <= scenario.elapsedMs) return ms;
  const elapsed = prometheusDuration(scenario.elapsedMs);
  throw new Error(
    `${alert}: expected a time in the scenario, which has gone on for ${elapsed}, got ${after}`,
  );
}

/** `ALERTS{alertname="DeploymentsFailing",alertstate="firing"}`. */
function selector(labels: Readonly<Record<string, string>>): string {
  const matchers = Object.entries(labels).map(
    ([name, value]) => `${name}=${JSON.stringify(value)}`,
  );
  return `ALERTS{${matchers.join(',')}}`;
}

/** `10m`, `90s`: in the largest unit that it is a multiple of. */
function prometheusDuration(ms: number): string {
  const units = [
    ['h', 3_600_000],
    ['m', 60_000],
    ['s', 1000],
  ] as const;
  const [unit, size] = units.find(([, length]) => ms % length === 0) ?? ['ms', 1];
  return `${Math.round(ms / size)}${unit}`;
}

/** `0x9 1 _x3`: a value and how often it is repeated; `stale` where a series ends. */
function valuesText(values: SeriesValues): string {
  const texts = Array.from(values, (value, i) => {
    if (value !== undefined) return numberText(value);
    return i > 0 && values[i - 1] !== undefined ? 'stale' : '_';
  });
  const runs: { text: string; length: number }[] = [];
  for (const text of texts) {
    const last = runs.at(-1);
    if (last?.text === text) last.length++;
    else runs.push({ text, length: 1 });
  }
  return runs.map(runText).join(' ');
}

function runText({ text, length }: { readonly text: string; readonly length: number }): string {
  if (length === 1) return text;
  if (/[a-z]$/i.test(text)) return Array(length).fill(text).join(' '); // promtool repeats no NaN, Inf or stale
  return `${text}x${text === '_' ? length : length - 1}`; // promtool repeats a gap so often, a value once more
}

function numberText(value: number): string {
  if (Number.isNaN(value)) return 'NaN';
  return String(value).replace('Infinity', 'Inf');
}
