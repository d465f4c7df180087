import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import { serviceFamilies } from '../../src/families/service-families.js';
import { checkQuery } from '../../src/queries/check-query.js';
import { functionSignatures } from '../../src/queries/function-signatures.js';
import { OrderMetrics } from '../orders.js';

const families = serviceFamilies([OrderMetrics]);

const right = [
  'up',
  '1',
  'rate(orders_placed_total[5m])',
  'rate(orders_placed_total{channel=~"w.+"}[1h30m] offset -1d)',
  'max_over_time(up[1h:])',
  'max_over_time(rate(orders_placed_total[5m])[1h:1m] offset 5m @ end())',
  'up offset 5m @ 1603774568',
  '-up > bool 0',
  '1 > bool 2',
  'topk(3, up) and on (job) up',
  'count_values("version", up)',
  'quantile by (job) (0.9, up)',
  'round(up)',
  'round(up, 0.1)',
  'hour()',
  'hour(up)',
  'clamp(up, 0, scalar(orders_open))',
  'label_replace(up, "host", "$1", "instance", "(.*):.*")',
  'label_join(up, "both", "-", "job", "instance")',
  'vector(time() + pi())',
  'histogram_quantile(0.9, rate(orders_checkout_duration_seconds_bucket[5m]))',
  'up{job!=""}',
  '{__name__="up"}',
  'up{job=~`a\\d`, instance=~"b\\\\d"}',
  'up{job=~"(?i)orders"}',
  'up * on (job) group_left up',
  'up / up offset 1h',
  '-up offset 5m > up @ end()',
  'max_over_time(up[5m:1m] offset 1m) - -max_over_time(up[5m])',
];

const wrong: readonly (readonly [expression: string, message: string])[] = [
  ['rat(up[5m])', 'unknown function "rat" at 0; did you mean "rate"?'],
  [
    'rate(orders_placed_total)',
    'rate needs a range vector, got an instant vector; write orders_placed_total[5m] at 5',
  ],
  ['rate(sum(orders_placed_total))', 'rate needs a range vector, got an instant vector at 5'],
  ['sum(orders_placed_total[5m])', 'sum needs an instant vector, got a range vector at 4'],
  ['abs(up[5m:1m])', 'abs needs an instant vector, got a range vector at 4'],
  ['abs(1)', 'abs needs an instant vector, got a number at 4'],
  ['vector(up)', 'vector needs a number, got an instant vector at 7'],
  [
    'histogram_quantile(orders_checkout_duration_seconds_bucket, 0.9)',
    'histogram_quantile needs a number, got an instant vector at 19',
  ],
  ['histogram_quantile(0.9)', 'histogram_quantile takes 2 arguments, got 1 at 0'],
  ['round(up, 1, 2)', 'round takes 1 to 2 arguments, got 3 at 0'],
  ['label_join(up, "a")', 'label_join takes 3 or more arguments, got 2 at 0'],
  [
    'label_replace(up, host, "$1", "instance", "x")',
    'label_replace needs a string, got an instant vector at 18',
  ],
  ['topk(up)', 'topk takes 2 arguments, got 1 at 0'],
  ['topk("3", up)', 'topk needs a number, got a string at 5'],
  ['count_values(1, up)', 'count_values needs a string, got a number at 13'],
  ['sum()', 'sum takes 1 argument, got 0 at 0'],
  ['up == "1"', '== needs an instant vector or a number, got a string at 6'],
  ['up[5m] > 1', '> needs an instant vector or a number, got a range vector at 0'],
  ['up and 1', 'and needs an instant vector, got a number at 7'],
  ['1 > 2', 'numbers are compared with bool: write > bool at 0'],
  ['up + bool up', 'bool belongs to comparisons, not to + at 0'],
  ['up * on (job) 2', 'series are matched with series, not with a number at 5'],
  ['up and on (job) group_left up', 'and takes no group_left at 7'],
  ['up * on (job) group_left (job) up', '"job" is in on (...) and in group_left (...) at 5'],
  ['-"a"', '- needs an instant vector or a number, got a string at 1'],
  [
    'rate(orders_placed_total[5])',
    'expected a duration such as 5m, got 5; write 5s if seconds are meant at 25',
  ],
  ['up offset 5', 'expected a duration such as 5m, got 5; write 5s if seconds are meant at 10'],
  ['max_over_time(up[0s])', 'expected a duration such as 5m, got 0s at 17'],
  ['up > 5m', 'expected a number, got the duration 5m at 5'],
  [
    'rate((orders_placed_total)[5m])',
    'a range stands behind a selector only; [1h:1m] is a subquery at 5',
  ],
  ['rate(orders_placed_total offset 1h[5m])', 'a range stands before offset and @ at 5'],
  ['sum(up) offset 5m', 'offset stands behind a selector or a subquery only at 0'],
  ['(up) @ end()', '@ stands behind a selector or a subquery only at 0'],
  ['up offset 5m offset 1m', 'offset is there twice at 0'],
  ['max_over_time(1[5m:1m])', 'a subquery needs an instant vector, got a number at 14'],
  ['{}', '{} selects every series: name a metric, or a value that is not empty at 0'],
  [
    '{job=~".*"}',
    '{job=~".*"} selects every series: name a metric, or a value that is not empty at 0',
  ],
  ['up{__name__="up"}', 'the metric is named twice at 0'],
  ['up{job=~"a("}', 'expected a regular expression, got "a(" with unterminated group at 8'],
  [
    'up{job=~"(?!a)b"}',
    'expected a regular expression, got "(?!a)b" with (?!, which RE2 has not at 8',
  ],
  ['up{job=~"a\\d"}', '\\d is no escape in a string: write \\\\d at 10'],
];

/** What Prometheus evaluates and promtool, which only reads, does not refuse; and what it does not know. */
const beyondPromtool: readonly (readonly [expression: string, message: string])[] = [
  ['up[5m]', 'a rule or panel needs an instant vector or a number, got a range vector at 0'],
  ['"a"', 'a rule or panel needs an instant vector or a number, got a string at 0'],
  [
    'rate(orders_open[5m])',
    'rate is for counters, and orders_open is a gauge; delta and deriv are for gauges at 5',
  ],
  [
    'delta(orders_placed_total[5m] offset 1h)',
    'delta is for gauges, and orders_placed_total is a counter; increase and rate are for counters at 6',
  ],
  [
    'rate(orders_checkout_duration_seconds[5m])',
    'orders_checkout_duration_seconds is a histogram: ask for orders_checkout_duration_seconds_bucket, orders_checkout_duration_seconds_sum, orders_checkout_duration_seconds_count at 5',
  ],
];

test.each(right)('%s is of the right types', (expression) => {
  expect(checkQuery(expression, families)).toEqual([]);
});

test.each([...wrong, ...beyondPromtool])('%s is told', (expression, message) => {
  expect(checkQuery(expression, families).map((problem) => problem.message)).toContain(message);
});

test.each([
  'rate($metric[5m])',
  'topk($limit, up)',
  'up > $limit',
  'rate(orders_placed_total[$__rate_interval])',
  'sum_over_time(up[$window:$step] offset $ago)',
  'up{job=~"$job"}',
  '{job="$job"}',
])('a variable may be of any type: %s', (expression) => {
  expect(checkQuery(expression, families)).toEqual([]);
});

const hasPromtool = spawnSync('promtool', ['--version']).status === 0;

(hasPromtool ? describe : describe.skip)('promtool', () => {
  test('accepts what is accepted', () => {
    expect(refused(right)).toEqual([]);
  });

  test('refuses what is told', () => {
    const expressions = wrong.map(([expression]) => expression);
    expect(refused(expressions)).toEqual(expressions);
  });

  test('accepts whatever is put together and has no problem', () => {
    const accepted = fc
      .sample(expression, { numRuns: 2000, seed: 7 })
      .filter((text) => checkQuery(text, families).length === 0);
    expect(accepted.length).toBeGreaterThan(100);
    expect(refused(accepted)).toEqual([]);
  });
});

const functions = [...functionSignatures.keys()].filter(
  (name) => !/mad_|histogram_(avg|std)|double_|sort_by|first_over/.test(name), // newer than 2.42
);

/** Expressions of every type, right and wrong. */
const { expression } = fc.letrec<{ expression: string }>((tie) => ({
  expression: fc.oneof(
    { maxDepth: 3, withCrossShrink: true },
    fc.constantFrom('up', '1', '"a"', 'up[5m]', 'orders_open', 'up{job=~"a|b"}', 'up[5m:1m]'),
    fc
      .tuple(fc.constantFrom(...functions), fc.array(tie('expression'), { maxLength: 3 }))
      .map(([name, all]) => `${name}(${all.join(', ')})`),
    fc
      .tuple(
        fc.constantFrom('sum', 'topk', 'count_values', 'quantile'),
        fc.array(tie('expression'), { maxLength: 2 }),
      )
      .map(([name, all]) => `${name}(${all.join(', ')})`),
    fc
      .tuple(
        tie('expression'),
        fc.constantFrom(
          '+',
          '> bool',
          '>',
          'and',
          'or',
          '* on (job)',
          '^',
          '% ignoring (job) group_left',
          'unless',
        ),
        tie('expression'),
      )
      .map((all) => all.join(' ')),
    fc
      .tuple(
        tie('expression'),
        fc.constantFrom(' offset 5m', '[5m]', '[1h:5m]', ' @ end()', ' offset 5'),
      )
      .map((all) => all.join('')),
    tie('expression').map((inner) => `(${inner})`),
    tie('expression').map((inner) => `-${inner}`),
  ),
}));

/** Those that promtool complains of. It names each rule. */
function refused(expressions: readonly string[]): readonly string[] {
  const folder = mkdtempSync(join(tmpdir(), 'meterkit-types-'));
  try {
    const rules = expressions.map((expr, i) => ({ record: `rule:r${i}:x`, expr }));
    writeFileSync(join(folder, 'rules.yaml'), JSON.stringify({ groups: [{ name: 'all', rules }] })); // JSON is YAML
    const { stdout, stderr } = spawnSync(
      'promtool',
      ['check', 'rules', join(folder, 'rules.yaml')],
      { encoding: 'utf8', maxBuffer: 1e8 },
    );
    const named = new Set(
      Array.from(`${stdout}${stderr}`.matchAll(/"rule:r(\d+):x"/g), ([, i]) => Number(i)),
    );
    return expressions.filter((_, i) => named.has(i));
  } finally {
    rmSync(folder, { recursive: true });
  }
}
