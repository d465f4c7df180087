import { meterOptions } from '../catalog/chosen-meters.js';
import { chosenMixin } from '../catalog/chosen-mixin.js';
import { defineCommand } from '../command-line/command.js';
import { CommandError } from '../command-line/command-error.js';
import { exitCodes } from '../command-line/exit-code.js';
import { grammarOf } from '../target/page-formats.js';
import { readSource } from '../target/read-source.js';
import { isAddress, targetOf } from '../target/target.js';
import { targetOptions } from '../target/target-options.js';
import { print, printJson } from '../terminal/print.js';
import { allowedFindings } from './allowed-findings.js';
import { lint, readStrictly } from './check-page.js';
import { checkQueries } from './check-queries.js';
import type { CheckReport } from './check-report.js';
import { checkTarget, seriesIn } from './check-target.js';
import { queriesText } from './queries-text.js';
import { reportText } from './report-text.js';

export const checkCommand = defineCommand({
  name: 'check',
  positionals: ['URL|FILE|DIR|-'],
  options: {
    allow: {
      type: 'string',
      value: 'RULE=NAME',
      multiple: true,
      help: 'a finding of the linter that is meant to be; repeatable',
    },
    format: {
      type: 'string',
      value: 'openmetrics|text',
      help: 'of a file; by its last line unless said',
    },
    ...meterOptions,
    ...targetOptions,
  },
  details: `A page that breaks a rule is refused with line and column, as a scraper would refuse it whole.
With --meters or --system FILE is a rule file or a dashboard of your own, DIR a folder of them: each expression is held against these
meters, what is collected without code, and what rules record. A module may export mixinOptions, what mixin() takes besides.
localhost:9464 means http://localhost:9464/metrics. A unix socket is unix:/run/shop.sock:/metrics.

Exit codes: 0 no finding, 1 findings, 2 wrong use, 3 no page to be had.`,
  async run(values, [source = '']) {
    if (values.meters !== undefined || values.system !== undefined) {
      const report = checkQueries(source, await chosenMixin('check', values, {}));
      if (values.json) printJson(report);
      else print(queriesText(report));
      return report.findings.length > 0 ? exitCodes.findings : exitCodes.fine;
    }
    const allow = allowedFindings(values.allow ?? []);
    const report = isAddress(source)
      ? await checkTarget(targetOf(source, values), allow)
      : checkFile(source, await pageIn(source), values.format, allow);
    if (values.json) printJson(report);
    else print(reportText(report));
    return report.findings.length > 0 ? exitCodes.findings : exitCodes.fine;
  },
});

/** A host without a port looks like a file. */
async function pageIn(source: string): Promise<Buffer> {
  try {
    return await readSource(source);
  } catch (error) {
    const isHost = /^[a-z\d](?:[\w-]*\w)?(?:\.[\w-]+)*$/i.test(source);
    if (!(error instanceof CommandError) || !isHost) throw error;
    const fix = `if it is a host, write http://${source} or ${source}:9464`;
    throw new CommandError(`${error.message}; ${fix}`, error.exitCode);
  }
}

function checkFile(
  file: string,
  page: Buffer,
  format: string | undefined,
  allow: ReturnType<typeof allowedFindings>,
): CheckReport {
  const grammar = format ?? grammarOf(page.toString('latin1', Math.max(0, page.length - 16)));
  if (grammar !== 'openmetrics' && grammar !== 'text')
    throw new CommandError(`--format: expected openmetrics or text, got "${grammar}"`);
  const { families, findings } = readStrictly(page, grammar);
  return {
    version: 1,
    target: file === '-' ? 'stdin' : file,
    formats: [
      {
        format: grammar === 'openmetrics' ? 'OpenMetrics' : 'Prometheus text',
        state: families === undefined ? 'invalid' : 'ok',
        contentType: '',
        bytes: page.length,
      },
    ],
    families: families?.length ?? 0,
    series: seriesIn(families ?? []),
    findings: [...findings, ...lint(families ?? [], allow)],
  };
}
