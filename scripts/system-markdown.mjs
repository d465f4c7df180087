import { readFileSync } from 'node:fs';
import { join } from 'node:path';

/** The pages of docs/systems by path, from the built packages: what each system is asked, and what answers. */
export async function systemPages(root) {
  const built = (file) => import(join(root, 'packages/mixin/build', file));
  const { systemMixin, systems } = await built('index.js');
  const { systemDashboards } = await built('dashboards/systems/system-dashboards.js');
  return Object.fromEntries(
    Object.entries(systems).map(([name, system]) => {
      const spec = systemDashboards[name](system.limits ?? {});
      const { rules, slos } = systemMixin(name);
      const page = { name, root, system, spec, slos, alerts: alertsOf(rules) };
      return [`docs/systems/${name}.md`, pageOf(page)];
    }),
  );
}

function pageOf({ name, root, system, spec, slos, alerts }) {
  const example = JSON.parse(readFileSync(join(root, 'examples', name, 'package.json'), 'utf8'));
  return `<!-- Generated from the dashboard and the rules in packages/mixin: change those, then run \`npm run docs\`. -->
# ${system.title}

${example.description} [Its example](../../examples/${name}/README.md) runs with

\`\`\`sh
npm run demo -- ${name}
\`\`\`

It has the families of ${system.meters.map(meterLink).join(',\n')},
and [what is collected by itself](../automatic-metrics.md).
[Its dashboard](../mixins/dashboards/${name}.json) answers the questions below and can be narrowed by ${chosen(spec.variables)};
[its rules](../mixins/rules/${name}.yaml) tell what they record and when they alert. In the queries \`> 0\` and \`>= 0\` leave out what is
no number for lack of traffic; where they have five minutes without the title saying so, the dashboard has what fits the zoom.

## What is seen first

${spec.overview.map(panelText).join('\n')}
${spec.questions.map(questionText).join('\n')}
## Alerts

| alert | severity | when | for | look first |
|---|---|---|---|---|
${alerts.map(alertLine).join('\n')}
${objectivesText(slos)}`;
}

/** Each of them alerts at several speeds, which are told elsewhere. */
function objectivesText(slos) {
  if (slos.length === 0) return '';
  const lines = slos.map(
    ({ name, description, window }) => `| \`${name}\` | ${description} | ${window} |`,
  );
  return `
\`ErrorBudgetBurn\` besides, when the error budget of one of its objectives is used up too fast:

| objective | what is promised | window |
|---|---|---|
${lines.join('\n')}
`;
}

/** Its classes and the namespace that their names begin with. */
function meterLink(meter) {
  const { meter: meterClass, namespace } = 'meter' in meter ? meter : { meter };
  const { name } = meterClass;
  const link = `[${name}](../metrics.md#${name.toLowerCase()})`;
  return namespace === undefined ? link : `${link} behind \`${namespace}_\``;
}

function chosen(variables) {
  return ['job', 'instance', ...variables].map((label) => `\`${label}\``).join(', ');
}

function questionText({ question, panels }) {
  return `## ${question}\n\n${panels.map(panelText).join('\n')}`;
}

/** With five minutes where Grafana puts what fits the zoom. */
function panelText({ title, unit, query, queries = { '': query } }) {
  const lines = Object.entries(queries).flatMap(([legend, text]) => [
    ...(legend === '' || legend.startsWith('{{') ? [] : [`# ${legend}`]),
    text.replaceAll('$__rate_interval', '5m'),
  ]);
  return `**${title}**${UNITS[unit] ?? ''}\n\n\`\`\`promql\n${lines.join('\n')}\n\`\`\`\n`;
}

/** Of those that a title does not say. */
const UNITS = {
  s: ' (seconds)',
  ms: ' (milliseconds)',
  bytes: ' (bytes)',
  percentunit: ' (0 to 1)',
};

/** Those that are no objective's. */
function alertsOf(rules) {
  const all = rules.flatMap((group) => group.rules);
  return all.filter((rule) => 'alert' in rule && rule.labels.slo === undefined);
}

function alertLine({ alert, expr, for: after = 'at once', labels, annotations }) {
  const cells = [`\`${alert}\``, labels.severity, `\`${expr}\``, after, annotations.runbook];
  return `| ${cells.map((cell) => cell.replaceAll('|', '\\|')).join(' | ')} |`;
}
