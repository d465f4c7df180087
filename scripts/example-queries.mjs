import { join } from 'node:path';

const MOST = 3;

/** Gives a few queries of each ready-made meter, by its name, as Markdown: those of its dashboard that differ most. */
export async function exampleQueries(root) {
  const built = (file) => import(join(root, 'packages', file));
  const { meterDashboards } = await built('mixin/build/dashboards/meter-dashboards.js');
  const { mixin } = await built('mixin/build/index.js');
  const subjects = ['approval', 'deployment', 'processor', 'rpc', 'storage', 'worker'];
  const modules = await Promise.all(
    subjects.map((subject) => built(`meters/build/${subject}/index.js`)),
  );
  const classes = Object.assign({}, ...modules);
  return (name) => {
    mixin([classes[name]]); // throws if a query were wrong
    const panels = meterDashboards([classes[name]]).flatMap(({ overview, questions }) => [
      ...overview,
      ...questions.flatMap((question) => question.panels),
    ]);
    const lines = differing(panels).map(({ title, query }) => `# ${title}\n${query}\n`);
    return `\n\`\`\`promql\n${lines.join('')}\`\`\`\n`;
  };
}

/** The first of each form, such as \`sum(rate\`. */
function differing(panels) {
  const byForm = new Map();
  for (const { title, query, queries = { all: query } } of panels) {
    const text = Object.values(queries)[0].replaceAll('$__rate_interval', '5m');
    const form = /^\w+\W+(?:rate|by|increase|\d)?/.exec(text)?.[0];
    if (!byForm.has(form)) byForm.set(form, { title, query: text });
  }
  return [...byForm.values()].slice(0, MOST);
}
