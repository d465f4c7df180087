import { defineCommand } from '../command-line/command.js';
import { exitCodes } from '../command-line/exit-code.js';
import { numberOption } from '../command-line/number-option.js';
import { readQueries } from '../queries/read-queries.js';
import { targetOf } from '../target/target.js';
import { targetOptions } from '../target/target-options.js';
import { print, printJson } from '../terminal/print.js';
import { diagnose } from './diagnose.js';
import { doctorText } from './doctor-text.js';
import { gatherFacts } from './gather-facts.js';

export const doctorCommand = defineCommand({
  name: 'doctor',
  positionals: ['URL'],
  options: {
    wait: {
      type: 'string',
      value: 'SECONDS',
      help: 'before the scrape that shows the trend; 15 unless said',
    },
    dashboards: {
      type: 'string',
      value: 'DIR',
      help: 'of Grafana, as JSON: which families they read',
    },
    rules: {
      type: 'string',
      value: 'DIR',
      help: 'of Prometheus, as YAML: which families they read',
    },
    ...targetOptions,
  },
  details: `Series and bytes by family and by label, growth, formats, compression, who may read the page, the time of a scrape, series that
vanish between two pages. Advice does not change the exit code.

Exit codes: 0 no problem, 1 problems, 2 wrong use, 3 no page to be had.`,
  async run(values, [address = '']) {
    const target = targetOf(address, values);
    const waitMs = 1000 * numberOption('wait', values.wait, { fallback: 15, min: 0 });
    const hasQueries = values.dashboards !== undefined || values.rules !== undefined;
    const queries = hasQueries ? readQueries(values) : undefined;
    const report = diagnose(await gatherFacts(target, waitMs), queries);
    if (values.json) printJson(report);
    else print(doctorText(report));
    const hasProblems = report.findings.some(({ severity }) => severity === 'problem');
    return hasProblems ? exitCodes.findings : exitCodes.fine;
  },
});
