import type { QueryUse } from './query-use.js';

/** The PromQL of a dashboard of Grafana, in whatever version its JSON model is: expressions of panels, and of variables. */
export function dashboardQueries(model: unknown, panel = ''): readonly QueryUse[] {
  if (Array.isArray(model)) return model.flatMap((item) => dashboardQueries(item, panel));
  if (!isObject(model)) return [];
  const { title, expr, name, query } = model;
  if (typeof expr === 'string')
    return [{ place: panel || `annotation ${String(name ?? '')}`, expression: expr }];
  const isPanel = typeof title === 'string' && !('schemaVersion' in model);
  const within = isPanel ? `panel "${title}"` : panel;
  const asked = typeof query === 'string' ? query : '';
  // label_values(metric, label): what a variable offers.
  const [, expression] = /^label_values\((.*),\s*\w+\s*\)$/s.exec(asked) ?? [];
  const variable =
    expression === undefined ? [] : [{ place: `variable ${String(name ?? panel)}`, expression }];
  return [...variable, ...Object.values(model).flatMap((value) => dashboardQueries(value, within))];
}

function isObject(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null;
}
