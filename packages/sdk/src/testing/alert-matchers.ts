import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import type { Duration, MatcherResult } from '@meterkit/instruments/testing';
import { parse, stringify } from 'yaml';
import { displayValue } from '../configuration/display-value.js';
import { nearest } from '../configuration/nearest.js';
import { checkOptions } from './check-options.js';
import { noAlertsTest, promtoolTest } from './promtool-test.js';
import { type PromtoolAnswer, runPromtool } from './run-promtool.js';
import type { Scenario } from './scenario.js';

interface RuleFile {
  readonly groups?: readonly RuleGroup[];
}

interface RuleGroup {
  readonly name: string;
  readonly rules?: readonly { readonly expr: string; readonly alert?: string }[];
}

export interface FireAlertOptions {
  /** A file of Prometheus rules; their text, which has more than one line; or their groups, as a mixin has them. */
  readonly rules: string | readonly RuleGroup[];
  /** Time since the first scrape of the scenario. Default: that of its last. */
  readonly after?: Duration;
  /** Labels that the alert has to have, some of them. */
  readonly labels?: Readonly<Record<string, string>>;
  /** Default: `promtool`, looked for in `PATH`. */
  readonly promtool?: string;
}

/** Matchers of scenarios. */
export const alertMatchers = {
  async toFireAlert(
    scenario: unknown,
    alert: string,
    options: FireAlertOptions,
  ): Promise<MatcherResult> {
    if (!isScenario(scenario))
      throw new Error('toFireAlert: expected a scenario, as startScenario() makes it');
    checkOptions('toFireAlert', options, ['rules', 'after', 'labels', 'promtool']);
    const { rules, after, labels, promtool = 'promtool' } = options;
    const text = textOf(rules);
    const { groups = [] } = (parse(text) ?? {}) as RuleFile; // what it is besides, promtool checks
    checkAlert(alert, groups);
    const names = groups.map(({ name }) => name);
    const question = { alert, rules: ['rules.yaml'], groups: names, after, labels };
    const ask = (test: string) => runPromtool(promtool, test, text);
    const { passed } = ask(promtoolTest(scenario, question));
    if (!passed) {
      const contrary = ask(promtoolTest(scenario, { ...question, fires: false }));
      if (!contrary.passed) throw new Error(`promtool test rules: ${contrary.output}`);
    }
    const alerts = () => alertsIn(ask(noAlertsTest(scenario, question)));
    const asked = `${alert}${labels === undefined ? '' : ` with ${JSON.stringify(labels)}`}`;
    const when = after === undefined ? 'at the end of the scenario' : `after ${after}`;
    const message = () =>
      [`expected ${asked} ${passed ? 'not ' : ''}to fire ${when}`, ...alerts()].join('\n');
    return { pass: passed, message };
  },
};

function textOf(rules: FireAlertOptions['rules']): string {
  if (Array.isArray(rules)) return stringify({ groups: rules });
  if (typeof rules !== 'string')
    throw new Error(
      `toFireAlert: rules: expected a file, text or groups of rules, got ${displayValue(rules)}`,
    );
  return rules.includes('\n') ? rules : readFileSync(resolve(rules), 'utf8');
}

function isScenario(value: unknown): value is Scenario {
  return (value as Partial<Scenario> | null | undefined)?.series instanceof Map; // whatever it is
}

/** As promtool shows them. */
function alertsIn({ passed, output }: PromtoolAnswer): readonly string[] {
  if (passed) return ['there is no such alert then, pending neither'];
  const [, got = output] = /^ *got: *(.*)/ms.exec(output) ?? [];
  return [
    'there is:',
    ...got
      .trim()
      .split(/,?\s*\n\s*/)
      .map((line) => `  ${line}`),
  ];
}

/** A name that no rule has would never fire, and that must not pass. */
function checkAlert(alert: string, groups: readonly RuleGroup[]): void {
  const alerts = groups.flatMap(({ rules = [] }) => rules.flatMap((rule) => rule.alert ?? []));
  if (alerts.includes(alert)) return;
  const near = nearest(alert, alerts) ?? alerts.join(', ');
  throw new Error(
    `${alert}: expected an alert of the rules; ${near === '' ? 'they have none' : `there is ${near}`}`,
  );
}
