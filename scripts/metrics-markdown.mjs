import { join } from 'node:path';
import { exampleQueries } from './example-queries.mjs';

const HEAD = `<!-- Generated from the definitions of the meters: change those, then run \`npm run docs\`. -->
# Metrics

Every family of the ready-made meters, of the library itself, and the target. A family is listed by the name that is queried: a
counter with \`_total\`, which OpenMetrics has on the sample only; a histogram without \`_bucket\`, \`_sum\` and \`_count\`. How names come
about is told in [concepts](concepts.md#names). A label with "at most" is open: further values are recorded as \`_OTHER\`.

A ready-made meter of \`@meterkit/meters\` is on the page from its first instance on; what the library says of itself, always, but of
readiness checks once there is one, and of the policy file where there is one.

Behind each table are some of the queries that the generated dashboard of the meter has; \`>= 0\` leaves out what is no number for lack
of traffic.

`;

const OWN = `
## The library itself

| Family | Type | Labels | What it is |
|---|---|---|---|
`;

const TARGET = `
## The target

\`target_info\` has the value 1 and the resource attributes as labels: \`service_name\`, \`service_version\` when it is set, those of
\`resourceAttributes\`, and \`telemetry_sdk_name\`, \`telemetry_sdk_language\` and \`telemetry_sdk_version\`. OpenMetrics calls the
family \`target\` and its type \`info\`; text 0.0.4 has no such type and says \`gauge\`. \`page.targetInfo: false\` leaves it out.
`;

/** The text of docs/metrics.md, from the built packages. */
export async function metricsMarkdown(root) {
  const built = (file) => import(join(root, 'packages', file));
  const { catalogMarkdown } = await built('meters/build/catalog/index.js');
  const { createStore } = await built('instruments/build/index.js');
  const { ScrapeMetrics } = await built('sdk/build/scrape-metrics.js');
  const { PolicyMetrics } = await built('sdk/build/policy/policy-metrics.js');
  const { ReadyMetrics } = await built('sdk/build/endpoint/ready-metrics.js');
  const { familyName, typeSuffix } = await built('exposition/build/names/metric-name.js');

  const pageName = ({ name, type, unit = '', exactName }) =>
    familyName({ name, type, unit, exactName }, 'underscores').name + typeSuffix(type);
  const store = createStore(); // has the families of its own from the start
  new ScrapeMetrics({ store });
  new PolicyMetrics({ store });
  new ReadyMetrics({ store });
  const own = store.families().map((family) => {
    const cells = [`\`${pageName(family)}\``, family.type, labelsText(family.spec.labels)];
    return `| ${cells.join(' | ')} | ${family.description} |\n`;
  });
  const catalog = catalogMarkdown((row) => pageName({ ...row, type: pageType(row.kind) }), {
    behind: await exampleQueries(root),
  });
  return `${HEAD}${catalog}${OWN}${own.sort().join('')}${TARGET}`;
}

/** What an instrument is on a page (OpenTelemetry, Prometheus and OpenMetrics Compatibility). */
function pageType(kind) {
  if (kind === 'histogram') return 'histogram';
  return kind === 'counter' || kind === 'observableCounter' ? 'counter' : 'gauge';
}

function labelsText(labels) {
  return Object.entries(labels)
    .map(([name, { kind, values, limit }]) =>
      kind === 'closed'
        ? `\`${name}\`: ${values.map((value) => `\`${value}\``).join(', ')}`
        : `\`${name}\`: any, at most ${limit}`,
    )
    .join('<br>');
}
