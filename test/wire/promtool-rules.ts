import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { BurnScenario, RuleScenario } from './rule-scenarios/rule-scenario.js';

/** A rule file of Prometheus, as text. */
type RuleFile = string;

/** What `promtool check rules` complains of, `''` for nothing. */
export function ruleComplaint(promtool: string, rules: RuleFile): string {
  return inFolder((folder) => {
    writeFileSync(join(folder, 'rules.yaml'), rules);
    return complaintOf(promtool, ['check', 'rules', '--lint-fatal', join(folder, 'rules.yaml')]);
  });
}

/** What `promtool test rules` complains of when a scenario happens, `''` for nothing. */
export function scenarioComplaint(
  promtool: string,
  rules: RuleFile,
  { series, atMinute, alert, recorded }: RuleScenario,
  runbookOf: (alert: string) => string,
): string {
  return testComplaint(promtool, rules, series, {
    alert_rule_test:
      alert === undefined
        ? []
        : [
            {
              eval_time: `${atMinute}m`,
              alertname: alert.name,
              exp_alerts: (alert.fires === 'not' ? [] : alert.fires).map(
                ({ labels, summary, description }) => ({
                  exp_labels: labels,
                  exp_annotations: { summary, description, runbook: runbookOf(alert.name) },
                }),
              ),
            },
          ],
    promql_expr_test: recordings(atMinute, recorded),
  });
}

/** The same of a scenario of burn rates, of which only those of its objective are asked. */
export function burnComplaint(
  promtool: string,
  rules: RuleFile,
  { slo, series, atMinute, fires, recorded }: BurnScenario,
): string {
  const firing = `sort_desc(count by (long) (ALERTS{alertname="ErrorBudgetBurn", alertstate="firing", slo=~".*/${slo}"}))`;
  return testComplaint(promtool, rules, series, {
    promql_expr_test: [
      {
        expr: firing,
        eval_time: `${atMinute}m`,
        exp_samples: fires.map((long) => ({ labels: `{long="${long}"}`, value: 1 })),
      },
      ...recordings(atMinute, recorded),
    ],
  });
}

function recordings(atMinute: number, recorded: Readonly<Record<string, number>> = {}) {
  return Object.entries(recorded).map(([series, value]) => ({
    expr: `round(${series}, 0.0001)`,
    eval_time: `${atMinute}m`,
    exp_samples: [{ labels: series.slice(series.indexOf('{')), value }],
  }));
}

function testComplaint(
  promtool: string,
  rules: RuleFile,
  series: Readonly<Record<string, string>>,
  expected: object,
): string {
  return inFolder((folder) => {
    writeFileSync(join(folder, 'rules.yaml'), rules);
    const input = Object.entries(series).map(([name, values]) => ({ series: name, values }));
    const file = {
      rule_files: ['rules.yaml'],
      evaluation_interval: '1m',
      tests: [{ interval: '1m', input_series: input, ...expected }],
    };
    writeFileSync(join(folder, 'test.yaml'), JSON.stringify(file)); // JSON is YAML
    return complaintOf(promtool, ['test', 'rules', join(folder, 'test.yaml')]);
  });
}

function complaintOf(promtool: string, args: readonly string[]): string {
  const { status, stdout, stderr } = spawnSync(promtool, args, { encoding: 'utf8' });
  return status === 0 ? '' : `${stdout}${stderr}`;
}

function inFolder<T>(run: (folder: string) => T): T {
  const folder = mkdtempSync(join(tmpdir(), 'meterkit-rules-'));
  try {
    return run(folder);
  } finally {
    rmSync(folder, { recursive: true });
  }
}
