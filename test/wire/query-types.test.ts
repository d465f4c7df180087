import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { checkQuery, mixin } from '@meterkit/mixin';
import fc from 'fast-check';
import { OrderMetrics } from '../../packages/mixin/test/orders.js';
import { right, wrong } from '../../packages/mixin/test/queries/typed-expressions.js';
import { describeWith } from '../real-parts.js';

const { families } = mixin([OrderMetrics]);

const functions = [
  ...[
    'abs',
    'absent',
    'clamp',
    'clamp_max',
    'delta',
    'deriv',
    'histogram_quantile',
    'hour',
    'increase',
  ],
  ...[
    'label_join',
    'label_replace',
    'last_over_time',
    'pi',
    'predict_linear',
    'quantile_over_time',
    'rate',
  ],
  ...['round', 'scalar', 'sort', 'time', 'timestamp', 'vector', 'year'],
];

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

describeWith(['promtool'], 'promtool check rules', ({ promtool }) => {
  test('accepts what checkQuery accepts', () => {
    expect(refused(promtool, right)).toEqual([]);
  });

  test('refuses what checkQuery tells', () => {
    const expressions = wrong.map(([text]) => text);
    expect(refused(promtool, expressions)).toEqual(expressions);
  });

  test('accepts whatever is put together and has no problem', () => {
    const accepted = fc
      .sample(expression, { numRuns: 3000, seed: 7 })
      .filter((text) => checkQuery(text, families).length === 0);
    expect(accepted.length).toBeGreaterThan(100);
    expect(refused(promtool, accepted)).toEqual([]);
  });
});

/** Those that promtool complains of. It names each rule. */
function refused(promtool: string, expressions: readonly string[]): readonly string[] {
  const folder = mkdtempSync(join(tmpdir(), 'meterkit-types-'));
  try {
    const rules = expressions.map((expr, i) => ({ record: `rule:r${i}:x`, expr }));
    writeFileSync(join(folder, 'rules.yaml'), JSON.stringify({ groups: [{ name: 'all', rules }] })); // JSON is YAML
    const { stdout, stderr } = spawnSync(promtool, ['check', 'rules', join(folder, 'rules.yaml')], {
      encoding: 'utf8',
      maxBuffer: 1e8,
    });
    const named = new Set(
      Array.from(`${stdout}${stderr}`.matchAll(/"rule:r(\d+):x"/g), ([, i]) => Number(i)),
    );
    return expressions.filter((_, i) => named.has(i));
  } finally {
    rmSync(folder, { recursive: true });
  }
}
