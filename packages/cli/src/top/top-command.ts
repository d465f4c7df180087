import { defineCommand } from '../command-line/command.js';
import { CommandError } from '../command-line/command-error.js';
import { exitCodes } from '../command-line/exit-code.js';
import { numberOption } from '../command-line/number-option.js';
import { targetOf } from '../target/target.js';
import { targetOptions } from '../target/target-options.js';
import { once } from './once.js';
import { type Sorting, sortings } from './top-rows.js';
import { Watch } from './watch.js';

export const topCommand = defineCommand({
  name: 'top',
  positionals: ['URL'],
  options: {
    once: { type: 'boolean', help: 'print one table of totals; so does what is no terminal' },
    filter: {
      type: 'string',
      value: 'WORDS',
      help: 'words in name, help or labels: "orders channel=web"',
    },
    sort: { type: 'string', value: sortings.join('|'), help: 'name unless said' },
    all: { type: 'boolean', help: 'show series at zero, too' },
    interval: { type: 'string', value: 'SECONDS', help: 'between two readings; 2 unless said' },
    ...targetOptions,
  },
  details: `NOW is what a counter or the observations of a histogram do in a second, and the value of a gauge. Quantiles are of the last
half minute. With --once VALUE is the total that the page says, and quantiles are of all that it counted.
Keys: q quit, / filter, s sort, z zeros, space pause, arrows scroll.

Exit codes: 0 fine, 2 wrong use, 3 no page to be had (--once).`,
  async run(values, [address = '']) {
    const target = targetOf(address, values);
    const choice = {
      filter: values.filter ?? '',
      sorting: sortingOf(values.sort ?? 'name'),
      showsZeros: values.all === true,
    };
    const seconds = numberOption('interval', values.interval, { fallback: 2, min: 0.1 });
    if (values.once || values.json || !process.stdout.isTTY)
      await once(target, choice, values.json === true);
    else await new Watch(target, choice, seconds * 1000).run();
    return exitCodes.fine;
  },
});

function sortingOf(text: string): Sorting {
  const sorting = sortings.find((one) => one === text);
  if (sorting !== undefined) return sorting;
  throw new CommandError(`--sort: expected ${sortings.join(', ')}, got "${text}"`);
}
