import { lintPage } from '../../src/lint/lint-page.js';
import { parseOpenMetrics } from '../../src/parse/parse-openmetrics.js';
import { parsePrometheusText } from '../../src/parse/parse-prometheus-text.js';

const THREADS = '# TYPE shop_thread_count gauge\nshop_thread_count{hostName="a"} 1\n';

const findings = [
  {
    family: 'shop_thread_count',
    rule: 'help-text',
    message: 'shop_thread_count: expected a help text, got none',
  },
  {
    family: 'shop_thread_count',
    rule: 'reserved-suffix',
    message:
      'shop_thread_count: expected _count on samples of a histogram or summary only, got a gauge',
  },
  {
    family: 'shop_thread_count',
    rule: 'camel-case',
    message: 'shop_thread_count: expected snake_case, got "hostName"',
  },
] as const;

describe('lintPage', () => {
  it.each([
    { format: 'text 0.0.4', families: parsePrometheusText(THREADS) },
    { format: 'OpenMetrics', families: parseOpenMetrics(`${THREADS}# EOF\n`) },
  ])('finds what a page of $format does against the conventions', ({ families }) => {
    expect(lintPage(families)).toEqual(findings);
  });

  it('passes over what is allowed for the family and the rule, and nothing else', () => {
    const reason = 'The name of the semantic conventions.';
    const allow = [
      { family: 'shop_thread_count', rule: 'reserved-suffix', reason },
      { family: 'process_thread', rule: 'help-text', reason },
      { family: 'shop_thread_count', rule: 'base-unit', reason },
    ] as const;
    const [help, , camelCase] = findings;
    expect(lintPage(parsePrometheusText(THREADS), { allow })).toEqual([help, camelCase]);
  });

  it('has nothing to say of good counters, histograms and infos, in either format', () => {
    const histogram =
      '# TYPE a_seconds histogram\n# HELP a_seconds x\na_seconds_bucket{le="+Inf"} 1\na_seconds_count 1\na_seconds_sum 1\n';
    const openMetrics = `${histogram}# TYPE b counter\n# HELP b x\nb_total 1\nb_created 5\n# TYPE target info\n# HELP target x\ntarget_info 1\n# EOF\n`;
    const text = `${histogram}# TYPE b_total counter\n# HELP b_total x\nb_total 1\n# TYPE target_info gauge\n# HELP target_info x\ntarget_info 1\n`;
    expect(lintPage(parseOpenMetrics(openMetrics))).toEqual([]);
    expect(lintPage(parsePrometheusText(text))).toEqual([]);
  });
});

test('a name that the semantic conventions prescribe is no finding', () => {
  const page =
    '# HELP process_thread_count Threads.\n# TYPE process_thread_count gauge\nprocess_thread_count 1\n';
  expect(lintPage(parsePrometheusText(page))).toEqual([]);
});
