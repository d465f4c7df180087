import { type SystemName, systemMixin, systems } from '../../src/index.js';
import { allPanels } from './panel-json.js';

const COLOURS: Readonly<Record<string, string>> = {
  critical: 'red',
  warning: 'orange',
  info: 'blue',
};

/** Those of which a dashboard of a service has no line: they are about targets and pages of any service, or about no number. */
const WITHOUT_LINE = [
  ...['TargetDown', 'MeasurementsDropped', 'SeriesOverflow', 'PagePartial'],
  ...['WorkerStalled', 'ErrorBudgetBurn'],
];

const names = Object.keys(systems) as SystemName[]; // its own keys

test.each(names)('the dashboard of %s has a line where each of its alerts fires', (name) => {
  const { rules, dashboards } = systemMixin(name);
  const alerts = rules
    .flatMap((group) => group.rules)
    .flatMap((rule) => ('alert' in rule && !WITHOUT_LINE.includes(rule.alert) ? [rule] : []));
  const expected = alerts.map(({ alert, expr, labels: { severity = '' } }) => {
    return `${alert} ${limitOf(expr)} ${COLOURS[severity]}`;
  });
  const lines = dashboards.flatMap(allPanels).flatMap(({ fieldConfig }) => {
    const steps = fieldConfig?.defaults.thresholds?.steps ?? [];
    return steps.map(({ value, color }) => `${value} ${color}`);
  });
  const drawn = expected.filter((line) => lines.includes(line.slice(line.indexOf(' ') + 1)));
  expect(drawn).toEqual(expected);
});

/** What is behind the last `>`, as a threshold of a panel has it: a step at 0 would colour what is 0. */
function limitOf(expr: string): number {
  const [, limit = ''] = /> ([\d.*^ ]+)$/.exec(expr) ?? [];
  const factors = limit.split('*').map((factor) => {
    const [base = '', power = '1'] = factor.split('^');
    return Number(base) ** Number(power);
  });
  return factors.reduce((product, factor) => product * factor) || 1e-9;
}
