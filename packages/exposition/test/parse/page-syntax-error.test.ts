import { PageSyntaxError } from '../../src/parse/page-syntax-error.js';
import { parseOpenMetrics } from '../../src/parse/parse-openmetrics.js';
import { parsePrometheusText } from '../../src/parse/parse-prometheus-text.js';

describe('PageSyntaxError', () => {
  it.each([
    {
      page: '# TYPE a gauge\na 0x1\n# EOF\n',
      message:
        'OpenMetrics page, line 2, column 3: expected a decimal number, +Inf, -Inf or NaN as value, got "0x1"',
    },
    {
      page: 'a{b="c"d} 1\n# EOF\n',
      message:
        'OpenMetrics page, line 1, column 8: expected a comma or a closing brace after a label, got "d} 1"',
    },
    {
      page: 'a\n# EOF\n',
      message:
        'OpenMetrics page, line 1, column 2: expected a decimal number, +Inf, -Inf or NaN as value, got the end of the line',
    },
    {
      page: 'a 1\n',
      message:
        'OpenMetrics page, line 2, column 1: expected the page to end with "# EOF", got the end of the page',
    },
    {
      page: 'a  1\n# EOF\n',
      message:
        'OpenMetrics page, line 1, column 3: expected a decimal number, +Inf, -Inf or NaN as value, got " 1"',
    },
    {
      page: 'a{b="\u001b[31m"} 1\na{b="\u001b[31m"} 1\n# EOF\n',
      message:
        'OpenMetrics page, line 2, column 1: expected a name and a label set at most once, got "a{b="\\u001b[31m"} 1"',
    },
    {
      page: '# HELP a one\\\n# EOF\n',
      message:
        'OpenMetrics page, line 1, column 13: expected a backslash to stand before a character that this format lets it escape, got "\\\\"',
    },
    {
      page: `# ${'x'.repeat(200)}\n# EOF\n`,
      message: `OpenMetrics page, line 1, column 1: expected a line that begins with # to be TYPE, UNIT, HELP or EOF, with single spaces, got "# ${'x'.repeat(78)}..."`,
    },
  ])('says "$message"', ({ page, message }) => {
    expect(() => parseOpenMetrics(page)).toThrow(new Error(message));
  });

  it('names the format', () => {
    expect(() => parsePrometheusText('a b\n')).toThrow(/^Prometheus text page, line 1, column 3: /);
  });

  it('has a code, a rule and a 1-based place', () => {
    const offence = { rule: 'value', start: 6, end: 7 } as const;
    expect(new PageSyntaxError('openmetrics', 'a 1\nb x\n', offence)).toMatchObject({
      name: 'PageSyntaxError',
      code: 'METERKIT_PAGE_SYNTAX',
      rule: 'value',
      line: 2,
      column: 3,
    });
  });
});
