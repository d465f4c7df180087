import { type LintRuleName, lintRules } from '../../src/lint/lint-rules.js';
import { parsePrometheusText } from '../../src/parse/parse-prometheus-text.js';

/** Pages of one family in text 0.0.4, and what a rule says of each. */
const cases: Readonly<
  Record<LintRuleName, readonly (readonly [page: string, problems: string[]])[]>
> = {
  'help-text': [
    ['# HELP a x\na 1\n', []],
    ['a 1\n', ['expected a help text, got none']],
    ['# HELP a \\n\na 1\n', ['expected a help text, got none']],
  ],
  'counter-total': [
    ['# TYPE a_total counter\na_total 1\n', []],
    ['# TYPE a counter\na 1\na{b="1"} 1\n', ['expected a counter to end in _total, got "a"']],
    ['# TYPE a_total gauge\na_total 1\n', ['expected only counters to end in _total, got a gauge']],
    ['a_total 1\n', []],
  ],
  'base-unit': [
    ['a_seconds 1\n', []],
    ['cpu_seconds_total 1\n', []],
    ['a_milliseconds 1\n', ['expected the base unit "seconds", got "milliseconds"']],
    ['a_minutes_total 1\n', ['expected the base unit "seconds", got "minutes"']],
    ['a_mebibytes 1\n', ['expected the base unit "bytes", got "mebibytes"']],
    [
      'a_kilobits_per_hours 1\n',
      [
        'expected the base unit "bytes", got "kilobits"',
        'expected the base unit "seconds", got "hours"',
      ],
    ],
    ['a_kilograms 1\n', ['expected the base unit "grams", got "kilograms"']],
    ['cpu_percent 1\n', ['expected the base unit "ratio", got "percent"']],
    ['a_fahrenheit 1\n', ['expected the base unit "celsius", got "fahrenheit"']],
  ],
  'unit-missing': [
    ['request_duration_seconds 1\n', []],
    [
      'request_duration 1\n',
      ['expected a unit at the end of the name, such as "duration_seconds", got "duration"'],
    ],
    [
      'delay_total 1\n',
      ['expected a unit at the end of the name, such as "delay_seconds", got "delay"'],
    ],
  ],
  'unit-abbreviation': [
    ['ms 1\n', []],
    ['s_elapsed_seconds 1\n', []],
    ['a_ms 1\n', ['expected a whole word such as "seconds", got "ms"']],
    ['a_kb_total 1\n', ['expected a whole word such as "bytes", got "kb"']],
    ['cpu_pct_used 1\n', ['expected a whole word such as "ratio", got "pct"']],
  ],
  'type-in-name': [
    ['gauge_readings 1\n', []],
    ['counters 1\n', []],
    ['a_counter_total 1\n', ['expected a name without the type of the metric, got "counter"']],
    ['a_Histogram_b 1\n', ['expected a name without the type of the metric, got "histogram"']],
  ],
  'reserved-name': [
    ['a_b 1\n', []],
    ['a:b 1\n', ['expected no colon in a name, got "a:b"']],
    ['_a 1\n', ['expected no underscore before a name, got "_a"']],
  ],
  'reserved-suffix': [
    ['a_count 1\n', []],
    [
      '# TYPE a_count gauge\na_count 1\n',
      ['expected _count on samples of a histogram or summary only, got a gauge'],
    ],
    [
      '# TYPE a_sum counter\na_sum 1\n',
      ['expected _sum on samples of a histogram or summary only, got a counter'],
    ],
    [
      '# TYPE a_bucket summary\na_bucket_count 1\n',
      ['expected _bucket on samples of a histogram or summary only, got a summary'],
    ],
    ['# TYPE a histogram\na_bucket{le="+Inf"} 1\na_count 1\na_sum 1\n', []],
  ],
  'reserved-label': [
    ['a{b="1",_c="2"} 1\n', []],
    ['a{le="1"} 1\n', []],
    ['# TYPE a histogram\na_bucket{le="+Inf"} 1\na_count 1\n', []],
    ['# TYPE a summary\na{quantile="1"} 1\n', []],
    ['# TYPE a gauge\na{le="1"} 1\na{le="2"} 1\n', ['expected le on histograms only, got a gauge']],
    ['# TYPE a summary\na_sum{le="1"} 1\n', ['expected le on histograms only, got a summary']],
    [
      '# TYPE a counter\na{quantile="1"} 1\n',
      ['expected quantile on summaries only, got a counter'],
    ],
    ['a{__b="1"} 1\n', ['expected no label to begin with __, got "__b"']],
  ],
  'camel-case': [
    ['a_B{C="1"} 1\n', []],
    [
      'requestCount{statusCode="1"} 1\nrequestCount{statusCode="2"} 1\n',
      ['expected snake_case, got "requestCount"', 'expected snake_case, got "statusCode"'],
    ],
  ],
  'name-length': [
    [`${'a'.repeat(100)}{${'b'.repeat(100)}="1"} 1\n`, []],
    [
      `${'a'.repeat(101)} 1\n`,
      [`expected a name of at most 100 characters, got 101: "${'a'.repeat(101)}"`],
    ],
    [
      `a{${'b'.repeat(101)}="1"} 1\n`,
      [`expected a name of at most 100 characters, got 101: "${'b'.repeat(101)}"`],
    ],
  ],
};

/** Conformance rules that a convention is part of. */
const numbers: Readonly<Partial<Record<LintRuleName, number>>> = {
  'help-text': 74,
  'counter-total': 37,
  'base-unit': 24,
  'reserved-name': 25,
  'reserved-suffix': 21,
  'reserved-label': 30,
};

describe.each(lintRules)('the convention $name', ({ name, check }) => {
  const number = numbers[name];
  const prefix = number === undefined ? '' : `rule ${number}: `;

  it.each(
    cases[name].map(([page, problems]) => ({
      page,
      problems,
      start: JSON.stringify(page.slice(0, 60)),
      said: problems.join(' and ').slice(0, 80) || 'nothing',
    })),
  )(`${prefix}$start is told $said`, ({ page, problems }) => {
    expect(parsePrometheusText(page).flatMap(check)).toEqual(problems);
  });
});
