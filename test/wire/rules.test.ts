import { type Mixin, type SystemName, systemMixin } from '@meterkit/mixin';
import { describeWith } from '../real-parts.js';
import { burnComplaint, ruleComplaint, scenarioComplaint } from './promtool-rules.js';
import { deploymentOrchestratorScenarios } from './rule-scenarios/deployment-orchestrator.js';
import { guestkitWorkerBurns, guestkitWorkerScenarios } from './rule-scenarios/guestkit-worker.js';
import { metastoreScenarios } from './rule-scenarios/metastore.js';
import type { RuleScenario } from './rule-scenarios/rule-scenario.js';
import { streamProcessorScenarios } from './rule-scenarios/stream-processor.js';
import { topsWorkerScenarios } from './rule-scenarios/tops-worker.js';

const scenarios: Readonly<Record<SystemName, readonly RuleScenario[]>> = {
  'deployment-orchestrator': deploymentOrchestratorScenarios,
  'guestkit-worker': guestkitWorkerScenarios,
  metastore: metastoreScenarios,
  'stream-processor': streamProcessorScenarios,
  'tops-worker': topsWorkerScenarios,
};

const names = Object.keys(scenarios) as SystemName[];

describeWith(['promtool'], 'in promtool', ({ promtool }) => {
  describe.each(names)('the rules of %s', (name) => {
    const mixin = systemMixin(name);
    const text = mixin.files().get(`rules/${name}.yaml`) ?? '';
    const runbookOf = (alert: string) => runbooks(mixin).get(alert) ?? '';

    test('are a rule file without complaint', () => {
      expect(ruleComplaint(promtool, text)).toBe('');
    });

    test.each(scenarios[name])('do right when $when', (scenario) => {
      expect(scenarioComplaint(promtool, text, scenario, runbookOf)).toBe('');
    });

    if (name !== 'guestkit-worker') return;
    test.each(guestkitWorkerBurns)('burn right when $when', (scenario) => {
      expect(burnComplaint(promtool, text, scenario)).toBe('');
    });
  });
});

test('every alert has a scenario that it fires in and one that it does not', () => {
  const told = Object.values(scenarios).flat();
  const seen = (fires: boolean) => [
    ...told.flatMap(({ alert }) =>
      alert && (alert.fires !== 'not') === fires ? [alert.name] : [],
    ),
    ...guestkitWorkerBurns.flatMap((burn) =>
      ['1h', '6h', '1d', '3d'].flatMap((long) =>
        burn.fires.includes(long) === fires ? [`ErrorBudgetBurn ${burn.slo} ${long}`] : [],
      ),
    ),
  ];
  const alerts = new Set(names.flatMap((name) => alertNames(systemMixin(name))));
  expect(new Set(seen(true))).toEqual(alerts);
  expect(new Set(seen(false))).toEqual(alerts);
});

test('every recorded series has its value told by a scenario', () => {
  const told = [...Object.values(scenarios).flat(), ...guestkitWorkerBurns].flatMap(
    ({ recorded = {} }) => Object.keys(recorded).map((series) => series.replace(/\{.*/, '')),
  );
  const records = names.flatMap((name) =>
    systemMixin(name).rules.flatMap(({ rules }) =>
      rules.flatMap((rule) => ('record' in rule ? rule.record : [])),
    ),
  );
  expect(new Set(told)).toEqual(new Set(records));
});

/** Those that burn a budget are told apart by their objective and window. */
function alertNames({ rules: groups }: Mixin): readonly string[] {
  return groups
    .flatMap(({ rules }) => rules)
    .flatMap((rule) => {
      if (!('alert' in rule)) return [];
      const { slo, long } = rule.labels;
      return slo === undefined ? rule.alert : `${rule.alert} ${slo.replace(/.*\//, '')} ${long}`;
    });
}

function runbooks({ rules: groups }: Mixin): ReadonlyMap<string, string> {
  return new Map(
    groups
      .flatMap(({ rules }) => rules)
      .flatMap((rule) =>
        'alert' in rule ? [[rule.alert, rule.annotations.runbook ?? ''] as const] : [],
      ),
  );
}
