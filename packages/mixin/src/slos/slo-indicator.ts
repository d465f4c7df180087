import { automaticMeters } from '@meterkit/auto-instrumentation/catalog';
import { thresholdText } from '@meterkit/exposition';
import type { DefinedMeter } from '../families/defined-meter.js';
import type { Family } from '../families/family.js';
import { meterFamilies } from '../families/meter-families.js';
import { inNamespace, type MixinMeter } from '../families/mixin-meter.js';
import { nearestBound } from '../queries/check-matcher.js';
import { checkQuery } from '../queries/check-query.js';
import { didYouMean, nearestName } from '../queries/nearest-name.js';
import type { RuleScope } from '../rules/rule-scope.js';
import type { LabelCondition, Slo, SloSeries } from './slo.js';

/** The share of errors over a window, as an expression. No traffic is no share. */
export type ErrorRatio = (window: string) => string;

/** The mixin that an objective is in. */
export interface SloContext {
  readonly name: string;
  readonly meters: readonly MixinMeter[];
  readonly scope: RuleScope;
}

/** The error ratio of an objective, or what is wrong with what it is about. */
export function errorRatio(slo: Slo, context: SloContext): ErrorRatio | readonly string[] {
  const { ratio, latency, availability } = slo;
  const kinds = Object.entries({ ratio, latency, availability }).filter(([, kind]) => kind);
  if (kinds.length !== 1) {
    const got = kinds.map(([kind]) => kind).join(' and ') || 'none';
    return [`expected one of ratio, latency and availability, got ${got}`];
  }
  if (ratio) return ratioOfCounts(ratio, context);
  if (latency) return shareAbove(latency, context);
  const { by } = context.scope;
  return (window) =>
    `1 - sum by (${by}) (sum_over_time(up[${window}])) / sum by (${by}) (count_over_time(up[${window}]))`;
}

function ratioOfCounts(
  ratio: NonNullable<Slo['ratio']>,
  context: SloContext,
): ErrorRatio | readonly string[] {
  const errors = resolveCounted('ratio.errors', ratio.errors, context);
  const total = resolveCounted('ratio.total', ratio.total, context);
  if ('problems' in errors || 'problems' in total)
    return [errors, total].flatMap((one) => ('problems' in one ? one.problems : []));
  const { by } = context.scope;
  return (window) => {
    const all = `sum by (${by}) (rate(${counted(total)}[${window}]))`;
    // Errors may have no series before the first of them.
    const wrong = `(sum by (${by}) (rate(${counted(errors)}[${window}])) or 0 * ${all})`;
    return `${wrong} / (${all} > 0)`;
  };
}

function shareAbove(
  { histogram, threshold }: NonNullable<Slo['latency']>,
  context: SloContext,
): ErrorRatio | readonly string[] {
  const found = resolve('latency.histogram', histogram, context);
  if ('problems' in found) return found.problems;
  const { family, matchers } = found;
  const { name, type, bounds } = family;
  if (bounds === undefined)
    return [`latency.histogram: expected a histogram, got the ${type} ${name}`];
  if (!bounds.includes(threshold))
    return [
      `latency.threshold: expected a bound of ${name}, got ${threshold}; the nearest is ${nearestBound(threshold, bounds)}`,
    ];
  const { by } = context.scope;
  const good = `${name}_bucket${braces([...matchers, `le="${thresholdText(threshold)}"`])}`;
  return (window) =>
    `1 - sum by (${by}) (rate(${good}[${window}])) / (sum by (${by}) (rate(${counted(found)}[${window}])) > 0)`;
}

interface Found {
  readonly family: Family;
  readonly matchers: readonly string[];
}

type Resolved = Found | { readonly problems: readonly string[] };

/** A gauge has no rate. */
function resolveCounted(path: string, series: SloSeries, context: SloContext): Resolved {
  const found = resolve(path, series, context);
  if ('problems' in found || found.family.type !== 'gauge') return found;
  return wrong(path, `expected a counter or a histogram, got the gauge ${found.family.name}`);
}

function resolve(path: string, series: SloSeries, { meters, scope }: SloContext): Resolved {
  if (!Array.isArray(series) || typeof series[0]?.definition !== 'object')
    return wrong(
      path,
      `expected a class of meters and a property of it, got ${JSON.stringify(series)}`,
    );
  const [meter, property, labels = {}] = series as SloSeries; // Array.isArray takes its type
  const name = meter.name || meter.definition.name;
  const own = meters.filter((one) => inNamespace(one).meter === meter);
  const automatic: readonly DefinedMeter[] = Object.values(automaticMeters).flat();
  const [found, other] = own.length === 0 && automatic.includes(meter) ? [meter] : own;
  if (found === undefined) return wrong(path, `${name} is not among the meters of the mixin`);
  if (other !== undefined)
    return wrong(path, `${name} is there under several namespaces, so that it says nothing`);
  const families = meterFamilies(found);
  const family = families.get(property);
  if (family === undefined) {
    const meant = didYouMean(nearestName(property, families.keys()));
    return wrong(path, `${name} has no instrument "${property}"${meant}`);
  }
  const matchers = Object.entries(labels).map(([label, one]) => condition(label, one));
  const targetLabels = scope.byInstance.split(', ');
  const problems = checkQuery(counted({ family, matchers }), [family], { targetLabels });
  if (problems.length > 0)
    return wrong(path, ...problems.map(({ message }) => message.replace(/ at \d+/, ''))); // of the expression
  return { family, matchers };
}

function wrong(path: string, ...problems: readonly string[]): Resolved {
  return { problems: problems.map((problem) => `${path}: ${problem}`) };
}

function counted({ family, matchers }: Found): string {
  const sample = family.type === 'histogram' ? `${family.name}_count` : family.samples[0];
  return `${sample}${braces(matchers)}`;
}

function braces(matchers: readonly string[]): string {
  return matchers.length === 0 ? '' : `{${matchers.join(', ')}}`;
}

function condition(label: string, one: LabelCondition): string {
  if (typeof one === 'string') return `${label}=${JSON.stringify(one)}`;
  if (one instanceof RegExp) return `${label}=~${JSON.stringify(one.source)}`;
  const values = one.map((value) => value.replace(/[\\^$.*+?()[\]{}|]/g, '\\$&'));
  return `${label}=~${JSON.stringify(values.join('|'))}`;
}
