import { thresholdText } from '@meterkit/exposition';
import { hasVariable } from './grafana-variables.js';
import { alternativesOf, type LabelMatcher } from './label-matcher.js';
import { didYouMean, nearestName } from './nearest-name.js';
import type { QueryProblem } from './query-problem.js';
import type { Selected } from './query-scope.js';

/** What a label may hold besides its declared values: nothing, or what the store put in the place of a value it refused. */
const ALWAYS = ['', '_OTHER'];

/** The problems of one condition on the series of a sample. */
export function checkMatcher(
  matcher: LabelMatcher,
  { family, labels, isBucket }: Selected,
  sample: string,
): readonly QueryProblem[] {
  const { label, labelFrom: from, labelTo: to } = matcher;
  const spec = labels.get(label);
  if (spec === undefined) {
    if (family.hasOtherLabels) return [];
    const nearest = nearestName(label, labels.keys());
    const message = `unknown label "${label}" of ${sample} at ${from}${didYouMean(nearest)}`;
    return [{ kind: 'label', from, to, found: label, nearest, message }];
  }
  if (hasVariable(matcher.value)) return [];
  if (isBucket && label === 'le') return boundProblems(matcher, family.bounds ?? [], sample);
  return spec.values === undefined ? [] : valueProblems(matcher, spec.values, sample);
}

function valueProblems(
  { label, operator, value, valueFrom: from, valueTo: to }: LabelMatcher,
  values: readonly string[],
  sample: string,
): readonly QueryProblem[] {
  const known = [...values, ...ALWAYS];
  return unmatched(operator, value, known).map((found) => {
    const nearest = nearestName(found, values);
    const message = `label "${label}" of ${sample} has no value "${found}" at ${from}${didYouMean(nearest)}`;
    return { kind: 'value', from, to, found, nearest, message };
  });
}

function boundProblems(
  { operator, value, valueFrom: from, valueTo: to }: LabelMatcher,
  bounds: readonly number[],
  sample: string,
): readonly QueryProblem[] {
  const known = [...bounds.map(thresholdText), '+Inf']; // `1.0`, in every format
  return unmatched(operator, value, known).map((found) => {
    const near = nearestBound(Number(found), bounds);
    const nearest = near === undefined ? undefined : thresholdText(near);
    const message = `no bucket of ${sample} ends at "${found}" at ${from}${didYouMean(nearest)}`;
    return { kind: 'bound', from, to, found, nearest, message };
  });
}

/** The bound that is nearest in proportion; the first for what is no number. */
export function nearestBound(value: number, bounds: readonly number[]): number | undefined {
  const apart = (bound: number) => Math.abs(Math.log(bound / value));
  return bounds.reduce<number | undefined>(
    (best, bound) => (best === undefined || apart(bound) < apart(best) ? bound : best),
    undefined,
  );
}

/** What of a matcher's value fits none of the known: itself, or those of its alternatives that do not. */
function unmatched(operator: string, value: string, known: readonly string[]): readonly string[] {
  if (!operator.includes('~')) return known.includes(value) ? [] : [value];
  const alternatives = alternativesOf(value) ?? [{ text: value, pattern: value }];
  return alternatives.filter(({ pattern }) => !matchesAny(pattern, known)).map(({ text }) => text);
}

function matchesAny(pattern: string, known: readonly string[]): boolean {
  try {
    const whole = new RegExp(`^(?:${pattern})$`, 's');
    return known.some((one) => whole.test(one));
  } catch {
    return true; // RE2 knows what JavaScript does not: (?i), for one
  }
}
